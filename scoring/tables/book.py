"""Excel workbooks, read and written. The only module that knows openpyxl; whoever needs it imports it when it does."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import islice, repeat, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from scoring.tables import members
from scoring.tables.cells import Uncalculated
from scoring.tables.faults import refused
from scoring.tables.page import Column, Page
from scoring.tables.raw import MOST_COLUMNS, MOST_ROWS, Raw, filled

_RESAVE = "请用 Excel 或 WPS 打开，另存为新的 .xlsx"


def tables(path: Path) -> list[Raw]:
    """Every sheet of a workbook as a table, values only: no formula is run, no link followed."""
    formulas = members.checked(path)
    try:
        books = [load_workbook(path, read_only=True, data_only=values) for values in (True, False)[: 1 + formulas]]
        return [Raw(path.name, name, name, _rows(path.name, name, books)) for name in _names(books[0])]
    except _DAMAGED as fault:
        raise refused(path.name, f"工作簿已损坏（{type(fault).__name__}）", _RESAVE) from fault


_DAMAGED = (KeyError, TypeError, AttributeError, IndexError, SyntaxError, OSError, ArithmeticError, AssertionError)


def _names(book: Any) -> list[str]:
    return [page.title for page in book.worksheets]


def _rows(file: str, name: str, books: Sequence[Any]) -> Sequence[tuple[int, Sequence[object]]]:
    """The filled rows by number; a formula without a result is told from an empty cell."""
    values, *written = [_cells(book[name]) for book in books]
    pairs = zip(values, written[0] if written else repeat(()), strict=False)
    found = []
    for number, (row, formulas) in enumerate(islice(pairs, MOST_ROWS + 1), start=1):
        if number > MOST_ROWS:
            raise refused(file, f"工作表“{name}”超过 {MOST_ROWS} 行", "请核对是否选错文件，或删去多余的行")
        cells = [_or_formula(*both) for both in zip(row, formulas, strict=True)] if formulas else row
        if any(map(filled, cells[MOST_COLUMNS:])):
            told = f"工作表“{name}”第 {number} 行超过 {MOST_COLUMNS} 列"
            raise refused(file, told, "请核对是否选错文件，或删去多余的列")
        if any(map(filled, cells)):
            found.append((number, cells))
    return found


def _cells(page: Any) -> Iterator[Sequence[object]]:
    page.reset_dimensions()  # some programs write wrong ones
    rows: Iterator[Sequence[object]] = page.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
    return rows


def _or_formula(value: object, written: object) -> object:
    return Uncalculated() if value is None and written is not None else value


_HEAD_FONT, _HEAD_FILL = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
_WRAP = Alignment(vertical="top", wrap_text=True)
_LIKE_A_FORMULA = tuple("=+-@\t\r")


def write(path: Path, pages: Sequence[Page]) -> None:
    """A workbook of these pages. OSError where the file cannot be written."""
    path.write_bytes(workbook(pages))  # made whole first: a file that cannot be opened must not leave it half written


def workbook(pages: Sequence[Page]) -> bytes:
    """The content of a workbook of these pages; behind them the choices of their columns, where there are any."""
    book, lists = Workbook(write_only=True), _Lists()
    for page in pages:
        sheet = book.create_sheet(page.name)
        lists.bind(sheet, page)
        _write_page(sheet, page)
    if lists.found:
        _write_page(book.create_sheet(CHOICES), lists.page())
    content = BytesIO()
    book.save(content)
    return content.getvalue()


CHOICES = "说明（可选的字）"
"""The sheet that Excel's drop-down lists are taken from: one that no reading takes for data."""


class _Lists:
    """The choices of a workbook's columns, each list once."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, ...], str] = {}

    def bind(self, sheet: Any, page: Page) -> None:
        """Let the cells below the heads of a page take nothing but their choices."""
        for place, column in enumerate(page.columns, start=1):
            if column.choices:
                letter, rule = get_column_letter(place), self._rule(column)
                rule.add(f"{letter}2:{letter}{MOST_ROWS}")
                sheet.data_validations.append(rule)

    def _rule(self, column: Column) -> DataValidation:
        self.found.setdefault(column.choices, column.heading)
        letter = get_column_letter(list(self.found).index(column.choices) + 1)
        rule = DataValidation("list", f"'{CHOICES}'!${letter}$2:${letter}${len(column.choices) + 1}", allow_blank=True)
        rule.showErrorMessage, rule.errorTitle, rule.error = True, column.heading, "请从下拉列表中选择。"
        return rule

    def page(self) -> Page:
        """All lists side by side."""
        columns = [Column(heading, 20) for heading in self.found.values()]
        return Page(CHOICES, columns, list(zip_longest(*self.found)))


def _write_page(sheet: Any, page: Page) -> None:
    _set_up(sheet, page)
    for place, column in enumerate(page.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([_head_cell(sheet, column.heading) for column in page.columns])
    styles = [_Styles(sheet, column) for column in page.columns]
    for row in page.rows:
        sheet.append([style.cell(value) for style, value in zip(styles, row, strict=True)])


def _set_up(sheet: Any, page: Page) -> None:
    """What is seen and printed: the head stays and is on every page, one page wide, deeper rows fold."""
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    if page.rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(page.columns))}{len(page.rows) + 1}"
    if page.depth is not None:
        _fold(sheet, [min(int(row[page.depth] or 1) - 1, _DEEPEST) for row in page.rows])


_A4, _DEEPEST = 9, 7
"""Excel's number of the paper; its levels of rows below the first."""


def _fold(sheet: Any, levels: Sequence[int]) -> None:
    sheet.sheet_properties.outlinePr.summaryBelow = False
    sheet.sheet_format.outlineLevelRow = max(levels, default=0)
    for number, level in enumerate(levels, start=2):
        if level:
            sheet.row_dimensions[number].outlineLevel = level


def _head_cell(sheet: Any, heading: str) -> Any:
    cell = _filled(_mould(sheet, None), heading)
    cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
    return cell


class _Mould(NamedTuple):
    """The two cells that a column's values are written with, styled once: a row is written as soon as it is appended.

    What begins like a formula has a cell of its own, because a style that has been written must not change.
    """

    plain: Any
    quoted: Any


class _Styles:
    """The moulds of a column, one for each number of decimals in it."""

    def __init__(self, sheet: Any, column: Column) -> None:
        self._sheet, self._column = sheet, column
        self._moulds: dict[int | None, _Mould] = {}

    def cell(self, value: Any) -> Any:
        """The cell for a value; a number that is longer than Excel keeps is a text, digit by digit."""
        number = isinstance(value, Decimal)
        places = max(0, -int(value.as_tuple().exponent)) if number and self._column.as_shown else self._column.places
        if places not in self._moulds:
            self._moulds[places] = _mould(self._sheet, places)
        return _filled(self._moulds[places], f"{value:f}" if number and len(value.as_tuple().digits) > _KEPT else value)


_KEPT = 15
"""The digits of a number that Excel keeps."""


def _mould(sheet: Any, places: int | None) -> _Mould:
    mould = _Mould(WriteOnlyCell(sheet), WriteOnlyCell(sheet))
    for cell in mould:
        cell.alignment = _WRAP
        cell.number_format = "General" if places is None else "0." + "0" * places if places else "0"
    mould.quoted.quotePrefix = True
    return mould


def _filled(mould: _Mould, value: Any) -> Any:
    """The cell for a value, None for an empty one. A text that begins like a formula stays a text, for us, for Excel
    and when the cell is edited."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        mould.plain.value = value
        return mould.plain
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = mould.quoted if text.startswith(_LIKE_A_FORMULA) else mould.plain
    cell.value, cell.data_type = text, "s"
    return cell
