"""A page of an output workbook, as data."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

Cell = str | int | Decimal | None


class Column(NamedTuple):
    """`width` in characters of a Latin letter; `places` the decimals that numbers show, None for what is no number.

    With `as_shown` each number shows the decimals that it has itself.
    Where there are `choices`, nothing else may be written below the head.
    """

    heading: str
    width: int
    places: int | None = None
    choices: tuple[str, ...] = ()
    as_shown: bool = False


class Page(NamedTuple):
    """A sheet with one head row, which stays in view, and rows as long as `columns`.

    `depth` is the place of the column that says how deep a row stands, from 1: deeper rows fold into those above.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    depth: int | None = None
