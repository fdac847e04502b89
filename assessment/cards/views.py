from io import BytesIO

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_safe

from assessment.cards.consequences import consequences_of, follows
from assessment.cards.lines import correction_of, lines_of
from assessment.cards.page import place_of, tiles_of
from assessment.cards.selectors import Sources, sources_of, tenures_of
from assessment.cards.sheet import results_workbook
from assessment.cards.timeline import events_of
from assessment.cycles.selectors import scheme_of
from assessment.entries.due import MarkKey, of_no_use
from assessment.entries.naming import mark_name
from assessment.intake.databook import wanted_for
from assessment.runs.models import Result
from assessment.runs.selectors import cards_for, runs_for, told_in_full
from cadres.access.permissions import May, allowed, may
from scoring.language.scheme import Scheme
from scoring.model.figure import Missing, loads
from scoring.telling import wording

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@allowed(May.READ_OWN_RESULT)
def card(request: HttpRequest, result_id: int) -> HttpResponse:
    """How a score came about, down to each entry."""
    result = get_object_or_404(_cards(request), pk=result_id)
    scheme = scheme_of(result.run.cycle)
    figure = loads(result.explanation)
    sees_all, corrects = may(request.user, May.READ_ALL_RESULTS), may(request.user, May.CORRECT)
    sources = sources_of(result.seat, figure, cleared=sees_all)
    situation = scheme.situations.get(result.seat.situation) if sees_all else None
    full = told_in_full(request.user, result.seat)
    told = full and follows(scheme, result.kind)
    context = {
        "cycle": result.run.cycle,
        "scheme": scheme,
        "result": result,
        "seat": result.seat,
        "title": result.seat.name,
        "place": place_of(scheme, result.seat),
        "group_label": scheme.subjects[result.kind].groups[result.peer_group],
        "tiles": tiles_of(scheme, result, cleared=sees_all, told=full),
        "follows": consequences_of(scheme, result) if told else None,
        "lines": lines_of(scheme, figure, sources, card=result.pk if corrects else None),
        "gaps": _gaps(scheme, result, result.run.missing),
        "provided_for": _gaps(scheme, result, result.run.provided_for),
        "supplies": corrects,
        "unused": _unused(scheme, result, sources) if corrects else [],
        "events": events_of(scheme, result, sources, tenures_of(result.seat), cleared=sees_all),
        "publication": getattr(result.run, "publication", None),
        "situation": situation.label if situation else "",
    }
    return render(request, "assessment/cards/card.html", context)


@require_GET
@allowed(May.READ_ALL_RESULTS)
def results(request: HttpRequest, run_id: int) -> FileResponse:
    """A run's results with reasons, flags and payouts as a workbook, for the office; who took it away is noted."""
    run = get_object_or_404(runs_for(request.user).filter(judged_at__isnull=False), pk=run_id)
    county, now = run.cycle.county, localtime()
    mark = f"{request.user} 于 {now:%Y-%m-%d %H:%M} 导出"
    note = f"{county}；内部资料，不公布，不得外传；{mark}"
    content = BytesIO(results_workbook(scheme_of(run.cycle), run, note, f"内部资料 {mark}"))
    name = f"{run.cycle.name}{run}结果（内部）.xlsx"
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)
    answer["Cache-Control"] = "no-store"
    return answer


def _cards(request: HttpRequest) -> QuerySet[Result]:
    return cards_for(request.user).select_related(
        "seat__unit", "run__cycle__scheme", "run__cycle__county", "run__publication"
    )


def _gaps(scheme: Scheme, result: Result, listed: list[dict[str, str]]) -> list[tuple[str, str]]:
    """The result's own among a run's gaps, in words, each with the address where a mark can be supplied by hand."""
    by_hand = {} if wanted_for(scheme) else scheme.mark_sources
    return [
        (wording.missing(scheme, gap), _supply_of(gap, result) if gap.source in by_hand else "")
        for gap in (Missing(**one) for one in listed)
        if (gap.kind, gap.code) == (result.kind, result.seat.code)
    ]


def _supply_of(gap: Missing, result: Result) -> str:
    asked = MarkKey(gap.source, gap.period, gap.item)._asdict() | {"card": result.pk}
    return f"{reverse('supply-entry', args=[result.seat_id])}?{urlencode(asked)}"


def _unused(scheme: Scheme, result: Result, sources: Sources) -> list[tuple[str, str]]:
    """The records in force that no run can use, in words, each with the address where it can be withdrawn."""
    found = of_no_use(scheme, result.seat, sources.entries.records.values())
    return [(f"{mark_name(scheme, entry)} {entry.value}", correction_of(entry, result.pk)) for entry in found]
