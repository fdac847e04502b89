"""The baseline of an intake: read every cell of a workbook with openpyxl and do nothing with it."""

from pathlib import Path

from openpyxl import load_workbook


def rows_in(file: Path) -> int:
    """How many rows a workbook's sheets have, after reading each of them."""
    book = load_workbook(file, read_only=True, data_only=True)
    count = sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))
    book.close()
    return count
