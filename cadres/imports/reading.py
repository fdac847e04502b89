"""From the files that were sent to rows: each with its place and what is wrong with its cells; units come first."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from cadres.imports import files
from cadres.imports.heads import Head, find_head
from cadres.imports.layouts import PERSON, SUBJECTS, UNIT, Layout, PersonLine, UnitLine, people, units
from cadres.jobs.progress import Progress
from cadres.workbooks.faults import Faults, Unreadable
from cadres.workbooks.formats import Opened, opened
from cadres.workbooks.heads import SEARCHED, column_letters
from cadres.workbooks.tables import Grid, Reading, body_of
from cadres.workbooks.texts import name_key, plain, storable

_VACANT = frozenset({"空缺", "缺额", "待定", "空编", "(空缺)", "(空)", "暂缺"})
_EVERY = 500


@dataclass(slots=True)
class Read:
    """A row as it stands: `row` None where a whole sheet or file is at fault. `letters` names each column's place.

    `faults` [{cell, what, cure}]; what only the register knows of is added to it.
    """

    file: int
    sheet: str
    line: int
    subject: str
    row: UnitLine | PersonLine | None
    letters: Mapping[str, str]
    faults: list[dict[str, str]] = field(default_factory=list)

    def fault(self, key: str, what: str, cure: str) -> None:
        """Note what is wrong with one cell; where the sheet has no such column, with the row. Once for each cell."""
        cell = f"{self.letters.get(key) or self.letters.get('name', '')}{self.line}"
        if cell not in {fault["cell"] for fault in self.faults} or not self.letters.get(key):
            self.faults.append({"cell": cell, "what": storable(what), "cure": storable(cure)})


class _Table(NamedTuple):
    file: int
    grid: Grid
    layout: Layout
    head: Head
    top: list[Sequence[object]]
    rest: Iterator[Sequence[object]]


class Rosters:
    """All that was sent with one import. `passed` says in words what was not read; filled while rows are asked for.

    `known`: a look has been through the same files and found nothing wrong.
    """

    def __init__(
        self, sent: list[dict[str, Any]], categories: Mapping[str, str], progress: Progress, *, known: bool = False
    ) -> None:
        self.sent, self.progress, self.known, self.passed = sent, progress, known, list[str]()
        self.layouts = (people(), units(categories))
        self._whole: list[Read] = []

    def rows(self) -> Iterator[Read]:
        """Every row: first what is wrong with whole files and sheets, then units, then people."""
        with ExitStack() as stack:
            tables = [table for number in range(len(self.sent)) for table in self._tables(number, stack)]
            if not tables and not self._whole:
                self._lacking()
            yield from self._whole
            for subject in (UNIT, PERSON):
                for table in tables:
                    if table.layout.subject == subject:
                        yield from self._rows_to_the_end(table)

    def _tables(self, number: int, stack: ExitStack) -> Iterator[_Table]:
        file = self.sent[number]
        self.progress.step(f"打开 {file['name']}"[:60])
        try:
            book = stack.enter_context(opened(file["name"], files.content_of(file["sha256"]), known=self.known))
            for key, written in book.names().items():
                if key in book.hidden():
                    self.passed.append(storable(f"{book.name}：工作表“{written}”是隐藏的，未读取"))
                else:
                    yield from self._table(number, book, written)
        except Unreadable as fault:
            self._fault(number, "", 0, "", fault.what, fault.cure)

    def _table(self, number: int, book: Opened, name: str) -> Iterator[_Table]:
        grid = book.sheet(name)
        rows = iter(grid.rows())
        top = list(islice(rows, SEARCHED))
        found = _fitting(grid, top, self.layouts)
        if found is None:
            if any(value != "" for row in top for value in row):
                self.passed.append(storable(f"{book.name}：工作表“{name}”没有找到单位名册或干部名册的表头，未读取"))
            return
        layout, head = found
        if self._sound(number, grid, layout, head):
            self._unknown(book.name, name, head)
            yield _Table(number, grid, layout, head, top, rows)

    def _sound(self, number: int, grid: Grid, layout: Layout, head: Head) -> bool:
        for line, column in head.doubled:
            cell = f"{column_letters(column)}{line}"
            self._fault(number, grid.name, line, cell, "列名重复", "请删除或改名，每个列名只出现一次。")
        return not head.doubled

    def _unknown(self, file: str, sheet: str, head: Head) -> None:
        words = [word for word in dict.fromkeys(head.unknown) if word != "备注"]
        if words:
            self.passed.append(storable(f"{file}：工作表“{sheet}”的这些列不导入：{'、'.join(words)}"[:300]))

    def _fault(self, number: int, sheet: str, line: int, cell: str, what: str, cure: str) -> None:
        fault = {"cell": cell, "what": storable(what), "cure": storable(cure)}
        self._whole.append(Read(number, storable(sheet)[:80], line, "", None, {}, [fault]))

    def _lacking(self) -> None:
        cure = "请下载空表对照：表头在标题之下，干部名册须有“姓名”，单位名册须有“单位名称”和“单位代码”。"
        self._fault(0, "", 0, "", "没有一张工作表是单位名册或干部名册", cure)

    def _rows_to_the_end(self, table: _Table) -> Iterator[Read]:
        """Its rows, and what stopped them if anything did."""
        try:
            yield from self._rows(table)
        except Unreadable as fault:
            told = {"cell": "", "what": storable(fault.what), "cure": storable(fault.cure)}
            yield Read(table.file, table.grid.name[:80], 0, table.layout.subject, None, {}, [told])

    def _rows(self, table: _Table) -> Iterator[Read]:
        faults, layout = _OfRow(), table.layout
        reading = Reading(table.grid, layout.columns, table.head.at, faults)
        self.progress.step(f"读取{SUBJECTS[layout.subject]}：{table.grid.name}"[:60], total=table.grid.height)
        vacant = 0
        body = body_of(table.top, table.rest, table.head.bottom)
        for values, _ in reading.rows(body, self.progress.advance):
            row = layout.make(values)
            if _again_the_head(row):
                reading.passed += 1
            elif row.name and plain(row.name) in _VACANT:
                vacant += 1
            else:
                yield Read(
                    table.file, table.grid.name[:80], row.line, layout.subject, row, reading.letters, faults.drain()
                )
            faults.drain()
        self._passed_over(table.grid, reading.passed, vacant)

    def _passed_over(self, grid: Grid, sums: int, vacant: int) -> None:
        for count, what in ((sums, "合计、注释等"), (vacant, "空缺职务")):
            if count:
                self.passed.append(storable(f"{grid.file}：工作表“{grid.name}”有 {count} 行{what}，未读取"))


class _OfRow(Faults):
    """The faults of one row at a time."""

    def drain(self) -> list[dict[str, str]]:
        """What was noted since the last time."""
        kept, self.kept = self.kept, []
        return [{"cell": fault.cell, "what": fault.what, "cure": fault.cure} for fault in kept]


def _fitting(grid: Grid, top: list[Sequence[object]], layouts: Sequence[Layout]) -> tuple[Layout, Head] | None:
    """The kind of roster whose headings the sheet has, people before units: theirs names units, too."""
    for layout in layouts:
        head = find_head(grid, top, layout.aliases())
        if head and all(key in head.at for key in layout.must):
            return layout, head
    return None


def _again_the_head(row: UnitLine | PersonLine) -> bool:
    """Whether a row repeats the head, as printed pages have it."""
    return row.name is not None and name_key(row.name) in {"姓名", "单位名称"}
