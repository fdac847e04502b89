"""Freezing a year's roster: who and what is assessed, and who served where."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from assessment.cycles.models import Seat, Tenure
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


def seat(seats: Iterable[Seat]) -> dict[tuple[str, str], Seat]:
    """Write a cycle's seats, in the caller's transaction; returns them by kind and code."""
    written = Seat.objects.bulk_create(seats, batch_size=_BATCH)
    return {(seat.kind, seat.code): seat for seat in written}


def record_service(tenures: Iterable[Served]) -> None:
    """Write who served where, in the caller's transaction."""
    rows = ((one.seat.pk, one.unit_seat.pk, *one[2:]) for one in tenures)
    copy_rows(Tenure, _TENURE_COLUMNS, rows)
