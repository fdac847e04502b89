"""Typed reading of one row, cell by cell: each read notes a fault instead of stopping and gives a harmless stand-in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from scoring.reading.reader import listed
from scoring.tables import cells
from scoring.tables.faults import Faults, Place, Unreadable
from scoring.tables.raw import filled
from scoring.tables.texts import plain

T = TypeVar("T")
_MOST_TOLD = 12


class Row:
    """One row of a table. `sound` turns false with its first fault; such a row is not used."""

    def __init__(self, faults: Faults, place: Place, columns: Mapping[str, int], values: Sequence[object]) -> None:
        self._faults, self._place, self._columns, self._values = faults, place, columns, values
        self.sound = True

    def value(self, heading: str) -> object:
        """What stands under a heading; None for an empty cell or a column that is not there."""
        at = self._columns.get(heading)
        found = self._values[at] if at is not None and at < len(self._values) else None
        return found if filled(found) else None

    def at(self, heading: str) -> Place:
        """Where the row stands, with the column of a heading that the table has."""
        at = self._columns.get(heading)
        return self._place if at is None else self._place._replace(column=at, heading=heading)

    def note(self, heading: str, reason: str, cure: str, repeat: bool = True) -> None:
        """Keep a fault of this row; without `repeat` it does not say what stands in the cell."""
        self.sound = False
        if self._faults.full:
            self._faults.count()
            return
        found = self.value(heading)
        at = self._columns.get(heading)
        place = self._place._replace(column=at, heading=heading)
        self._faults.note(place, str(found) if repeat and found is not None else "", reason, cure)

    def _read(self, heading: str, read: Callable[[object], T], nothing: T) -> T:
        found = self.value(heading)
        if found is None:
            self.note(heading, f"“{heading}”没有填写", "请补填")
            return nothing
        try:
            return read(found)
        except Unreadable as fault:
            self.note(heading, fault.reason, fault.cure)
            return nothing

    def _maybe(self, heading: str, read: Callable[[object], T], nothing: T) -> T:
        return nothing if self.value(heading) is None else self._read(heading, read, nothing)

    def text(self, heading: str) -> str:
        """A text."""
        return self._read(heading, cells.text, "")

    def text_or_none(self, heading: str) -> str:
        """A text; '' for an empty cell."""
        return self._maybe(heading, cells.text, "")

    def code(self, heading: str) -> str:
        """A code."""
        return self._read(heading, cells.code, "")

    def code_or(self, heading: str, default: str) -> str:
        """A code; an empty cell is the default."""
        return self._maybe(heading, cells.code, default)

    def codes(self, heading: str) -> tuple[str, ...]:
        """Codes with 、 or a comma between them; an empty cell is none."""
        joined = self.code_or(heading, "").replace("、", ",").replace("，", ",").replace(";", ",")
        return tuple(filter(None, joined.split(",")))

    def number(self, heading: str) -> Decimal:
        """An exact number."""
        return self._read(heading, cells.number, Decimal(0))

    def number_or_none(self, heading: str) -> Decimal | None:
        """An exact number; None for an empty cell, a dash or a stroke."""
        found = self.value(heading)
        if isinstance(found, str) and plain(found) in cells.NONE:
            return None
        return None if found is None else self.number(heading)

    def whole(self, heading: str) -> int:
        """A whole number from 0 on."""
        return self._read(heading, cells.whole, 0)

    def whole_or(self, heading: str, default: int) -> int:
        """A whole number from 0 on; an empty cell is the default."""
        return self._maybe(heading, cells.whole, default)

    def yes(self, heading: str) -> bool:
        """是 or 否."""
        return self._read(heading, cells.yes, False)

    def day(self, heading: str) -> date:
        """A full day."""
        return self._read(heading, cells.day, date.min)

    def day_or_none(self, heading: str) -> date | None:
        """A full day; None for an empty cell."""
        return None if self.value(heading) is None else self.day(heading)

    def days(self, first: str, last: str, year: int) -> tuple[date, date]:
        """From `first` to `last`, both inclusive; a month is meant whole; empty cells are the ends of the year."""
        start = self._maybe(first, cells.first_day, date(year, 1, 1))
        end = self._maybe(last, cells.last_day, date(year, 12, 31))
        if start > end:
            self.note(last, f"早于“{first}” {start}", "请核对两个日期")
        return start, end

    def word(self, heading: str, options: Mapping[str, str]) -> str:
        """What one of the words in `options` stands for; '' after a fault."""
        found = self.code(heading)
        if not found or found in options:
            return options.get(found, "")
        known = list(dict.fromkeys(options))
        more = " 等" if len(known) > _MOST_TOLD else ""
        self.note(heading, "不在可填的范围内", f"可填：{listed(known[:_MOST_TOLD])}{more}")
        return ""

    def word_or(self, heading: str, options: Mapping[str, str], default: str) -> str:
        """The same; an empty cell is the default."""
        return default if self.value(heading) is None else self.word(heading, options)
