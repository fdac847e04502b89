"""The three tiers as trees: a field's county tasks, their units' tasks, the members who answer for them."""

from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from assessment.cycles.models import Cycle, Seat
from assessment.cycles.search import holding, typed
from assessment.cycles.selectors import scheme_of, seated, seats_for
from assessment.tasklists.models import CountyTask, MemberTask, UnitTask
from cadres.access.permissions import May
from cadres.access.scope import scope_of
from cadres.units.selectors import names_ever


def has_lists(cycle: Cycle) -> bool:
    """Whether a year has task lists, or a scheme under which something hangs on them."""
    return scheme_of(cycle).by_duty or CountyTask.objects.filter(cycle=cycle).exists()


def unit_tasks_for(user: Any, cycle: Cycle) -> QuerySet[UnitTask]:
    """Tier 2 as far as the account may see it: all, those of its units, those it monitors or has a share in."""
    tasks = UnitTask.objects.filter(cycle=cycle, cycle__county_id=user.county_id)
    scope = scope_of(user, May.READ_TASKS)
    if scope.whole_county:
        return tasks
    seats = seats_for(user, May.READ_TASKS).filter(cycle=cycle)
    shared = MemberTask.objects.filter(seat__in=seats)
    monitors = names_ever(scope.monitor_ids)
    return tasks.filter(
        Q(seat__in=seats) | Q(pk__in=shared.values("unit_task")) | Q(monitor__in=monitors.values("name"))
    )


def county_tasks_for(user: Any, cycle: Cycle) -> QuerySet[CountyTask]:
    """Tier 1 with the number of `units` and `tasks` below each that the account may see; those with none left out."""
    below = Q(unit_tasks__in=unit_tasks_for(user, cycle))
    counted = CountyTask.objects.filter(cycle=cycle).annotate(
        tasks=Count("unit_tasks", filter=below), units=Count("unit_tasks__seat", filter=below, distinct=True)
    )
    return counted.filter(tasks__gt=0)


def units_with_tasks(user: Any, cycle: Cycle) -> QuerySet[Seat]:
    """Unit seats with the number of `tasks` the account may see, in protocol order."""
    below = Q(unit_tasks__in=unit_tasks_for(user, cycle))
    seats = seated().filter(cycle=cycle)
    return seats.annotate(tasks=Count("unit_tasks", filter=below)).filter(tasks__gt=0)


def with_members(tasks: QuerySet[UnitTask]) -> QuerySet[UnitTask]:
    """The tasks with their unit, their county task and their members, who is mainly responsible first."""
    members = MemberTask.objects.select_related("seat").order_by(F("main").desc(), "first_on", "id")
    return tasks.select_related("seat", "county_task").prefetch_related(Prefetch("member_tasks", queryset=members))


def tasks_of(unit: Seat) -> list[UnitTask]:
    """A unit's tasks, each with its members."""
    return list(with_members(UnitTask.objects.filter(seat=unit)).order_by("id"))


def found(tasks: QuerySet[UnitTask], words: str) -> QuerySet[UnitTask]:
    """Tasks whose number, content, unit, county goal or responsible member contains the words."""
    text = typed(words)
    members = MemberTask.objects.filter(holding(text, "seat__name_key", "title"))
    own = holding(text, "code", "title", "seat__name_key", "county_task__title")
    return tasks.filter(own | Q(pk__in=members.values("unit_task")))
