"""A sheet before it is written: titles, head, rows of facts, and what an office puts between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from samples.hangjin.habits import Value

FACT, BLANK, SUM = "fact", "blank", "sum"


class Column(NamedTuple):
    """``merged``: equal cells that follow each other are one merged cell. ``group``: the head above the head."""

    head: str
    width: int
    merged: bool = False
    group: str = ""


class Row(NamedTuple):
    values: Sequence[Value]
    kind: str = FACT


@dataclass(frozen=True)
class Table:
    name: str
    title: str
    sender: str
    columns: tuple[Column, ...]
    rows: list[Row]
    note: str

    @property
    def grouped(self) -> bool:
        return any(column.group for column in self.columns)

    def shuffled(self, rng: Random) -> "Table":
        """The same facts in another order, every cell written out, nothing between them."""
        rows = [row for row in self.rows if row.kind == FACT]
        rng.shuffle(rows)
        columns = tuple(column._replace(merged=False) for column in self.columns)
        return Table(self.name, self.title, self.sender, columns, rows, self.note)


def with_blanks(rows: list[Row], key: int, every: int) -> list[Row]:
    """Put a blank row after every so many groups of equal values in column ``key``."""
    result: list[Row] = []
    groups = 0
    for row in rows:
        if result and result[-1].values[key] != row.values[key]:
            groups += 1
            if groups % every == 0:
                result.append(Row([None] * len(row.values), BLANK))
        result.append(row)
    return result
