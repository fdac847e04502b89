from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook

from cadres.workbooks import cells
from cadres.workbooks.faults import Faults
from cadres.workbooks.layouts import Column, Layout
from cadres.workbooks.parcels import Sent, books
from cadres.workbooks.tables import Table, read_table


class Line(NamedTuple):
    line: int
    unit: str
    mark: object


LAYOUT = Layout(
    "得分",
    (Column("unit", "单位名称", cells.unit(), down=True), Column("mark", "得分", cells.mark(), must=False)),
    Line._make,
)
HEAD = ["序号", "单位名称", "得分"]


def read(folder: Path, rows: list[list[object]], *merged: str, start: int = 0) -> tuple[Table[Line] | None, Faults]:
    book, faults = Workbook(), Faults()
    sheet = book.worksheets[0]
    sheet.title = "得分"
    for row in rows:
        sheet.append([None] * start + row)
    for cells_ in merged:
        sheet.merge_cells(cells_)
    path = folder / "甲.xlsx"
    book.save(path)
    [table] = [read_table(b.sheet("得分"), LAYOUT, faults, lambda _: None) for b in books([sent(path)], faults)]
    return table, faults


def sent(path: Path) -> Sent:
    return Sent(path.name, path.stat().st_size, path.read_bytes)


def test_merged_cells_count_for_all_their_rows(tmp_path: Path) -> None:
    rows = [HEAD, [1, "财政局", 90], [2, None, 91], [3, "审计局", 92]]
    table, faults = read(tmp_path, rows, "B2:B3")
    assert table is not None
    assert [(row.unit, str(row.mark)) for row in table.rows] == [
        ("财政局", "90.00"),
        ("财政局", "91.00"),
        ("审计局", "92.00"),
    ]
    assert not faults


def test_an_empty_cell_that_is_not_merged_is_not_filled(tmp_path: Path) -> None:
    table, faults = read(tmp_path, [HEAD, [1, "财政局", 90], [2, None, 91]])
    assert [(f.cell, f.what) for f in faults.kept] == [("B3", "单位名称为空")]
    assert table is not None
    assert [row.unit for row in table.rows] == ["财政局"]
    assert [row.unit for row in table.spoilt] == [None]


def test_blank_rows_sums_and_notes_are_passed_over(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEAD,
        [1, "财政局", 90],
        [None, None, None],
        [7, None, None],
        [None, " ", None],
        ["小计", None, 90],
        [None, "合 计", 90],
        ["注：以上为示例", None, None],
        [2, "审计局", 91],
    ]
    table, faults = read(tmp_path, rows)
    assert table is not None
    assert [row.line for row in table.rows] == [2, 9]
    assert table.passed == 2  # the note fills no column of the table: a blank row to the reader
    assert not faults


def test_addresses_hold_when_the_table_stands_aside(tmp_path: Path) -> None:
    table, faults = read(tmp_path, [HEAD, [1, "财政局", 105]], start=3)
    assert table is not None
    assert [f.cell for f in faults.kept] == ["F2"]
    assert table.cell(2, "unit") == "E2"


@pytest.mark.parametrize(("formula", "said"), [("=1/0", "没有计算结果"), ("#REF!", "错误值")])
def test_a_formula_without_a_sound_value_is_a_fault_and_never_empty(tmp_path: Path, formula: str, said: str) -> None:
    _, faults = read(tmp_path, [HEAD, [1, "财政局", formula]])
    [fault] = faults.kept
    assert fault.cell == "C2"
    assert said in fault.what


def test_progress_is_told_row_by_row(tmp_path: Path) -> None:
    told: list[int] = []
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "得分"
    for row in [HEAD, *([n, f"单位{n}", 90] for n in range(501))]:
        sheet.append(row)
    path = tmp_path / "长.xlsx"
    book.save(path)
    for one in books([sent(path)], Faults()):
        read_table(one.sheet("得分"), LAYOUT, Faults(), told.append)
    assert (sum(told), len(told)) == (501, 3)
