"""A table as it stands in a file: numbered rows of values, nothing understood yet."""

from collections.abc import Sequence
from typing import NamedTuple

from scoring.tables.texts import heading

MOST_ROWS, MOST_COLUMNS = 300_000, 120
SEARCHED = 12
"""The head of a table stands within its first rows."""


class Raw(NamedTuple):
    """`name` says which table it is; `sheet` is '' for a CSV file. Rows are (number from 1, values from column A)."""

    file: str
    sheet: str
    name: str
    rows: Sequence[tuple[int, Sequence[object]]]


class Head(NamedTuple):
    """`at` is the place of the head in `Raw.rows`, `columns` the place of each heading, `doubled` repeated headings."""

    at: int
    columns: dict[str, int]
    doubled: tuple[str, ...]


def filled(value: object) -> bool:
    """Whether a cell holds anything."""
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def find_head(raw: Raw, wanted: Sequence[str]) -> Head | None:
    """The row that holds most of the `wanted` headings, of equally good ones the first; None where no row holds two."""
    heads = [_head(at, values, wanted) for at, (_, values) in enumerate(raw.rows[:SEARCHED])]
    counted = [(len(head.columns.keys() & set(wanted)), -head.at, head) for head in heads]
    best = max(counted, default=None, key=lambda one: one[:2])
    return best[2] if best and best[0] >= min(2, len(wanted)) else None


def _head(at: int, values: Sequence[object], wanted: Sequence[str]) -> Head:
    columns: dict[str, int] = {}
    doubled = []
    for place, value in enumerate(values):
        word = heading(value) if isinstance(value, str) else ""
        if word in columns:
            doubled.append(word)
        elif word:
            columns[word] = place
    return Head(at, columns, tuple(doubled))
