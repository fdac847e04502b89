from typing import Any

from django.db.models import Case, F, QuerySet, Value, When

from assessment.cycles.models import Cycle, Seat
from assessment.cycles.selectors import within
from assessment.entries.models import Deduction, Entry
from assessment.intake.models import Intake
from assessment.runs.models import Result, Ruling, Run
from cadres.access.permissions import May, may
from cadres.access.scope import scope_of
from scoring.model.verdict import INSIDE

#: The order of every ranking: by rank; of one rank the seats given first, then the open ones, so that whoever is
#: inside a quota stands above its line; then the office's own order.
IN_ORDER = (
    F("rank").asc(nulls_last=True),
    Case(*(When(place=place, then=Value(number)) for number, place in enumerate(INSIDE)), default=Value(len(INSIDE))),
    "seat__protocol_order",
    "id",
)


def runs_for(user: Any) -> QuerySet[Run]:
    """Runs the account may know of: all for those who read all results, else the published ones."""
    runs = Run.objects.filter(cycle__county_id=user.county_id).select_related("cycle__scheme", "job")
    if may(user, May.READ_ALL_RESULTS):
        return runs
    return runs.filter(publication__isnull=False) if may(user, May.READ_PUBLISHED) else runs.none()


def results_for(user: Any) -> QuerySet[Result]:
    """Rows of rankings the account may see: ranks and scores are public within the county once published."""
    return Result.objects.filter(run__in=runs_for(user))


def cards_for(user: Any) -> QuerySet[Result]:
    """Results whose explanation the account may unfold: everybody's, its units', or its own."""
    seats = within(Seat.objects.all(), scope_of(user, May.READ_OWN_RESULT))
    return results_for(user).filter(seat__in=seats)


def told_in_full(user: Any, seat: Seat) -> bool:
    """Whether the account may read reasons, flags and payouts: the subject, and those who read all results.

    The subject of a result of the unit itself, its team or another thing of it is the unit's head. He is not told them
    of its members.
    """
    if may(user, May.READ_ALL_RESULTS):
        return True
    scope = scope_of(user, May.READ_OWN_RESULT)
    heads = not seat.individual and seat.unit_id in scope.unit_ids
    return heads or seat.person_id in scope.person_ids


def latest_run(user: Any, cycle: Cycle) -> Run | None:
    """The newest judged run of a cycle that the account may see."""
    return runs_for(user).filter(cycle=cycle, judged_at__isnull=False).order_by("-number").first()


def records_of(cycle_id: int) -> list[int]:
    """How many entries, deductions, rulings and data books a cycle has: tells whether a run is up to date.

    They are only ever added, so equal counts mean the same records. Their numbers would not do: one that was begun
    earlier may be committed later, below the highest number that a run has seen.
    """
    return [rows.count() for rows in records_in(cycle_id)]


def records_in(cycle_id: int) -> tuple[QuerySet[Any], ...]:
    """What a run of a cycle reads: entries, deductions, rulings, accepted data books."""
    read = (Entry.objects, Deduction.objects, Ruling.objects)
    books = Intake.objects.filter(cycle=cycle_id, accepted_at__isnull=False).exclude(book="")
    return (*(rows.filter(cycle=cycle_id) for rows in read), books)
