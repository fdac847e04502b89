"""Writes tables into a workbook whose bytes depend on nothing but the facts."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.cell_range import CellRange

from samples.hangjin.habits import Value
from samples.hangjin.tables import FACT, SUM, Row, Table
from samples.timeless import timeless

COUNTY_TITLE = "示例旗2016年度综合考评"
SENT = "2017年1月5日"
STAMP = datetime(2017, 1, 5, 9)  # noqa: DTZ001

LINE = Side(style="thin")
GRID = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
STYLES = {
    "banner": {"font": Font(name="方正小标宋简体", size=20), "alignment": CENTRE},
    "sender": {"font": Font(name="仿宋", size=12), "alignment": Alignment(vertical="center")},
    "head": {
        "font": Font(name="黑体", size=11, bold=True),
        "alignment": CENTRE,
        "border": GRID,
        "fill": PatternFill("solid", fgColor="EDEDED"),
    },
    "body": {"font": Font(name="仿宋", size=11), "alignment": CENTRE, "border": GRID},
    "day": {
        "font": Font(name="仿宋", size=11),
        "alignment": CENTRE,
        "border": GRID,
        "number_format": 'yyyy"年"m"月"d"日"',
    },
    "sum": {"font": Font(name="黑体", size=11), "alignment": CENTRE, "border": GRID},
    "note": {"font": Font(name="楷体", size=11), "alignment": Alignment(vertical="center", wrap_text=True)},
}


def write_book(path: Path, tables: Iterable[Table]) -> None:
    """One ``.xlsx`` with a sheet per table."""
    book = Workbook(write_only=True)
    book.properties.creator = "示例旗综合考评办公室"
    for name, parts in STYLES.items():
        book.add_named_style(NamedStyle(name=name, **parts))
    for table in tables:
        _SheetWriter(book.create_sheet(table.name), table).write()
    raw = BytesIO()
    book.save(raw)
    path.write_bytes(timeless(raw, STAMP))


class _SheetWriter:
    def __init__(self, sheet: WriteOnlyWorksheet, table: Table) -> None:
        self._sheet = sheet
        self._table = table
        self._width = len(table.columns)
        self._row = 0
        self._marks = next((at for at, column in enumerate(table.columns) if column.group), self._width)

    def write(self) -> None:
        self._set_up()
        self._banner(COUNTY_TITLE)
        self._banner(self._table.title)
        self._wide(f"填报单位：{self._table.sender}　　　　　　　　{SENT}", "sender")
        self._head()
        self._body()
        self._wide(self._table.note, "note")

    def _set_up(self) -> None:
        sheet, head_rows = self._sheet, 2 if self._table.grouped else 1
        for number, column in enumerate(self._table.columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = column.width
        sheet.freeze_panes = f"A{4 + head_rows}"
        sheet.print_title_rows = f"4:{3 + head_rows}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.row_dimensions[1].height = sheet.row_dimensions[2].height = 30

    def _append(self, values: Iterable[Value], style: str) -> None:
        self._row += 1
        self._sheet.append([self._cell(value, style) for value in values])

    def _cell(self, value: Value, style: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(self._sheet, value)
        cell.style = "day" if isinstance(value, date) else style
        return cell

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        # Straight into the set: ``add`` compares with every range before, which is slow for thousands.
        if (top, left) != (bottom, right):
            self._sheet.merged_cells.ranges.add(CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right))

    def _wide(self, text: str, style: str) -> None:
        self._append([text], style)
        self._merge(self._row, 1, self._row, self._width)

    def _banner(self, text: str) -> None:
        self._wide(text, "banner")

    def _head(self) -> None:
        columns = self._table.columns
        if not self._table.grouped:
            self._append([column.head for column in columns], "head")
            return
        self._append([column.head for column in columns[: self._marks]] + self._group_head(), "head")
        self._append([None] * self._marks + [column.head for column in columns[self._marks :]], "head")
        top = self._row - 1
        for number in range(1, self._marks + 1):
            self._merge(top, number, self._row, number)
        self._merge(top, self._marks + 1, top, self._width)

    def _group_head(self) -> list[Value]:
        return [self._table.columns[self._marks].group] + [None] * (self._width - self._marks - 1)

    def _body(self) -> None:
        for run in self._runs():
            top = self._row + 1
            merged = [at for at, column in enumerate(self._table.columns) if column.merged and run[0].kind == FACT]
            for number, row in enumerate(run):
                values = [None if number and at in merged else value for at, value in enumerate(row.values)]
                self._append(values, SUM if row.kind == SUM else "body")
            for at in merged:
                self._merge(top, at + 1, self._row, at + 1)

    def _runs(self) -> Iterator[list[Row]]:
        """Rows that follow each other with equal values in the merged columns."""
        keys = [at for at, column in enumerate(self._table.columns) if column.merged]
        run: list[Row] = []
        for row in self._table.rows:
            if run and not self._together(run[-1], row, keys):
                yield run
                run = []
            run.append(row)
        if run:
            yield run

    @staticmethod
    def _together(before: Row, row: Row, keys: list[int]) -> bool:
        alike = all(before.values[at] == row.values[at] for at in keys)
        return bool(keys) and before.kind == row.kind == FACT and alike
