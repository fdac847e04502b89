from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from assessment.cycles.selectors import scheme_of
from assessment.runs.models import Result, Run
from assessment.runs.quotas import drawn_of, lines_of
from assessment.runs.selectors import cards_for, runs_for
from cadres.access.permissions import May, allowed
from reports.charts import drawing, specs
from reports.charts.selectors import means, ranked, scores
from scoring.language.scheme import Scheme

_MONTH = 30 * 24 * 3600


@require_safe
@allowed(May.READ_PUBLISHED)
def distribution(request: HttpRequest, run_id: int, kind: str, group: str, size: str) -> HttpResponse:
    """How the scores of one group lie, with its quota line."""
    run = get_object_or_404(runs_for(request.user).filter(judged_at__isnull=False), pk=run_id)
    scheme = scheme_of(run.cycle)
    if kind not in scheme.subjects or group not in scheme.subjects[kind].groups or size not in specs.WIDTHS:
        raise Http404("没有这张图。")
    name = drawing.name_of("distribution", run.digest, kind, group, size)
    return _svg(request, name, lambda: _distribution(request.user, scheme, run, kind, group, size))


def _distribution(user: Any, scheme: Scheme, run: Run, kind: str, group: str, size: str) -> dict[str, Any]:
    line = drawn_of(scheme, lines_of(scheme, run, kind, group), group)
    lowest = Decimal(line["line"]) if line and line["line"] is not None else None
    words = {
        "score": "综合得分",
        "count": f"{scheme.subjects[kind].measure}数",
        "line": f"{line['label']}名额线" if line else "",
    }
    return specs.distribution(scores(ranked(user, run, kind, group)), lowest, words, size)


@require_safe
@allowed(May.READ_OWN_RESULT)
def parts(request: HttpRequest, result_id: int) -> HttpResponse:
    """The parts of one score beside the means of its group."""
    result = get_object_or_404(cards_for(request.user).select_related("run__cycle__scheme", "seat"), pk=result_id)
    scheme = scheme_of(result.run.cycle)
    name = drawing.name_of("parts", result.run.digest, result.kind, result.seat.code)
    return _svg(request, name, lambda: _parts(request.user, scheme, result))


def _parts(user: Any, scheme: Scheme, result: Result) -> dict[str, Any]:
    everybody = ranked(user, result.run, result.kind, result.peer_group).values_list("parts", flat=True)
    group = means(scheme, list(everybody) or [result.parts])
    own = [(label, Decimal(score)) for label, score, _ in result.parts if score]
    whose = "本人" if scheme.subjects[result.kind].people else "本单位"
    return specs.parts(own, group, {"own": whose, "mean": "同组平均"})


def _svg(request: HttpRequest, name: str, spec: Callable[[], dict[str, Any]]) -> HttpResponse:
    """The picture, or 304: it may be kept by the reader's browser, never by a shared cache."""
    etag = f'"{name}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(drawing.kept(name, spec), content_type="image/svg+xml")
    answer["ETag"] = etag
    answer["Cache-Control"] = f"private, max-age={_MONTH}"
    return answer
