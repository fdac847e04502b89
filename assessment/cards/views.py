from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessment.cards.forms import CorrectionForm
from assessment.cards.lines import lines_of
from assessment.cards.page import place_of, tiles_of
from assessment.cards.selectors import sources_of, tenures_of
from assessment.cards.timeline import events_of
from assessment.cycles.models import Seat
from assessment.cycles.selectors import cycles_for, scheme_of
from assessment.entries import services
from assessment.entries.models import Entry
from assessment.runs.models import Result
from assessment.runs.selectors import cards_for
from cadres.access.permissions import May, allowed, may
from cadres.jobs.services import Refused
from scoring import wording
from scoring.figure import Missing, loads
from scoring.scheme import Scheme


@require_safe
@allowed(May.READ_OWN_RESULT)
def card(request: HttpRequest, result_id: int) -> HttpResponse:
    """How a score came about, down to each entry."""
    result = get_object_or_404(_cards(request), pk=result_id)
    scheme = scheme_of(result.run.cycle)
    figure = loads(result.explanation)
    sources = sources_of(result.seat, figure)
    sees_all = may(request.user, May.READ_ALL_RESULTS)
    situation = scheme.situations.get(result.seat.situation) if sees_all else None
    context = {
        "cycle": result.run.cycle,
        "scheme": scheme,
        "result": result,
        "seat": result.seat,
        "title": result.seat.name,
        "place": place_of(result.seat),
        "group_label": scheme.subjects[result.kind].groups[result.peer_group],
        "tiles": tiles_of(scheme, result),
        "lines": lines_of(scheme, figure, sources, corrects=may(request.user, May.CORRECT)),
        "gaps": _gaps(scheme, result),
        "events": events_of(result, sources, tenures_of(result.seat)),
        "publication": getattr(result.run, "publication", None),
        "situation": situation.label if situation else "",
    }
    return render(request, "assessment/cards/card.html", context)


def _cards(request: HttpRequest) -> QuerySet[Result]:
    return cards_for(request.user).select_related(
        "seat__unit", "run__cycle__scheme", "run__cycle__county", "run__publication"
    )


def _gaps(scheme: Scheme, result: Result) -> list[str]:
    """The inputs that are due and not there, in words."""
    own = (gap for gap in result.run.missing if (gap["kind"], gap["code"]) == (result.kind, result.seat.code))
    return [wording.missing(scheme, Missing(**gap)) for gap in own]


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(May.CORRECT)
def correct_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Put a mark right by a new entry; rankings change by the next run only."""
    entry = get_object_or_404(Entry.objects.select_related("seat", "cycle__county", "recorded_by"), pk=entry_id)
    cycle = get_object_or_404(cycles_for(request.user), pk=entry.cycle_id)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _corrected(request, entry, form):
        messages.success(request, "已更正并留痕。已有的测算与公布不变，请重新测算，使排名反映这次更正。")
        return _back(request, entry.seat)
    scheme = scheme_of(cycle)
    context = {
        "cycle": cycle,
        "title": "更正考核记录",
        "entry": entry,
        "seat": entry.seat,
        "what": _what(scheme, entry),
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


def _back(request: HttpRequest, seat: Seat) -> HttpResponse:
    """To the newest score card of whom the entry is about."""
    newest = cards_for(request.user).filter(seat=seat).order_by("-run__number").first()
    return redirect("card", newest.pk) if newest else redirect("cycle", seat.cycle_id)


def _what(scheme: Scheme, entry: Entry) -> str:
    source = scheme.sources[entry.source]
    period = source.period(entry.period).label
    return " ".join(text for text in (source.label, period if period != source.label else "", entry.item) if text)
