"""Writes plain sheets into a workbook whose bytes depend on nothing but the facts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from samples.timeless import timeless

_STAMP = datetime(2008, 1, 20, 9)  # noqa: DTZ001
_WIDTH = 14


def write_book(path: Path, pages: Mapping[str, Iterable[Sequence[object]]]) -> None:
    """One sheet per page, its head frozen."""
    book = Workbook(write_only=True)
    for name, rows in pages.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            if not number:
                for column in range(1, len(row) + 1):
                    sheet.column_dimensions[get_column_letter(column)].width = _WIDTH
            sheet.append(row)
    raw = BytesIO()
    book.save(raw)
    path.write_bytes(timeless(raw, _STAMP))
