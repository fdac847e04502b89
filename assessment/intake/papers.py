"""A set of workbooks as read: one typed table for each sheet of the contract, every reading fault told."""

from collections.abc import Iterable
from typing import TypeVar, cast

from assessment.intake.layouts import Layouts
from cadres.jobs.progress import Progress
from cadres.workbooks.books import Book
from cadres.workbooks.faults import Faults, Unreadable
from cadres.workbooks.layouts import Layout
from cadres.workbooks.parcels import Sent, books
from cadres.workbooks.tables import Table, read_table
from cadres.workbooks.texts import storable

RowT = TypeVar("RowT")


class Papers:
    """The tables of a set by sheet name. `notes` say what was passed over, `lacking` which sheets could not be had."""

    def __init__(self) -> None:
        self.tables: dict[str, Table[object]] = {}
        self.files: dict[str, str] = {}
        self.lacking: set[str] = set()
        self.notes: list[str] = []

    def of(self, layout: Layout[RowT]) -> Table[RowT]:
        """A sheet's table; an empty one where the set has none."""
        empty: Table[RowT] = Table("", layout.sheet, {})
        return cast(Table[RowT], self.tables.get(layout.sheet, empty))

    def counts(self) -> dict[str, int]:
        """Rows by sheet."""
        return {sheet: len(table.rows) for sheet, table in self.tables.items()}


def read_papers(sent: Iterable[Sent], layouts: Layouts, faults: Faults, progress: Progress) -> Papers:
    """Read every sheet of the contract out of what was sent. What is missing or cannot be read is a fault."""
    papers = Papers()
    wanted = {layout.sheet: cast(Layout[object], layout) for layout in layouts.all()}
    progress.step("检查文件")
    for book in books(list(sent), faults):
        _read_book(book, wanted, papers, faults, progress)
    _tell_lacking(wanted, papers, faults)
    return papers


def _read_book(
    book: Book, wanted: dict[str, Layout[object]], papers: Papers, faults: Faults, progress: Progress
) -> None:
    for key, name in book.names().items():
        if key not in wanted:
            papers.notes.append(storable(f"《{book.name}》的工作表“{name}”不在清单之内，未读取。"))
        elif key in papers.files:
            what = f"与《{papers.files[key]}》中的同名工作表重复"
            faults.add(book.name, key, "", what, "每张工作表只报送一份，请删除其中一份。")
        else:
            papers.files[key] = book.name
            _read_sheet(book, name, wanted[key], papers, faults, progress)


def _read_sheet(
    book: Book, name: str, layout: Layout[object], papers: Papers, faults: Faults, progress: Progress
) -> None:
    try:
        sheet = book.sheet(name)
    except Unreadable as fault:
        faults.add(book.name, layout.sheet, "", fault.what, fault.cure)
        return
    progress.step(f"读取 {layout.sheet}", total=sheet.height)
    table = read_table(sheet, layout, faults, progress.advance)
    if table is None:
        return
    papers.tables[layout.sheet] = table
    if table.passed:
        papers.notes.append(f"“{layout.sheet}”中有 {table.passed} 行合计或说明，未作为数据读取。")


def _tell_lacking(wanted: dict[str, Layout[object]], papers: Papers, faults: Faults) -> None:
    for sheet, layout in wanted.items():
        if sheet in papers.tables:
            continue
        if sheet in papers.files or layout.must:
            papers.lacking.add(sheet)
        if sheet not in papers.files and layout.must:
            faults.add("", sheet, "", f"缺少工作表“{sheet}”", "请补上该工作表后，连同其余文件一起重新上传。")
        elif sheet not in papers.files:
            papers.notes.append(f"没有“{sheet}”工作表，按没有此类情况处理。")
