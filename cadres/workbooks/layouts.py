"""What a sheet holds: its columns, how each is read, what a row becomes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from cadres.workbooks.cells import Reader

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: found by `heading`, read by `read`, called `key` by the program.

    `must`: an empty cell is a fault. `down`: a vertically merged cell counts for all its rows.
    `optional`: the sheet may lack the column, which then reads as empty.
    """

    key: str
    heading: str
    read: Reader
    must: bool = True
    down: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Layout(Generic[RowT]):
    """One kind of sheet. `make` turns [line, value, …] (values in the order of `columns`) into a row.

    `must`: a set of workbooks without the sheet is refused.
    """

    sheet: str
    columns: Sequence[Column]
    make: Callable[[list[object]], RowT]
    must: bool = True
