"""Reading one sheet into typed rows: what a row lacks or holds wrongly is told, and the next row is read as well."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, NamedTuple

from cadres.workbooks.books import Sheet
from cadres.workbooks.faults import Faults, Unreadable
from cadres.workbooks.heads import SEARCHED, Head, column_letters, find_head
from cadres.workbooks.layouts import Column, Layout, RowT
from cadres.workbooks.texts import heading_key, plain

SUMS = frozenset({"合计", "小计", "总计", "合计:", "小计:", "总计:"})
NOTES = ("注:", "备注:", "说明:", "填表人", "审核人", "制表人")
_EVERY = 200

Told = Callable[[int], None]


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
    return _Reading(sheet, layout, head, faults).read(_body(top, rows, head), told)


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


def _body(
    top: list[Sequence[object]], rows: Iterator[Sequence[object]], head: Head
) -> Iterator[tuple[int, Sequence[object]]]:
    line = head.bottom + 1
    for line, row in enumerate(top[head.bottom + 1 :], head.bottom + 2):
        yield line, row
    yield from enumerate(rows, line + 1)


class _Reading(Generic[RowT]):
    def __init__(self, sheet: Sheet, layout: Layout[RowT], head: Head, faults: Faults) -> None:
        self.make, self.faults = layout.make, faults
        self.broken = sheet.broken()
        at = {c.key: head.columns.get(heading_key(c.heading), -1) for c in layout.columns}
        letters = {key: column_letters(column) if column >= 0 else "" for key, column in at.items()}
        self.table = Table[RowT](sheet.file, sheet.name, letters)
        self.slots = [_Slot(at[c.key], c, sheet.merged(at[c.key]) if c.down else {}) for c in layout.columns]
        self.wanted = [slot.at for slot in self.slots if slot.at >= 0]
        self.carried: dict[int, tuple[object, int]] = {}

    def read(self, body: Iterator[tuple[int, Sequence[object]]], told: Told) -> Table[RowT]:
        count = 0
        for count, (line, row) in enumerate(body, 1):
            if count % _EVERY == 0:
                told(_EVERY)
            if _filled(row, self.wanted) or (line in self.broken and self._tell_broken(line)):
                self._row(line, row)
        told(count % _EVERY)
        return self.table

    def _tell_broken(self, line: int) -> bool:
        """A formula that shows an error reads as empty: such a row is not blank."""
        return bool(self.broken[line].keys() & set(self.wanted))

    def _row(self, line: int, row: Sequence[object]) -> None:
        if _passed_over(row):
            self.table.passed += 1
            return
        before = self.faults.count
        values: list[object] = [line]
        for slot in self.slots:
            values.append(self._value(line, row, slot))
        rows = self.table.rows if self.faults.count == before else self.table.spoilt
        rows.append(self.make(values))

    def _value(self, line: int, row: Sequence[object], slot: _Slot) -> object:
        raw = row[slot.at] if 0 <= slot.at < len(row) else ""
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
        if value is None and slot.column.must:
            self._fault(line, slot, f"{slot.column.heading}为空", f"请填写{slot.column.heading}。")
        return value

    def _merged(self, line: int, raw: object, slot: _Slot) -> object:
        if line in slot.merged:
            self.carried[slot.at] = raw, slot.merged[line]
        value, until = self.carried.get(slot.at, ("", 0))
        return value if raw == "" and line <= until else raw

    def _fault(self, line: int, slot: _Slot, what: str, cure: str) -> None:
        self.table.fault(self.faults, line, slot.column.key, what, cure)


def _filled(row: Sequence[object], wanted: Sequence[int]) -> bool:
    """Whether a row holds anything in the columns that count; a running number alone is an empty form's."""
    width = len(row)
    return any(at < width and _holds(row[at]) for at in wanted)


def _holds(value: object) -> bool:
    return value != "" and not (isinstance(value, str) and value.isspace())


def _passed_over(row: Sequence[object]) -> bool:
    """Whether a row is a sum or a note: told by its first filled cell."""
    first = next(filter(_holds, row), "")
    if not isinstance(first, str):
        return False
    start = plain(first)
    return start in SUMS or start.startswith(NOTES)
