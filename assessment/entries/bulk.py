"""A year's entries at once, as an intake brings them; single ones go through `services`."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone

from assessment.cycles.models import Cycle
from assessment.entries.models import Deduction, Entry
from cadres.bulk import copy_rows

_COLUMNS = (
    "seat_id",
    "source",
    "period",
    "item",
    "value",
    "origin",
    "cycle_id",
    "intake_id",
    "recorded_by_id",
    "recorded_at",
    "reason",
)


class NewMark(NamedTuple):
    """A mark for a seat, with the sheet and cell it stands in."""

    seat_id: int
    source: str
    period: str
    item: str
    value: Decimal
    origin: str


def record_marks(cycle: Cycle, marks: Iterable[NewMark], *, intake: Any, actor: Any) -> int:
    """Append first entries in the caller's transaction, taken in as they come; returns how many."""
    common = (cycle.pk, intake.pk, actor.pk, timezone.now().isoformat(), "")
    return copy_rows(Entry, _COLUMNS, ((*mark, *common) for mark in marks))


def record_deductions(deductions: Iterable[Deduction], *, intake: Any, actor: Any) -> int:
    """Append lines of the ledger, which carry their seat, cycle and task; returns how many."""
    now, lines = timezone.now(), list(deductions)
    for line in lines:
        line.intake, line.recorded_by, line.recorded_at = intake, actor, now
    return len(Deduction.objects.bulk_create(lines, batch_size=2_000))
