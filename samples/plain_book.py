"""Writes plain sheets into a workbook whose bytes depend on nothing but the facts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

_STAMP, _TIME = b"2008-01-20T01:00:00Z", (2008, 1, 20, 9, 0, 0)
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
    path.write_bytes(_timeless(raw))


def _timeless(raw: BytesIO) -> bytes:
    """The same archive without the moment of its making."""
    result = BytesIO()
    with ZipFile(raw) as source, ZipFile(result, "w", ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _STAMP, content)
            entry = ZipInfo(name, _TIME)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, content)
    return result.getvalue()
