"""What was sent, given back as a workbook with a remark at each faulty cell, and a sheet that lists them all.

A small .xlsx keeps its looks; anything else is given back as plain values. Formulas are left as the values they showed,
and a text that begins like one stays a text: a copy may reach people who never saw the original.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from cadres.workbooks.formats import ZIP, opened
from cadres.workbooks.sheets import Column, Sheet, guarded, write
from cadres.workbooks.texts import code_key

MEGABYTE = 1024 * 1024
#: Of .xlsx files up to this size the looks are kept: the library that can holds a whole workbook in memory.
MOST_KEPT = MEGABYTE
#: How many cells bear remarks; the list names all of them.
MOST_REMARKS = 2_000
_MARKED = PatternFill("solid", fgColor="FFFFF2AB")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LIST = "导入问题"
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")

Remarks = Mapping[str, Mapping[str, str]]
"""Sheet as it is compared → cell → what is wrong and how to mend it."""


class Remark(NamedTuple):
    """A fault at its place; `cell` '' for a whole sheet."""

    sheet: str
    cell: str
    what: str
    cure: str


def annotated(name: str, content: bytes, faults: Sequence[Remark]) -> bytes:
    """The copy. Raises Unreadable for a file that cannot be opened at all."""
    remarks = _remarks(faults)
    keeps = content.startswith(ZIP) and len(content) <= MOST_KEPT
    with opened(name, content):
        pass  # looked through again: the library that keeps the looks would unpack whatever there is
    book = _kept(content, remarks) if keeps else _plain(name, content, remarks)
    _listed(book, faults)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _remarks(faults: Iterable[Remark]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for fault in [one for one in faults if _CELL.fullmatch(one.cell)][:MOST_REMARKS]:
        cells = found.setdefault(fault.sheet, {})
        told = f"{fault.what}。{fault.cure}"
        cells[fault.cell] = f"{cells[fault.cell]}\n{told}" if fault.cell in cells else told
    return found


def _comment(text: str) -> Comment:
    return Comment(text, "衡鉴", height=110, width=260)


def _kept(content: bytes, remarks: Remarks) -> Workbook:
    book: Workbook = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(_FORMULA):
                    cell.data_type, cell.quotePrefix = "s", True
        for address, text in remarks.get(code_key(sheet.title)[:80], {}).items():
            cell = _topmost(sheet, address)
            cell.comment, cell.fill = _comment(text), _MARKED
    return book


def _topmost(sheet: Any, address: str) -> Any:
    """The cell itself, or of merged ones that which shows."""
    cell = sheet[address]
    if not isinstance(cell, MergedCell):
        return cell
    merged = next(one for one in sheet.merged_cells.ranges if address in one)
    return sheet.cell(merged.min_row, merged.min_col)


def _plain(name: str, content: bytes, remarks: Remarks) -> Workbook:
    book = Workbook(write_only=True)
    with opened(name, content) as source:
        for key, written in source.names().items():
            page: Any = book.create_sheet(re.sub(r"[\\/*?:\[\]]", "_", written)[:31] or "Sheet1")
            for cells in _rows(page, source.sheet(written).rows(), remarks.get(key[:80], {})):
                page.append(cells)
    return book


def _rows(page: Any, rows: Iterable[Sequence[object]], remarks: Mapping[str, str]) -> Iterator[list[Any]]:
    lines = {int(re.sub(r"\D", "", address)) for address in remarks}
    for line, row in enumerate(rows, 1):
        addresses = (f"{get_column_letter(at)}{line}" for at in range(1, len(row) + 1)) if line in lines else None
        yield [_cell(page, value, remarks.get(next(addresses), "") if addresses else "") for value in row]


def _cell(page: Any, value: Any, remark: str) -> Any:
    if value == "" and not remark:
        return None
    cell: Any = WriteOnlyCell(page, value=guarded(value) if value != "" else None)
    if isinstance(value, str) and value:
        cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", value.startswith(_FORMULA)
    if remark:
        cell.comment, cell.fill = _comment(remark), _MARKED
    return cell


def _listed(book: Workbook, faults: Sequence[Remark]) -> None:
    """The list as the last sheet, whatever sort of workbook it is."""
    columns = (Column("工作表", 18), Column("单元格", 9), Column("问题", 60), Column("改正办法", 60))
    note = f"共 {len(faults)} 处。改正后请删除本表，重新上传。"
    if book.write_only:
        write(book, Sheet(_LIST, "导入问题清单", note, columns, list(faults)))
        return
    page: Any = book.create_sheet(_LIST)
    for row in ([note], [column.heading for column in columns], *faults):
        page.append([None] * len(row))
        for at, text in enumerate(row, 1):
            cell = page.cell(page.max_row, at, guarded(text))
            cell.data_type, cell.number_format = "s", "@"
    for at, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(at)].width = column.width
