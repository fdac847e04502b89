"""Units and cadres of a cycle as lists: who they are, what they answer for, and where they stand once that is known."""

from collections import Counter
from typing import Any

from django.db.models import Count, DecimalField, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from assessment.cycles.models import UNIT, Cycle, Seat
from assessment.cycles.search import holding, typed
from assessment.cycles.selectors import seated, seats_for
from assessment.entries.models import Deduction
from assessment.runs.models import Result, Run
from assessment.runs.selectors import cards_for
from assessment.tasklists.models import MemberTask, UnitTask
from cadres.access.permissions import May
from cadres.people.posts.selectors import people_seen_by


def units_of(user: Any, cycle: Cycle, category: str = "", words: str = "") -> QuerySet[Seat]:
    """Unit seats the account may see, each with `cadres`, `tasks` and `deducted` (points, 0 or negative)."""
    seats = seats_for(user, May.BROWSE_REGISTER).filter(cycle=cycle, kind=UNIT)
    if category:
        seats = seats.filter(category=category)
    if text := typed(words):
        seats = seats.filter(holding(text, "name_key", "short_name", "code"))
    return seats.select_related("unit").annotate(cadres=_cadres(), tasks=_tasks(), deducted=_deducted())


def cadres_of(user: Any, cycle: Cycle, category: str = "", group: str = "", words: str = "") -> QuerySet[Seat]:
    """Cadre seats the account may see, each with `duties`, the number of tier-3 tasks."""
    seats = seats_for(user, May.BROWSE_REGISTER).filter(cycle=cycle, listed=True)
    if category:
        seats = seats.filter(category=category)
    if group:
        seats = seats.filter(peer_group=group)
    if text := typed(words):
        seats = seats.filter(holding(text, "name_key", "unit_name", "title"))
    return seats.annotate(duties=_duties())


def standing_of(user: Any, run: Run | None, seats: list[Seat]) -> dict[int, Result]:
    """The results of whoever has these seats, where the account may unfold them, by seat; one query.

    A run that read an earlier data book has its own seats, so it is the code that counts.
    """
    if run is None:
        return {}
    results = cards_for(user).filter(run=run, seat__code__in={seat.code for seat in seats})
    found = {(one.kind, one.seat.code): one for one in results.select_related("seat").defer("explanation")}
    return {seat.pk: found[seat.kind, seat.code] for seat in seats if (seat.kind, seat.code) in found}


def pages_open_to(user: Any, seats: list[Seat]) -> set[int]:
    """Whose own page (every post, on a line of time) the account may open, by person."""
    people = people_seen_by(user).filter(pk__in=[seat.person_id for seat in seats if seat.person_id])
    return set(people.values_list("pk", flat=True))


def _counted(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many of the rows belong to the outer seat, 0 for none."""
    count = rows.order_by().values(by).annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


def _cadres() -> Coalesce:
    return _counted(seated().filter(cycle=OuterRef("cycle"), listed=True, unit=OuterRef("unit")), "unit")


def _tasks() -> Coalesce:
    return _counted(UnitTask.objects.filter(seat=OuterRef("pk")), "seat")


def _duties() -> Coalesce:
    return _counted(MemberTask.objects.filter(seat=OuterRef("pk")), "seat")


def _deducted() -> Coalesce:
    lines = in_force().filter(seat=OuterRef("pk")).order_by().values("seat").annotate(n=Sum("points")).values("n")
    return Coalesce(Subquery(lines), 0, output_field=DecimalField())


def organs_of(seats: QuerySet[Seat], unit: Seat) -> list[Seat]:
    """Of the seats, what the unit has one of beside itself, such as its team; not what it has many of."""
    things = list(seats.filter(individual=False, unit=unit.unit).exclude(kind=UNIT).order_by("protocol_order", "id"))
    counts = Counter(thing.kind for thing in things)
    return [thing for thing in things if counts[thing.kind] == 1]


def deductions_of(seat: Seat) -> QuerySet[Deduction]:
    """What a unit lost in the year, in the order of the days; each with what it corrects, if anything."""
    return in_force().filter(seat=seat).select_related("unit_task", "supersedes").order_by("happened_on")


def in_force() -> QuerySet[Deduction]:
    """Deductions that count: not withdrawn, not superseded."""
    return Deduction.objects.filter(points__isnull=False, superseded_by__isnull=True)
