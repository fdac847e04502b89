"""Reading one sheet into typed rows: what a row lacks or holds wrongly is told, and the next row is read as well."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, NamedTuple, Protocol

from cadres.workbooks.books import Sheet
from cadres.workbooks.faults import Faults, Unreadable
from cadres.workbooks.heads import SEARCHED, Head, column_letters, find_head
from cadres.workbooks.layouts import Column, Layout, RowT
from cadres.workbooks.texts import heading_key, plain

_SUM = re.compile(r"(?:合计|小计|总计|共计)(?::|\(|\d|$)")
_SECTION = re.compile(r"(?:[一二三四五六七八九十百]+、|\([一二三四五六七八九十百]+\))")
NOTES = ("注:", "备注:", "说明:", "填表人", "审核人", "制表人")
_EVERY = 200

Told = Callable[[int], None]


class Grid(Protocol):
    """A sheet of whatever format: lines from 1, columns from 0, an empty cell is ''."""

    file: str
    name: str

    @property
    def height(self) -> int:
        """How many lines there are, more or less."""

    def rows(self) -> Iterator[Sequence[object]]:
        """The values of each line."""

    def merged(self, column: int) -> dict[int, int]:
        """First line → last line of the vertically merged cells that begin in a column."""

    def across(self, line: int) -> dict[int, int]:
        """First column → last column of the horizontally merged cells that begin in a line."""

    def broken(self) -> dict[int, dict[int, str]]:
        """Line → column → what is wrong with the formula there."""


@dataclass(slots=True)
class Table(Generic[RowT]):
    """A sheet as read. `rows` are sound; `spoilt` have None where a cell was at fault; `passed` counts sums and notes.

    A row's first field is its line, counted from 1 as the office sees it.
    """

    file: str
    sheet: str
    columns: dict[str, str]
    rows: list[RowT] = field(default_factory=list)
    spoilt: list[RowT] = field(default_factory=list)
    passed: int = 0

    def cell(self, line: int, key: str) -> str:
        """The address of a row's cell, such as 'E7'."""
        return f"{self.columns[key]}{line}"

    def fault(self, faults: Faults, line: int, key: str, what: str, cure: str) -> None:
        """Note what is wrong with one cell."""
        faults.add(self.file, self.sheet, self.cell(line, key), what, cure)


class _Slot(NamedTuple):
    """A column at its place: `merged` first line → last line of the vertically merged cells in it."""

    at: int
    column: Column
    merged: dict[int, int]


def read_table(sheet: Sheet, layout: Layout[RowT], faults: Faults, told: Told) -> Table[RowT] | None:
    """Read a sheet as `layout` says, telling `told` of rows done. None, with faults, when its head cannot be used."""
    rows = iter(sheet.rows())
    top = list(islice(rows, SEARCHED))
    head = find_head(top, [heading_key(column.heading) for column in layout.columns])
    if head is None:
        headings = "、".join(column.heading for column in layout.columns)
        faults.add(sheet.file, sheet.name, "", "没有找到表头", f"请在标题行之下设表头，列名为：{headings}。")
        return None
    if not _sound(sheet, layout, head, faults):
        return None
    at = {c.key: head.columns[heading_key(c.heading)] for c in layout.columns if heading_key(c.heading) in head.columns}
    reading = Reading(sheet, layout.columns, at, faults)
    table = Table[RowT](sheet.file, sheet.name, reading.letters)
    for values, sound in reading.rows(body_of(top, rows, head.bottom), told):
        (table.rows if sound else table.spoilt).append(layout.make(values))
    table.passed = reading.passed
    return table


def _sound(sheet: Sheet, layout: Layout[RowT], head: Head, faults: Faults) -> bool:
    """Whether the head holds every column once."""
    place = f"A{head.bottom + 1}"
    missing = [c.heading for c in layout.columns if not c.optional and heading_key(c.heading) not in head.columns]
    for heading in missing:
        cure = f"请在表头（第{head.bottom + 1}行）写明列名“{heading}”，列的先后不限。"
        faults.add(sheet.file, sheet.name, place, f"表头缺少“{heading}”列", cure)
    for row, column in head.doubled:
        cell = f"{column_letters(column)}{row + 1}"
        faults.add(sheet.file, sheet.name, cell, "列名重复", "请删除或改名，每个列名只出现一次。")
    return not missing and not head.doubled


def body_of(
    top: Sequence[Sequence[object]], rows: Iterator[Sequence[object]], bottom: int
) -> Iterator[tuple[int, Sequence[object]]]:
    """The lines below the head, whose last row is `bottom` (from 0): first those of `top`, then the `rows` after it."""
    line = bottom + 1
    for line, row in enumerate(top[bottom + 1 :], bottom + 2):
        yield line, row
    yield from enumerate(rows, line + 1)


class Reading:
    """Reads the lines of a sheet one by one: `at` tells each column's place (from 0), of a column it lacks none.

    `passed` counts sums and notes; `letters` names a column's place as the office does, '' where it has none.
    """

    def __init__(self, sheet: Grid, columns: Sequence[Column], at: Mapping[str, int], faults: Faults) -> None:
        self.sheet, self.faults, self.passed = sheet, faults, 0
        self.broken = sheet.broken()
        self.letters = {c.key: column_letters(at[c.key]) if c.key in at else "" for c in columns}
        self.slots = [_slot(sheet, c, at.get(c.key, -1)) for c in columns]
        self.wanted = [slot.at for slot in self.slots if slot.at >= 0]
        self.present = [(place, slot) for place, slot in enumerate(self.slots, 1) if slot.at >= 0]
        self.lacking = [slot for slot in self.slots if slot.at < 0 and slot.column.must]
        self.carried: dict[int, tuple[object, int]] = {}

    def rows(self, body: Iterator[tuple[int, Sequence[object]]], told: Told) -> Iterator[tuple[list[object], bool]]:
        """Each row that counts as [line, value, …], and whether it is without fault; a faulty value is None."""
        count = 0
        for count, (line, row) in enumerate(body, 1):
            if count % _EVERY == 0:
                told(_EVERY)
            if _filled(row, self.wanted) or (line in self.broken and self._tell_broken(line)):
                if _passed_over(row):
                    self.passed += 1
                else:
                    before = self.faults.count
                    yield self._values(line, row), self.faults.count == before
        told(count % _EVERY)

    def _values(self, line: int, row: Sequence[object]) -> list[object]:
        values: list[object] = [line, *([None] * len(self.slots))]
        for slot in self.lacking:
            self._blank(line, slot)
        width, whole = len(row), line not in self.broken
        for place, slot in self.present:
            raw = row[slot.at] if slot.at < width else ""
            if raw == "" and whole and not slot.merged:
                if slot.column.must:
                    self._blank(line, slot)
            else:
                values[place] = self._value(line, raw, slot)
        return values

    def _blank(self, line: int, slot: _Slot) -> None:
        if slot.column.must:
            self._fault(line, slot, f"{slot.column.heading}为空", f"请填写{slot.column.heading}。")

    def _tell_broken(self, line: int) -> bool:
        """A formula that shows an error reads as empty: such a row is not blank."""
        return bool(self.broken[line].keys() & set(self.wanted))

    def _value(self, line: int, raw: object, slot: _Slot) -> object:
        if slot.merged:
            raw = self._merged(line, raw, slot)
        if line in self.broken and slot.at in self.broken[line]:
            self._fault(line, slot, self.broken[line][slot.at], "请改正公式，或复制后选择性粘贴为数值。")
            return None
        try:
            value = slot.column.read(raw) if _holds(raw) else None
        except Unreadable as fault:
            self._fault(line, slot, f"{slot.column.heading}：{fault.what}", fault.cure)
            return None
        if value is None:
            self._blank(line, slot)
        return value

    def _merged(self, line: int, raw: object, slot: _Slot) -> object:
        if line in slot.merged:
            self.carried[slot.at] = raw, slot.merged[line]
        value, until = self.carried.get(slot.at, ("", 0))
        return value if raw == "" and line <= until else raw

    def _fault(self, line: int, slot: _Slot, what: str, cure: str) -> None:
        cell = f"{self.letters[slot.column.key]}{line}"
        self.faults.add(self.sheet.file, self.sheet.name, cell, what, cure)


def _slot(sheet: Grid, column: Column, at: int) -> _Slot:
    return _Slot(at, column, sheet.merged(at) if column.down and at >= 0 else {})


def _filled(row: Sequence[object], wanted: Sequence[int]) -> bool:
    """Whether a row holds anything in the columns that count; a running number alone is an empty form's."""
    width = len(row)
    return any(at < width and _holds(row[at]) for at in wanted)


def _holds(value: object) -> bool:
    return value != "" and not (isinstance(value, str) and value.isspace())


def _passed_over(row: Sequence[object]) -> bool:
    """Whether a row is a sum, a note or the title of a section: told by its first filled cell."""
    filled = filter(_holds, row)
    first = next(filled, "")
    if not isinstance(first, str):
        return False
    start = plain(first)
    if _SUM.match(start) or start.startswith(NOTES):
        return True
    return bool(_SECTION.match(start)) and next(filled, None) is None
