"""Freezing a year's roster: who and what is assessed, and who served where."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from assessment.cycles.models import Cycle, Seat, Tenure
from cadres.bulk import copy_rows

_BATCH = 2_000
_TENURE_COLUMNS = ("seat_id", "unit_seat_id", "title", "post_level", "first_on", "last_on")


class Served(NamedTuple):
    """A post held within the year, both days inclusive."""

    seat: Seat
    unit_seat: Seat
    title: str
    post_level: str
    first_on: date
    last_on: date


def seat(cycle: Cycle, roster: Any, seats: Iterable[Seat]) -> dict[tuple[str, str], Seat]:
    """Write the seats of an intake, the cycle's roster from now on, in the caller's transaction.

    Returns them by kind and code. Those of an earlier intake stay, for the runs that read it.
    """
    written = Seat.objects.bulk_create(_of(roster, seats), batch_size=_BATCH)
    Cycle.objects.filter(pk=cycle.pk).update(roster=roster)
    return {(seat.kind, seat.code): seat for seat in written}


def _of(roster: Any, seats: Iterable[Seat]) -> Iterator[Seat]:
    for one in seats:
        one.roster = roster
        yield one


def record_service(tenures: Iterable[Served]) -> None:
    """Write who served where, in the caller's transaction."""
    rows = ((one.seat.pk, one.unit_seat.pk, *one[2:]) for one in tenures)
    copy_rows(Tenure, _TENURE_COLUMNS, rows)
