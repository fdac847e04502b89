"""One table to one worksheet, in the shape offices print: title, note, frozen head, page `第 1 页 共 3 页`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

#: What a column holds → the number format of its cells. Text stays text: codes and dates are never guessed at.
FORMATS = {"text": "@", "whole": "0", "score": "0.00", "points": "0.0###", "day": "yyyy-mm-dd"}
HEAD_ROW = 3
#: What programs take for a formula when a text begins with it.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_THIN = Side(style="thin", color="FF888888")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADE = PatternFill("solid", fgColor="FFF4F2F0")
_ACROSS = Alignment(horizontal="centerContinuous", vertical="center")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, width in characters, what it holds (a key of FORMATS)."""

    heading: str
    width: int
    holds: str = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet to write; each row has a value (None: empty) for each column.

    `mark` stands at the head of every printed page: who took it away and when, where that matters. Below the rows is
    `room` for so many more to be filled in: their looks are those of the columns, no cell is written for them.
    """

    name: str
    title: str
    note: str
    columns: Sequence[Column]
    rows: Sequence[tuple[object, ...]]
    mark: str = ""
    room: int = 0


def write(book: Workbook, sheet: Sheet) -> None:
    """Append the sheet to a write-only workbook."""
    page: Any = book.create_sheet(sheet.name)
    _set_up(page, sheet)
    page.append(_title(page, sheet.title, len(sheet.columns), Font(name="宋体", size=18, bold=True)))
    page.append([_styled(page, sheet.note, Font(name="宋体", size=10), None)])
    page.append([_head(page, column.heading) for column in sheet.columns])
    for row in sheet.rows:
        page.append([_cell(page, column, value) for column, value in zip(sheet.columns, row, strict=True)])


def _set_up(page: Any, sheet: Sheet) -> None:
    last = f"{get_column_letter(len(sheet.columns))}{HEAD_ROW + len(sheet.rows) + sheet.room}"
    for number, column in enumerate(sheet.columns, 1):
        whole = page.column_dimensions[get_column_letter(number)]
        whole.width = column.width
        if sheet.room:
            _look(whole, column)
    page.freeze_panes = f"A{HEAD_ROW + 1}"
    page.auto_filter.ref = f"A{HEAD_ROW}:{last}"
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    page.print_area = f"A1:{last}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddHeader.right.text = guarded(sheet.mark).replace("&", "&&") or None
    page.oddFooter.center.text = "第 &P 页 共 &N 页"


def _title(page: Any, text: str, across: int, font: Font) -> list[Any]:
    """The title centred over all columns without merging them."""
    return [_styled(page, text if at == 0 else None, font, _ACROSS) for at in range(across)]


def _head(page: Any, text: str) -> Any:
    cell = _styled(page, text, Font(name="黑体", size=10.5), Alignment(horizontal="center", vertical="center"))
    cell.border, cell.fill = _GRID, _SHADE
    return cell


def _cell(page: Any, column: Column, value: Any) -> Any:
    cell = _styled(page, value, _BODY, None)
    _look(cell, column)
    return cell


def _look(of: Any, column: Column) -> None:
    """How a cell of the column looks, or the whole of it."""
    of.font, of.alignment, of.border = _BODY, _WRAP if column.width > 30 else _PLAIN, _GRID
    of.number_format = FORMATS[column.holds]


_BODY = Font(name="宋体", size=10.5)
_WRAP = Alignment(vertical="center", wrap_text=True)
_PLAIN = Alignment(vertical="center")


def _styled(page: Any, value: Any, font: Font, alignment: Alignment | None) -> Any:
    cell: Any = WriteOnlyCell(page, value=guarded(value))
    if isinstance(value, str):
        # A text that begins like a formula stays a text, for us, for Excel and when the cell is edited.
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in STARTS_A_FORMULA
    cell.font = font
    if alignment:
        cell.alignment = alignment
    return cell


def guarded(value: Any) -> Any:
    """The value without characters that no workbook can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
