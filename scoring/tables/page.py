"""A page of an output workbook, as data."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

Cell = str | int | Decimal | None


class Column(NamedTuple):
    """`width` in characters of a Latin letter; `places` the decimals that numbers show, None for what is no number.

    Where there are `choices`, nothing else may be written below the head.
    """

    heading: str
    width: int
    places: int | None = None
    choices: tuple[str, ...] = ()


class Page(NamedTuple):
    """A sheet with one head row, which stays in view, and rows as long as `columns`."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
