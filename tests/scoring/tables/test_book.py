"""A workbook of results: cells of a column share their style, and none takes another's."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from scoring.tables.book import tables, write
from scoring.tables.faults import TablesError
from scoring.tables.page import Column, Page
from scoring.tables.raw import MOST_COLUMNS

PAGE = Page(
    "结果",
    [Column("说明", 30), Column("得分", 10, 2)],
    [("得分", Decimal("81.5")), ("=1+1", "缺"), ("", None), ("-", 3)],
)


def written(folder: Path) -> list[tuple[Any, ...]]:
    write(folder / "out.xlsx", [PAGE])
    return list(load_workbook(folder / "out.xlsx")["结果"].iter_rows(min_row=2))


def test_values_come_back_and_a_formula_is_none(tmp_path: Path) -> None:
    rows = written(tmp_path)
    assert [[cell.value for cell in row] for row in rows] == [["得分", 81.5], ["=1+1", "缺"], [None, None], ["-", 3]]
    assert [row[0].data_type for row in rows] == ["s", "s", "n", "s"]


def test_each_cell_keeps_its_own_style(tmp_path: Path) -> None:
    rows = written(tmp_path)
    assert [bool(row[0].quotePrefix) for row in rows] == [False, True, False, True]
    assert [row[1].number_format for row in rows if row[1].data_type == "n" and row[1].value] == ["0.00", "0.00"]
    assert all(cell.alignment.wrap_text for row in rows for cell in row if cell.value is not None)


def test_a_filled_cell_beyond_the_last_column_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    page.title = "对象"
    page.cell(3, MOST_COLUMNS, "末列")
    book.save(tmp_path / "in.xlsx")
    assert [number for number, _ in tables(tmp_path / "in.xlsx")[0].rows] == [3]
    page.cell(4, MOST_COLUMNS + 1, "漏")
    book.save(tmp_path / "in.xlsx")
    with pytest.raises(TablesError, match="工作表“对象”第 4 行超过 120 列。请核对是否选错文件，或删去多余的列。"):
        tables(tmp_path / "in.xlsx")


def test_numbers_show_their_own_decimals_and_long_ones_stay_exact_as_text(tmp_path: Path) -> None:
    values = [Decimal("87.50"), Decimal("87.3333"), Decimal("6000"), Decimal("1234567890123.456"), "—"]
    write(tmp_path / "out.xlsx", [Page("计算", [Column("得分", 10, as_shown=True)], [(one,) for one in values])])
    cells = [row[0] for row in load_workbook(tmp_path / "out.xlsx")["计算"].iter_rows(min_row=2)]
    assert [(cell.value, cell.number_format) for cell in cells[:3]] == [
        (87.5, "0.00"),
        (87.3333, "0.0000"),
        (6000, "0"),
    ]
    assert [cell.value for cell in cells[3:]] == ["1234567890123.456", "—"]
