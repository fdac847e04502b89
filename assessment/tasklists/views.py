from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessment.cycles.models import Cycle
from assessment.cycles.search import typed
from assessment.cycles.selectors import cycles_for
from assessment.tasklists import selectors
from assessment.tasklists.models import CountyTask, UnitTask
from cadres.access.permissions import May, allowed
from cadres.links import kept, options

PER_PAGE = 50


@require_safe
@allowed(May.READ_TASKS)
def tasks(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """The whole tree, folded: by field or by unit; or, when something is searched for, the tasks that hold it."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    context: dict[str, Any] = {
        "cycle": cycle,
        "title": "三级清单",
        "q": request.GET.get("q", ""),
        "kept": kept(request, "by"),
        "by": options(request, "by", {"unit": "按单位"}, "按领域"),
    }
    if typed(context["q"]):
        context |= _searched(request, cycle, context["q"])
    elif request.GET.get("by") == "unit":
        context["units"] = selectors.units_with_tasks(request.user, cycle)
    else:
        context["fields"] = _by_field(selectors.county_tasks_for(request.user, cycle))
    return render(request, "assessment/tasklists/tasks.html", context)


def _by_field(goals: Iterable[CountyTask]) -> list[tuple[str, list[CountyTask]]]:
    """The goals under the fields they belong to, both in the order of the list."""
    fields: dict[str, list[CountyTask]] = defaultdict(list)
    for goal in goals:
        fields[goal.field].append(goal)
    return list(fields.items())


def _searched(request: HttpRequest, cycle: Cycle, words: str) -> dict[str, Any]:
    found = selectors.found(selectors.unit_tasks_for(request.user, cycle), words)
    sheet = Paginator(selectors.with_members(found).order_by("id"), PER_PAGE).get_page(request.GET.get("page"))
    return {"sheet": sheet, "tasks": list(sheet.object_list)}


@require_safe
@allowed(May.READ_TASKS)
def county_task(request: HttpRequest, cycle_id: int, task_id: int) -> HttpResponse:
    """The units' tasks under one goal of the county."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    goal = get_object_or_404(selectors.county_tasks_for(request.user, cycle), pk=task_id)
    below = selectors.unit_tasks_for(request.user, cycle).filter(county_task=goal)
    return _branch(request, cycle, str(goal), below, {"goal": goal, "names_unit": True})


@require_safe
@allowed(May.READ_TASKS)
def tasks_of_unit(request: HttpRequest, cycle_id: int, seat_id: int) -> HttpResponse:
    """The tasks of one unit."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    seat = get_object_or_404(selectors.units_with_tasks(request.user, cycle), pk=seat_id)
    below = selectors.unit_tasks_for(request.user, cycle).filter(seat=seat)
    return _branch(request, cycle, seat.name, below, {"unit": seat})


def _branch(
    request: HttpRequest, cycle: Cycle, title: str, below: QuerySet[UnitTask], more: dict[str, Any]
) -> HttpResponse:
    """A page of its own, or only the branch for a tree that unfolds."""
    tasks = below.select_related("seat", "county_task").order_by("seat__protocol_order", "id")
    template = "branch" if request.htmx else "branch_page"  # type: ignore[attr-defined]
    context = {"cycle": cycle, "title": title, "tasks": tasks} | more
    return render(request, f"assessment/tasklists/{template}.html", context)


@require_safe
@allowed(May.READ_TASKS)
def unit_task(request: HttpRequest, cycle_id: int, task_id: int) -> HttpResponse:
    """One unit's task: who answers for it, with which share, from when to when."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    mine = selectors.with_members(selectors.unit_tasks_for(request.user, cycle))
    task = get_object_or_404(mine, pk=task_id)
    template = "members" if request.htmx else "members_page"  # type: ignore[attr-defined]
    context = {"cycle": cycle, "title": str(task), "task": task}
    return render(request, f"assessment/tasklists/{template}.html", context)
