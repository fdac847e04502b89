"""How complete a year's marks are: what is due and what is there, per source, kind and period."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, QuerySet

from assessment.cycles.models import Cycle, Seat
from assessment.entries.due import asked_of
from assessment.entries.models import Entry
from scoring.language.scheme import Scheme
from scoring.language.source import MarkSource, Period

MONTHS = range(1, 13)


class Slot(NamedTuple):
    """One assessment: the marks due of seats of one kind, for one period of one source."""

    source: str
    kind: str
    period: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A slot's state; `due` 0 means that nothing falls due there."""

    due: int = 0
    there: int = 0

    @property
    def lacking(self) -> int:
        return self.due - self.there

    @property
    def text(self) -> str:
        """What the cell says without its colour."""
        if not self.due:
            return ""
        return "齐" if not self.lacking else f"缺{self.lacking}" if self.there else "未录"

    @property
    def tone(self) -> str:
        if not self.due:
            return ""
        return "full" if not self.lacking else "some" if self.there else "low"

    @property
    def title(self) -> str:
        return f"应有 {self.due} 项，已有 {self.there} 项" if self.due else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the heat map: twelve months of one source and kind."""

    label: str
    cells: list[Cell]


def heat_of(cycle: Cycle, scheme: Scheme) -> list[Row]:
    """The heat map of a cycle, in three queries whatever its size. Withdrawn marks count as lacking."""
    due, there = due_marks(cycle, scheme), marks_there(cycle, scheme)
    return [
        Row(f"{source.label} · {known.label}", _months(source, kind, due, there))
        for source in scheme.mark_sources.values()
        for kind, known in scheme.subjects.items()
        if source.items_of(kind) and source.key in known.sources()
    ]


def _months(source: MarkSource, kind: str, due: Counter[Slot], there: Counter[Slot]) -> list[Cell]:
    cells = [Cell() for _ in MONTHS]
    for period in source.periods:
        slot, month = Slot(source.key, kind, period.key), period.due.month - 1
        cells[month] = Cell(cells[month].due + due[slot], cells[month].there + there[slot])
    return cells


def due_marks(cycle: Cycle, scheme: Scheme) -> Counter[Slot]:
    """How many marks are due: seats that exist on the day the assessment falls due, times the items marked.

    Who is gone before the reference date is not judged, so nothing of theirs is lacking.
    """
    seats = Seat.objects.filter(cycle=cycle, last_on__gte=scheme.reference).order_by()
    due: Counter[Slot] = Counter()
    rows = seats.values_list("kind", "peer_group", "first_on", "last_on").annotate(n=Count("id"))
    for kind, group, first, last, count in rows:
        for source, period, _ in asked_of(scheme, kind, group, first, last):
            due[Slot(source, kind, period)] += count
    return due


def marks_there(cycle: Cycle, scheme: Scheme) -> Counter[Slot]:
    """How many of the marks due are there and in force: those recorded, less the few that others supersede."""
    marks = Entry.objects.filter(cycle=cycle, value__isnull=False, seat__last_on__gte=scheme.reference)
    return _counted(marks, scheme) - _counted(marks.filter(superseded_by__isnull=False), scheme)


def _counted(marks: QuerySet[Entry], scheme: Scheme) -> Counter[Slot]:
    """Marks by slot; those of a day on which the seat did not exist are left out, lest they hide a gap."""
    days = {(source.key, period.key): period.due for source, period in _periods(scheme)}
    rows = marks.order_by().values_list("source", "seat__kind", "period", "seat__first_on", "seat__last_on")
    there: Counter[Slot] = Counter()
    for source, kind, period, first, last, count in rows.annotate(n=Count("id")):
        if first <= days[source, period] <= last:
            there[Slot(source, kind, period)] += count
    return there


def _periods(scheme: Scheme) -> Iterator[tuple[MarkSource, Period]]:
    return ((source, period) for source in scheme.mark_sources.values() for period in source.periods)
