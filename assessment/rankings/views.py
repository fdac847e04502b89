from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from assessment.cycles.models import Cycle
from assessment.cycles.selectors import cycles_for, scheme_of, unit_groups
from assessment.rankings import page
from assessment.rankings.selectors import above_the_line, choose_run, group_of, narrowed, spread_of, tied_names
from assessment.rankings.words import line_words, proposal_word
from assessment.runs.models import Run
from assessment.runs.quotas import drawn_of, lines_of
from assessment.runs.selectors import cards_for
from cadres.access.permissions import May, allowed, may
from cadres.links import Option, kept, options
from scoring.language.scheme import Scheme

PER_PAGE = 50


@require_safe
@allowed(May.READ_PUBLISHED)
def ranking(request: HttpRequest, cycle_id: int, kind: str = "", group: str = "") -> HttpResponse:
    """One comparison group in the order of rank, with its quota line; unasked, the first of the people."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    scheme = scheme_of(cycle)
    kind = kind or _first(scheme)
    if kind not in scheme.subjects or (group and group not in scheme.subjects[kind].groups):
        raise Http404("没有这个排名组。")
    group = group or next(iter(scheme.subjects[kind].groups))
    choice = choose_run(request.user, cycle, request.GET.get("run"))
    context = _frame(request, cycle, scheme, kind, group) | {"choice": choice, "run": choice.run}
    if choice.run:
        context |= _group(request, choice.run, scheme, kind, group)
    return render(request, "assessment/rankings/ranking.html", context)


def _first(scheme: Scheme) -> str:
    """The kind that is asked for most: the first of people, else the first."""
    return next((key for key, kind in scheme.subjects.items() if kind.people), next(iter(scheme.subjects)))


def _frame(request: HttpRequest, cycle: Cycle, scheme: Scheme, kind: str, group: str) -> dict[str, Any]:
    """What the page shows whether or not there is a run."""
    subject = scheme.subjects[kind]
    return {
        "cycle": cycle,
        "scheme": scheme,
        "kind": kind,
        "group": group,
        "subject": subject,
        "group_label": subject.groups[group],
        "kinds": _kinds(request, cycle, scheme, kind),
        "categories": options(request, "category", unit_groups(scheme), "全部类别")
        if scheme.subjects[kind].people and unit_groups(scheme)
        else [],
        "q": request.GET.get("q", ""),
        "kept": kept(request, "run", "category"),
    }


def _group(request: HttpRequest, run: Run, scheme: Scheme, kind: str, group: str) -> dict[str, Any]:
    everybody = group_of(request.user, run, kind, group)
    rows = narrowed(everybody, request.GET.get("category", ""), request.GET.get("q", ""))
    lines = lines_of(scheme, run, kind, group)
    line = drawn_of(scheme, lines, group)
    above = above_the_line(rows)
    sheet = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    results = list(sheet.object_list)
    heads = page.heads_of(scheme, kind)
    opens = cards_for(request.user).filter(pk__in=[result.pk for result in results]).values_list("pk", flat=True)
    reader = page.Reader(frozenset(opens), may(request.user, May.READ_ALL_RESULTS))
    names = tied_names(request.user, run, kind, lines)
    last_above = above - sheet.start_index() if line else -1
    return {
        "sheet": sheet,
        "heads": heads,
        "rows": page.rows_of(scheme, results, heads, reader, last_above),
        "line": line,
        "line_words": line_words(scheme, line, names) if line else [],
        "other_lines": [(one, line_words(scheme, one, names)) for one in lines if one is not line],
        "open_line": next(filter(page.is_open, lines), None) if may(request.user, May.RULE) else None,
        "graded": kind in scheme.grades,
        "proposal_word": proposal_word(scheme, kind),
        "tiles": page.tiles_of(scheme, run, kind, group, lines, spread_of(everybody)),
        "groups": _groups(request, run, scheme, kind, group),
        "ranked": page.ranked(run, kind, group),
        "width": len(heads) + 4 + (kind in scheme.grades),
        "unit_word": scheme.subjects[kind].measure,
        **_published(run),
    }


def _published(run: Run) -> dict[str, Any]:
    """The publication of a run and its workbook, where there are such."""
    publication = getattr(run, "publication", None)
    workbook = publication.documents.filter(kind="report_xlsx").first() if publication else None
    return {"publication": publication, "workbook": workbook}


def _kinds(request: HttpRequest, cycle: Cycle, scheme: Scheme, chosen: str) -> list[Option]:
    """Units, teams, cadres."""
    asked = _asked(request)
    return [
        Option(subject.label, reverse("ranking", args=[cycle.pk, key]) + asked, key == chosen)
        for key, subject in scheme.subjects.items()
    ]


def _groups(request: HttpRequest, run: Run, scheme: Scheme, kind: str, chosen: str) -> list[Option]:
    """The comparison groups of a kind, each with how many take part."""
    asked = _asked(request)
    return [
        Option(
            label,
            reverse("ranking", args=[run.cycle_id, kind, key]) + asked,
            key == chosen,
            page.due(run, kind, key),
        )
        for key, label in scheme.subjects[kind].groups.items()
    ]


def _asked(request: HttpRequest) -> str:
    """The run asked for, to be carried along."""
    run = kept(request, "run")
    return f"?{urlencode(run)}" if run else ""
