from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from assessment.cards.forms import CorrectionForm, SupplyForm
from assessment.cards.lines import lines_of
from assessment.cards.page import place_of, tiles_of
from assessment.cards.selectors import Sources, sources_of, tenures_of
from assessment.cards.timeline import events_of
from assessment.cycles.models import Seat
from assessment.cycles.selectors import cycles_for, scheme_of, seats_for
from assessment.entries import services
from assessment.entries.due import MarkKey, due_of, of_no_use
from assessment.entries.models import Entry
from assessment.entries.naming import mark_name
from assessment.runs.models import Result
from assessment.runs.selectors import cards_for
from cadres.access.permissions import May, allowed, may
from cadres.jobs.services import Refused
from scoring.language.scheme import Scheme
from scoring.model.figure import Missing, loads
from scoring.telling import wording


@require_safe
@allowed(May.READ_OWN_RESULT)
def card(request: HttpRequest, result_id: int) -> HttpResponse:
    """How a score came about, down to each entry."""
    result = get_object_or_404(_cards(request), pk=result_id)
    scheme = scheme_of(result.run.cycle)
    figure = loads(result.explanation)
    sees_all = may(request.user, May.READ_ALL_RESULTS)
    sources = sources_of(result.seat, figure, cleared=sees_all)
    situation = scheme.situations.get(result.seat.situation) if sees_all else None
    context = {
        "cycle": result.run.cycle,
        "scheme": scheme,
        "result": result,
        "seat": result.seat,
        "title": result.seat.name,
        "place": place_of(result.seat),
        "group_label": scheme.subjects[result.kind].groups[result.peer_group],
        "tiles": tiles_of(scheme, result, cleared=sees_all),
        "lines": lines_of(scheme, figure, sources, corrects=may(request.user, May.CORRECT)),
        "gaps": _gaps(scheme, result),
        "supplies": may(request.user, May.CORRECT),
        "unused": _unused(scheme, result.seat, sources) if may(request.user, May.CORRECT) else [],
        "events": events_of(scheme, result, sources, tenures_of(result.seat)),
        "publication": getattr(result.run, "publication", None),
        "situation": situation.label if situation else "",
    }
    return render(request, "assessment/cards/card.html", context)


def _cards(request: HttpRequest) -> QuerySet[Result]:
    return cards_for(request.user).select_related(
        "seat__unit", "run__cycle__scheme", "run__cycle__county", "run__publication"
    )


def _gaps(scheme: Scheme, result: Result) -> list[tuple[str, str]]:
    """The inputs that are due and not there, in words, each with the address where it can be supplied."""
    own = (Missing(**gap) for gap in result.run.missing)
    address = reverse("supply-entry", args=[result.seat_id])
    return [
        (wording.missing(scheme, gap), f"{address}?{urlencode(MarkKey(gap.source, gap.period, gap.item)._asdict())}")
        for gap in own
        if (gap.kind, gap.code) == (result.kind, result.seat.code)
    ]


def _unused(scheme: Scheme, seat: Seat, sources: Sources) -> list[tuple[str, str]]:
    """The records in force that no run can use, in words, each with the address where it can be withdrawn."""
    found = of_no_use(scheme, seat, sources.entries.records.values())
    return [(f"{mark_name(scheme, entry)} {entry.value}", reverse("correct-entry", args=[entry.pk])) for entry in found]


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(May.CORRECT)
def correct_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Put a mark right by a new entry; rankings change by the next run only."""
    entry = get_object_or_404(Entry.objects.select_related("seat", "cycle__county", "recorded_by"), pk=entry_id)
    cycle = get_object_or_404(cycles_for(request.user), pk=entry.cycle_id)
    scheme = scheme_of(cycle)
    form = CorrectionForm(scheme, scheme.mark_sources[entry.source], request.POST or None)
    if request.method == "POST" and form.is_valid() and _corrected(request, entry, form):
        messages.success(request, "已更正并留痕。已有的测算与公布不变，请重新测算，使排名反映这次更正。")
        return back_to_card(request, entry.seat)
    context = {
        "cycle": cycle,
        "title": "更正考核记录",
        "entry": entry,
        "seat": entry.seat,
        "what": mark_name(scheme, entry),
        "form": form,
        "later": Entry.objects.filter(supersedes=entry).first(),
    }
    return render(request, "assessment/cards/correct.html", context)


def _corrected(request: HttpRequest, entry: Entry, form: CorrectionForm) -> bool:
    """Whether the service took it; otherwise the form says why not."""
    try:
        services.correct(entry, form.cleaned_data["value"], form.cleaned_data["reason"], actor=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def back_to_card(request: HttpRequest, seat: Seat) -> HttpResponse:
    """To the newest score card of whom the entry is about."""
    newest = cards_for(request.user).filter(seat=seat).order_by("-run__number").first()
    return redirect("card", newest.pk) if newest else redirect("cycle", seat.cycle_id)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(May.CORRECT)
def supply_entry(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Record a mark that is due and missing; it counts from the next run on."""
    seat = get_object_or_404(
        seats_for(request.user, May.CORRECT).select_related("cycle__county", "cycle__scheme"), pk=seat_id
    )
    scheme = scheme_of(seat.cycle)
    key = _key_asked(request, scheme, seat)
    form = SupplyForm(scheme, scheme.mark_sources[key.source], request.POST or None)
    if request.method == "POST" and form.is_valid() and _supplied(request, seat, key, form):
        messages.success(request, "已补录并留痕。请重新测算，使排名反映这项得分。")
        return back_to_card(request, seat)
    gap = wording.missing(scheme, Missing(seat.kind, seat.code, *key))
    context = {"cycle": seat.cycle, "title": "补录考核记录", "seat": seat, "gap": gap, "form": form}
    return render(request, "assessment/cards/supply.html", context)


def _key_asked(request: HttpRequest, scheme: Scheme, seat: Seat) -> MarkKey:
    """The mark named in the address; 404 unless it is due on the subject's days."""
    key = MarkKey(*(request.GET.get(name, "") for name in MarkKey._fields))
    if key not in due_of(scheme, seat):
        raise Http404("不应有这项得分。")
    return key


def _supplied(request: HttpRequest, seat: Seat, key: MarkKey, form: SupplyForm) -> bool:
    """Whether the service took it; otherwise the form says why not."""
    try:
        services.supply(seat, key, form.cleaned_data["value"], form.cleaned_data["reason"], actor=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
