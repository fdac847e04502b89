"""What is wrong with a set of workbooks: gathered whole, told by place, with the cure."""

from typing import NamedTuple

from cadres.workbooks.texts import storable

KEPT = 500


class Fault(NamedTuple):
    """One fault. `sheet` is '' for a whole file, `cell` (such as 'E7') is '' for a whole sheet."""

    file: str
    sheet: str
    cell: str
    what: str
    cure: str


class Unreadable(Exception):
    """A value or a file that cannot be taken: what is wrong and how to mend it, in Chinese."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(what)
        self.what, self.cure = what, cure


class Faults:
    """All faults of a set in the order found: `count` of them, of which the first `KEPT` are kept."""

    def __init__(self) -> None:
        self.count = 0
        self.kept: list[Fault] = []

    def add(self, file: str, sheet: str, cell: str, what: str, cure: str) -> None:
        """Note one more fault."""
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append(Fault(*map(storable, (file, sheet, cell, what, cure))))

    def __bool__(self) -> bool:
        return self.count > 0
