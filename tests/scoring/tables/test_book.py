"""A workbook of results: cells of a column share their style, and none takes another's."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from scoring.tables.book import write
from scoring.tables.page import Column, Page

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
