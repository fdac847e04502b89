from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessment.cycles.models import UNIT, Cycle, Seat
from assessment.cycles.selectors import cycles_for, person_groups, scheme_of, seats_for, unit_groups
from assessment.entries.models import Deduction
from assessment.intake.databook import wanted_for
from assessment.rankings.page import Tile, two
from assessment.rankings.selectors import choose_run
from assessment.rankings.words import badges_of
from assessment.roster import selectors
from assessment.runs.models import Result
from assessment.tasklists.selectors import tasks_of
from cadres.access.permissions import May, allowed, may
from cadres.links import kept, options
from scoring.language.scheme import Scheme

PER_PAGE = 50


@require_safe
@allowed(May.BROWSE_REGISTER)
def units(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """The units of a cycle, in protocol order."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    category, words = request.GET.get("category", ""), request.GET.get("q", "")
    seats = selectors.units_of(request.user, cycle, category, words)
    scheme = scheme_of(cycle)
    context = _listed(request, cycle, scheme, seats) | {
        "title": "单位",
        "categories": options(request, "category", unit_groups(scheme), "全部类别"),
        "kept": kept(request, "category"),
    }
    return render(request, "assessment/roster/units.html", context)


@require_safe
@allowed(May.BROWSE_REGISTER)
def cadres(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """The cadres of a cycle, in protocol order."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    asked = (request.GET.get(name, "") for name in ("category", "group", "q"))
    seats = selectors.cadres_of(request.user, cycle, *asked)
    scheme = scheme_of(cycle)
    listed = _listed(request, cycle, scheme, seats)
    context = listed | {
        "title": "干部",
        "opened": selectors.pages_open_to(request.user, [row["seat"] for row in listed["rows"]]),
        "categories": options(request, "category", unit_groups(scheme), "全部类别"),
        "groups": options(request, "group", person_groups(scheme), "全部"),
        "kept": kept(request, "category", "group"),
    }
    return render(request, "assessment/roster/cadres.html", context)


def _listed(request: HttpRequest, cycle: Cycle, scheme: Scheme, seats: QuerySet[Seat]) -> dict[str, Any]:
    """One page of seats, each with its result where the reader may see one."""
    run = choose_run(request.user, cycle, None).run
    sheet = Paginator(seats, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(sheet.object_list)
    found, cleared = selectors.standing_of(request.user, run, rows), may(request.user, May.READ_ALL_RESULTS)
    return {
        "cycle": cycle,
        "run": run,
        "sheet": sheet,
        "q": request.GET.get("q", ""),
        "rows": [_row(scheme, seat, found.get(seat.pk), cleared) for seat in rows],
        "lists": not wanted_for(scheme),
    }


def _row(scheme: Scheme, seat: Seat, result: Result | None, cleared: bool) -> dict[str, Any]:
    return {
        "seat": seat,
        "category": unit_groups(scheme).get(seat.category, seat.category),
        "group": scheme.subjects[seat.kind].groups.get(seat.peer_group, seat.peer_group),
        "result": result,
        "badges": badges_of(scheme, result, cleared=cleared) if result else [],
    }


@require_safe
@allowed(May.BROWSE_REGISTER)
def unit(request: HttpRequest, cycle_id: int, code: str) -> HttpResponse:
    """A unit: its cadres, its scores where they may be seen; tasks and deductions where a year has them."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    mine = seats_for(request.user, May.BROWSE_REGISTER).filter(cycle=cycle)
    seat = get_object_or_404(mine.select_related("unit"), kind=UNIT, code=code)
    scheme, run = scheme_of(cycle), choose_run(request.user, cycle, None).run
    people = list(mine.filter(listed=True, unit=seat.unit).order_by("protocol_order", "id"))
    organs = [seat, *selectors.organs_of(mine, seat)]
    found = selectors.standing_of(request.user, run, [*organs, *people])
    reads_tasks = may(request.user, May.READ_TASKS) and not wanted_for(scheme)
    cleared = may(request.user, May.READ_ALL_RESULTS)
    deductions = list(selectors.deductions_of(seat)) if reads_tasks else []
    own = [found[one.pk] for one in organs if one.pk in found]
    context = {
        "cycle": cycle,
        "seat": seat,
        "title": seat.name,
        "category": unit_groups(scheme).get(seat.category, seat.category),
        "run": run,
        "tiles": [*_tiles(scheme, own, len(people)), *([_deducted_tile(deductions)] if reads_tasks else [])],
        "people_label": "、".join(dict.fromkeys(scheme.subjects[one.kind].label for one in people)) or "干部",
        "result": found.get(seat.pk),
        "people": [_row(scheme, person, found.get(person.pk), cleared) for person in people],
        "reads_tasks": reads_tasks,
        "tasks": tasks_of(seat) if reads_tasks else [],
        "deductions": deductions,
        "deducted": _total(deductions),
        "corrects": may(request.user, May.CORRECT),
    }
    return render(request, "assessment/roster/unit.html", context)


def _tiles(scheme: Scheme, results: Iterable[Result], people: int) -> list[Tile]:
    """What someone wants to know first; no score before there is one to see."""
    return [*(_score_tile(scheme, one) for one in results), Tile("干部", str(people), "人")]


def _deducted_tile(deductions: Sequence[Deduction]) -> Tile:
    note = f"分，共 {len(deductions)} 笔"
    return Tile("本年扣分", str(-_total(deductions)), note, "bad" if deductions else "")


def _score_tile(scheme: Scheme, result: Result) -> Tile:
    kind = scheme.subjects[result.kind]
    rank = f"{kind.groups[result.peer_group]}第 {result.rank}" if result.rank else "不参加排名"
    return Tile(f"{kind.label}得分", two(scheme, result.score), rank, url=reverse("card", args=[result.pk]))


def _total(deductions: Iterable[Deduction]) -> Decimal:
    """Points taken in the year, negative or 0."""
    return sum((line.points for line in deductions if line.points is not None), Decimal(0))
