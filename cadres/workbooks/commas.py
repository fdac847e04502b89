"""A table as CSV for spreadsheet programs: UTF-8 with its mark, and no text that such a program would reckon with."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from cadres.workbooks.sheets import STARTS_A_FORMULA, guarded

_MARK = "\ufeff"


def csv_of(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table, every value in quotes; what is None is empty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(map(defused, headings))
    for row in rows:
        writer.writerow([defused(value) for value in row])
    return (_MARK + text.getvalue()).encode()


def defused(value: object) -> object:
    """The value; a text that begins like a formula, behind blanks and with full-width signs too, behind an apostrophe.

    CSV has no other way to say that it is a text. Numbers stay numbers.
    """
    if not isinstance(value, str):
        return value
    text = str(guarded(value))
    first = unicodedata.normalize("NFKC", text.lstrip(" \u3000\xa0")[:1])
    return f"'{text}" if first in STARTS_A_FORMULA else text
