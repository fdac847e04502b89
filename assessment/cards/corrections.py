"""The pages on which the office puts a record right or supplies a mark: one page for each, whatever the record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from assessment.cards.forms import CorrectionForm, Limits, NumberForm, SupplyForm
from assessment.cycles.models import Seat
from assessment.cycles.selectors import scheme_of, seats_for
from assessment.entries import services
from assessment.entries.due import MarkKey, due_of
from assessment.entries.kinds import DEDUCTION, MARK, MOST, Kind, Record
from assessment.entries.models import Deduction, Entry
from assessment.runs.models import Result
from assessment.runs.selectors import cards_for
from cadres.access.permissions import May, allowed
from cadres.jobs.services import Refused
from scoring.language.scheme import Scheme
from scoring.model.figure import Missing
from scoring.telling import wording


@dataclass(frozen=True, slots=True)
class Page(Generic[Record]):
    """What the page of one kind of record says and asks for; `facts` are label and text of what is recorded."""

    kind: Kind[Record]
    related: Sequence[str]
    address: str
    title: str
    facts: Callable[[Scheme, Record], Sequence[tuple[str, str]]]
    limits: Callable[[Scheme, Record], Limits]
    withdrawal: str
    effect: str
    done: str


def _mark_facts(scheme: Scheme, entry: Entry) -> Sequence[tuple[str, str]]:
    return [("项目", MARK.name(scheme, entry))]


def _mark_limits(scheme: Scheme, entry: Entry) -> Limits:
    return Limits.of(scheme, scheme.mark_sources[entry.source])


def _deduction_facts(_: Scheme, line: Deduction) -> Sequence[tuple[str, str]]:
    return [
        ("任务", f"{line.unit_task.code} {line.unit_task.title}"),
        ("事由", line.reason),
        ("发生时间", f"{line.happened_on:%Y-%m-%d}"),
        ("文号", line.document or "无文号"),
    ]


def _deduction_limits(scheme: Scheme, _: Deduction) -> Limits:
    places = scheme.places.stored
    said = f"填正数，如 0.5 表示扣 0.5 分；最多 {places} 位小数。"
    return Limits(Decimal(1).scaleb(-places), MOST, places, said)


_MARK: Page[Entry] = Page(
    kind=MARK,
    related=(),
    address="correct-entry",
    title="更正考核记录",
    facts=_mark_facts,
    limits=_mark_limits,
    withdrawal="撤销这条记录（不应有这项得分）",
    effect="更正后请重新测算。已有的测算和公布都不改动，由审签领导重新签发。",
    done="已更正并留痕。已有的测算与公布不变，请重新测算，使排名反映这次更正。",
)
_DEDUCTION: Page[Deduction] = Page(
    kind=DEDUCTION,
    related=("unit_task",),
    address="correct-deduction",
    title="更正扣分",
    facts=_deduction_facts,
    limits=_deduction_limits,
    withdrawal="撤销这笔扣分（不应扣分）",
    effect="更正后请重新测算：单位、班子的扣分和责任领导的连带扣分随之改变。已有的测算和公布都不改动，由审签领导重新签发。",
    done="已更正并留痕。请重新测算，使单位、班子和有关干部的得分反映这次更正。",
)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(May.CORRECT)
def correct_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Put a mark right by a new entry; rankings change by the next run only."""
    return _correct(request, _MARK, entry_id)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(May.CORRECT)
def correct_deduction(request: HttpRequest, deduction_id: int) -> HttpResponse:
    """Put a deduction right by a new line; the unit and those it is carried to change by the next run only."""
    return _correct(request, _DEDUCTION, deduction_id)


def _correct(request: HttpRequest, page: Page[Record], record_id: int) -> HttpResponse:
    mine = page.kind.model.objects.filter(seat__in=seats_for(request.user, May.CORRECT))
    rows = mine.select_related("seat", "cycle__county", "cycle__scheme", "recorded_by", *page.related)
    record = get_object_or_404(rows, pk=record_id)
    scheme, card = scheme_of(record.cycle), _card_of(request, record.seat)
    form = CorrectionForm(page.limits(scheme, record), page.kind.noun, page.withdrawal, request.POST or None)
    if request.method == "POST" and form.is_valid() and _corrected(request, page, record, form):
        messages.success(request, page.done)
        return _back(card, record.seat)
    context = {
        "cycle": record.cycle,
        "page": page,
        "title": page.title,
        "record": record,
        "seat": record.seat,
        "card": card,
        "facts": page.facts(scheme, record),
        "number": page.kind.number_of(record),
        "why": page.kind.why_of(record),
        "form": form,
        "later": page.kind.model.objects.filter(supersedes=record).first(),
    }
    return render(request, "assessment/cards/correct.html", context)


def _corrected(request: HttpRequest, page: Page[Record], record: Record, form: CorrectionForm) -> bool:
    typed, reason = form.cleaned_data["value"], form.cleaned_data["reason"]
    number = None if typed is None else page.kind.sign * typed
    return _taken(form, lambda: services.correct(record, number, reason, actor=request.user))


def _taken(form: NumberForm, act: Callable[[], object]) -> bool:
    """Whether the service took it; otherwise the form says why not."""
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _card_of(request: HttpRequest, seat: Seat) -> Result | None:
    """The card that the page was opened from, or else the newest one of whom the record is about."""
    cards, asked = cards_for(request.user).filter(run__cycle=seat.cycle_id), request.GET.get("card", "")
    opened = cards.filter(pk=asked).select_related("seat").first() if asked.isdecimal() and len(asked) < 19 else None
    return opened or _newest(cards.filter(seat=seat))


def _newest(cards: QuerySet[Result]) -> Result | None:
    return cards.select_related("seat").order_by("-run__number").first()


def _back(card: Result | None, seat: Seat) -> HttpResponse:
    """To the card, which tells of what has come since; to the year where nobody has been judged yet."""
    return redirect("card", card.pk) if card else redirect("cycle", seat.cycle_id)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(May.CORRECT)
def supply_entry(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Record a mark that is due and missing; it counts from the next run on."""
    seats = seats_for(request.user, May.CORRECT).select_related("cycle__county", "cycle__scheme")
    seat = get_object_or_404(seats, pk=seat_id)
    scheme, card = scheme_of(seat.cycle), _card_of(request, seat)
    key = _key_asked(request, scheme, seat)
    form = SupplyForm(Limits.of(scheme, scheme.mark_sources[key.source]), request.POST or None)
    if request.method == "POST" and form.is_valid() and _supplied(request, seat, key, form):
        messages.success(request, "已补录并留痕。请重新测算，使排名反映这项得分。")
        return _back(card, seat)
    gap = wording.missing(scheme, Missing(seat.kind, seat.code, *key))
    context = {"cycle": seat.cycle, "title": "补录考核记录", "seat": seat, "card": card, "gap": gap, "form": form}
    return render(request, "assessment/cards/supply.html", context)


def _key_asked(request: HttpRequest, scheme: Scheme, seat: Seat) -> MarkKey:
    """The mark named in the address; 404 unless it is due on the subject's days."""
    key = MarkKey(*(request.GET.get(name, "") for name in MarkKey._fields))
    if key not in due_of(scheme, seat):
        raise Http404("不应有这项得分。")
    return key


def _supplied(request: HttpRequest, seat: Seat, key: MarkKey, form: SupplyForm) -> bool:
    value, reason = form.cleaned_data["value"], form.cleaned_data["reason"]
    return _taken(form, lambda: services.supply(seat, key, value, reason, actor=request.user))
