"""Finding the head of a roster whatever its words: aliases, two levels with merged cells, marks of must-be columns."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cadres.workbooks.heads import SEARCHED
from cadres.workbooks.tables import Grid
from cadres.workbooks.texts import heading_key

Rows = Sequence[Sequence[object]]
_MARKS = "*＊★※"


class Heading(NamedTuple):
    """A column's heading as found: `key` the program's name for it, '' for words it does not know."""

    key: str
    words: str
    line: int


class Head(NamedTuple):
    """`at` key → column (from 0); `bottom` last row of the head (from 0); `unknown` words that no column is known by;
    `doubled` cells (line from 1, column from 0) whose heading stands twice.
    """

    at: dict[str, int]
    bottom: int
    unknown: list[str]
    doubled: list[tuple[int, int]]


def find_head(grid: Grid, rows: Rows, aliases: Mapping[str, str]) -> Head | None:
    """The one or two rows among the first that hold most known headings; None when none holds two.

    `aliases` heading as `heading_key` gives it → key. Of equally good places the shorter, then the upper, is taken.
    """
    tops = ((top, bottom) for bottom in range(min(SEARCHED, len(rows))) for top in (bottom, bottom - 1) if top >= 0)
    heads = [(_head(grid, rows, top, bottom, aliases), top) for top, bottom in tops]
    best, _ = max(heads, key=lambda one: (len(one[0].at), one[1] - one[0].bottom, -one[1]), default=(None, 0))
    return best if best and len(best.at) >= 2 else None


def _head(grid: Grid, rows: Rows, top: int, bottom: int, aliases: Mapping[str, str]) -> Head:
    at: dict[str, int] = {}
    unknown, doubled = list[str](), list[tuple[int, int]]()
    for column, heading in _headings(grid, rows, top, bottom, aliases):
        if not heading.key:
            unknown.append(heading.words)
        elif heading.key in at:
            doubled.append((heading.line, column))
        else:
            at[heading.key] = column
    return Head(at, bottom, unknown, doubled)


def _headings(
    grid: Grid, rows: Rows, top: int, bottom: int, aliases: Mapping[str, str]
) -> Iterator[tuple[int, Heading]]:
    lower = [_words(value) for value in rows[bottom]]
    upper = _spread(grid, rows, top) if top < bottom else [""] * len(lower)
    for column in range(max(len(lower), len(upper))):
        low = lower[column] if column < len(lower) else ""
        high = upper[column] if column < len(upper) else ""
        line = bottom + 1 if low else top + 1
        tried = [high + low, low] if low else [high]
        key = next((aliases[words] for words in tried if words in aliases), "")
        if high + low:
            yield column, Heading(key, high + low, line)


def _spread(grid: Grid, rows: Rows, top: int) -> list[str]:
    """A head's upper row with each merged heading over all its columns. Without merging (CSV, or a sheet that lost it)
    a heading reaches over the blanks on its right, as far as the row below it has words.
    """
    words = [_words(value) for value in rows[top]]
    below = [_words(value) for value in rows[top + 1]]
    merged = grid.across(top + 1)
    for left, right in merged.items():
        for column in range(left + 1, min(right + 1, len(words))):
            words[column] = words[left] if left < len(words) else ""
    if merged:
        return words
    for column in range(1, len(words)):
        if not words[column] and column < len(below) and below[column] and below[column - 1]:
            words[column] = words[column - 1]
    return words


def _words(value: object) -> str:
    return heading_key(value.strip(_MARKS + " \t\n\u3000")) if isinstance(value, str) else ""
