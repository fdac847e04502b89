"""The blank form to fill in: both rosters with the usual headings, codes and dates as text, words to choose from."""

import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from cadres.imports.layouts import PERSON, UNIT, first_words
from cadres.people.models import Leaving, Manner, PostLevel
from cadres.workbooks.sheets import Column, Sheet, write

_UNITS = ("order", "code", "name", "short", "category", "founded")
_PEOPLE = (
    *("order", "unit", "name", "sex", "ethnicity", "birth", "id_number", "title", "level", "manner", "since"),
    *("rank", "rank_since", "paper"),
    *("native_place", "party", "member", "work_since", "education", "degree", "school", "later_education"),
    *("later_degree", "later_school", "profession", "until", "how", "left_paper"),
)
_WIDTHS = {"name": 16, "unit": 24, "id_number": 22, "title": 24, "school": 30, "later_school": 30, "paper": 20}
_ROWS = 500
#: How much of a list of words the format holds.
_LONGEST = 250
#: Where the first row below the head stands, in the sheets of `cadres.workbooks.sheets`.
_FIRST = 4


def template(categories: Iterable[str]) -> bytes:
    """An empty workbook; `categories` are the words for categories of units."""
    book = Workbook(write_only=True)
    words = {"category": list(categories), "sex": ["男", "女"], "level": PostLevel.labels, "manner": Manner.labels}
    words["how"] = [label for value, label in Leaving.choices if value != Leaving.TRANSFERRED]
    note = "表头不要改动，列的先后不限，用不上的列可以删去。日期写作 2016.05 或 2016.05.17，身份证号为文本。"
    for name, subject, keys in (("单位名册", UNIT, _UNITS), ("干部名册", PERSON, _PEOPLE)):
        headings = first_words(subject)
        columns = [Column(headings[key], _WIDTHS.get(key, 13)) for key in keys]
        write(book, Sheet(name, name, note, columns, [], room=_ROWS))
        page: Any = book.worksheets[-1]
        for at, key in enumerate(keys):
            if words.get(key) and len(",".join(words[key])) < _LONGEST:
                _choose(page, at, words[key])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _choose(page: Any, at: int, words: Iterable[str]) -> None:
    letter = get_column_letter(at + 1)
    choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    choice.add(f"{letter}{_FIRST}:{letter}{_FIRST + _ROWS - 1}")
    page.data_validations.append(choice)
