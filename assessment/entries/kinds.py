"""The two kinds of record that people put right, marks and deductions, and all in which their corrections differ."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from assessment.entries.due import MarkKey, unfit
from assessment.entries.models import Deduction, Entry
from assessment.entries.naming import deduction_name, mark_name
from scoring.language.scheme import Scheme

Record = TypeVar("Record", Entry, Deduction)

#: The most points that one line of the ledger may take, as in the workbook.
MOST = Decimal(100)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Record]):
    """`number` and `why` name the fields that a correction gives anew, `kept` those that it takes over.

    `sign` is the one under which the office writes the number: a deduction is recorded below 0 and written above it.
    `name` tells record from record, `unfit` why no run could use a number, in Chinese, or ''.
    """

    model: type[Record]
    act: str
    one: str
    noun: str
    number: str
    why: str
    kept: tuple[str, ...]
    name: Callable[[Scheme, Record], str]
    unfit: Callable[[Scheme, Record, Decimal], str]
    sign: int = 1

    def number_of(self, record: Record) -> Decimal | None:
        """As recorded; None where the record is withdrawn."""
        number: Decimal | None = getattr(record, self.number)
        return number

    def why_of(self, record: Record) -> str:
        """Why the record was corrected or supplied, or ''."""
        return str(getattr(record, self.why))

    def copied(self, record: Record) -> dict[str, Any]:
        """What a correction takes over."""
        return {field: getattr(record, field) for field in self.kept}


def _unfit_mark(scheme: Scheme, entry: Entry, value: Decimal) -> str:
    return unfit(scheme, entry.seat, MarkKey(entry.source, entry.period, entry.item), value)


def _unfit_points(scheme: Scheme, _: Deduction, points: Decimal) -> str:
    places = scheme.places.stored
    fits = -MOST <= points < 0 and points == round(points, places)
    return "" if fits else f"扣分应大于 0、不超过 {MOST}，最多 {places} 位小数。"


MARK: Kind[Entry] = Kind(
    model=Entry,
    act="entry.corrected",
    one="这条记录",
    noun="得分",
    number="value",
    why="reason",
    kept=("seat_id", "cycle_id", "source", "period", "item"),
    name=mark_name,
    unfit=_unfit_mark,
)
#: Unit, task, day and what it was made for stay, so those who bear it stay the same.
DEDUCTION: Kind[Deduction] = Kind(
    model=Deduction,
    act="deduction.corrected",
    one="这笔扣分",
    noun="扣分",
    number="points",
    why="correction",
    kept=("seat_id", "cycle_id", "unit_task_id", "source", "happened_on", "reason", "document"),
    name=deduction_name,
    unfit=_unfit_points,
    sign=-1,
)


def kind_of(record: Record) -> Kind[Record]:
    """Which of the two a record is."""
    kinds: tuple[Any, ...] = (MARK, DEDUCTION)
    return next(kind for kind in kinds if kind.model is type(record))
