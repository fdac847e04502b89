"""Reads the office's workbooks as an auditor would: cell by cell, believing nothing that is not there."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | datetime | None
Record = dict[str, Cell]


def read_folder(folder: Path) -> dict[str, list[Record]]:
    """Every sheet of every workbook: sheet name to its rows, each a dict from heading to cell."""
    sheets: dict[str, list[Record]] = {}
    for path in sorted(folder.glob("*.xlsx")):
        for sheet in load_workbook(path):
            sheets[sheet.title] = list(_records(sheet))
    return sheets


def _records(sheet: Worksheet) -> Iterator[Record]:
    grid = _filled(sheet)
    top = next(number for number, row in enumerate(grid) if row[0] == "序号")
    two_level = grid[top + 1][0] == "序号"  # the merged head of the first column reaches one row further
    heads = [_heading(cell) for cell in grid[top + two_level]]
    for row in grid[top + two_level + 1 :]:
        if _is_fact(row):
            yield dict(zip(heads, row, strict=True))


def _filled(sheet: Worksheet) -> list[list[Cell]]:
    """All cells, with the value of a merged range in each of its cells."""
    grid = [list(row) for row in sheet.iter_rows(values_only=True)]
    for area in sheet.merged_cells.ranges:
        value = grid[area.min_row - 1][area.min_col - 1]
        for row in range(area.min_row - 1, area.max_row):
            for column in range(area.min_col - 1, area.max_col):
                grid[row][column] = value
    return grid


def _heading(cell: Cell) -> str:
    return re.sub(r"\s", "", str(cell))


def _is_fact(row: list[Cell]) -> bool:
    first = str(row[0] or "")
    blank = all(cell is None for cell in row)
    return not (blank or first.startswith("注") or first in ("合计", "小计"))


def plain(cell: Cell) -> str:
    """A code, class or unit name: ordinary digits and letters, no outer spaces; empty for nothing."""
    return unicodedata.normalize("NFKC", str(cell or "")).strip()


def unit_name(cell: Cell) -> str:
    return str(cell or "").strip()


def name(cell: Cell) -> str:
    """A person's name without spaces inside or out."""
    return re.sub(r"\s", "", str(cell))


def number(cell: Cell) -> Decimal | None:
    """A mark or points; ``None`` for an empty cell, a dash or a stroke."""
    text = plain(cell).removesuffix("分").removesuffix("%") if not isinstance(cell, int | float) else str(cell)
    if text in ("", "—", "/"):
        return None
    return Decimal(text)


def _numbers_of_date(cell: Cell) -> list[int]:
    if isinstance(cell, datetime):
        return [cell.year, cell.month, cell.day]
    text = plain(cell)
    if re.fullmatch(r"\d{6}", text):
        return [int(text[:4]), int(text[4:])]
    return [int(part) for part in re.findall(r"\d+", text)]


def month(cell: Cell) -> str:
    """A year and month as ``1975-03``."""
    year, number_of_month, *_ = _numbers_of_date(cell)
    return f"{year}-{number_of_month:02d}"


def day(cell: Cell) -> date | None:
    """A full day; ``None`` for an empty cell."""
    return date(*_numbers_of_date(cell)) if cell is not None else None
