"""Finding the head of a sheet: below the title rows, in one row or two, whatever the order of its columns."""

from collections.abc import Sequence
from typing import NamedTuple

from cadres.workbooks.texts import heading_key

SEARCHED = 12
Grid = Sequence[Sequence[object]]


class Head(NamedTuple):
    """Where the headings stand: `columns` heading → column, rows `top` to `bottom`; `doubled` repeats (row, column)."""

    columns: dict[str, int]
    top: int
    bottom: int
    doubled: list[tuple[int, int]]


def find_head(rows: Grid, wanted: Sequence[str]) -> Head | None:
    """The one or two rows that hold most of the `wanted` headings; None when no row holds at least two of them.

    Rows and columns count from 0. Of equally good places the shorter, then the upper, is taken.
    """
    heads = [_head(rows, top, bottom, wanted) for bottom in range(len(rows)) for top in _tops(bottom)]
    best = max(heads, key=lambda head: (len(head.columns), head.top - head.bottom, -head.top), default=None)
    return best if best and len(best.columns) >= min(2, len(wanted)) else None


def _tops(bottom: int) -> range:
    return range(max(0, bottom - 1), bottom + 1)


def _head(rows: Grid, top: int, bottom: int, wanted: Sequence[str]) -> Head:
    columns: dict[str, int] = {}
    doubled: list[tuple[int, int]] = []
    for row in range(top, bottom + 1):
        for column, value in enumerate(rows[row]):
            heading = heading_key(value) if isinstance(value, str) else ""
            if heading not in wanted:
                continue
            if heading in columns:
                doubled.append((row, column))
            columns.setdefault(heading, column)
    return Head(columns, top, bottom, doubled)


def column_letters(column: int) -> str:
    """'A' for 0, 'AA' for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
