"""What is wrong with a set of tables: gathered whole, told by place, with the cure."""

from typing import NamedTuple

from scoring.errors import TOLD, SheetError
from scoring.tables.texts import column_letters, shown


class Place(NamedTuple):
    """Where something stands: `sheet` '' in a CSV file, `row` from 1, 0 for a whole table, `column` from 0 or None."""

    file: str
    sheet: str = ""
    row: int = 0
    column: int | None = None
    heading: str = ""

    def __str__(self) -> str:
        told = [self.file, self.sheet and f"工作表“{self.sheet}”", f"第 {self.row} 行" if self.row else ""]
        if self.column is not None:
            told.append(f"{column_letters(self.column)} 列（{self.heading}）")
        return " ".join(filter(None, told))


class TableFault(NamedTuple):
    """One fault: where, the value that stands there ('' where none does), what is wrong, what to do."""

    place: Place
    value: str
    reason: str
    cure: str

    def __str__(self) -> str:
        value = f"“{shown(self.value)}”" if self.value else ""
        return f"{self.place}：{value}{self.reason}。{self.cure}。"


class Unreadable(Exception):
    """A value that cannot be taken: `reason` and `cure` in Chinese, without a full stop."""

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(reason)
        self.reason, self.cure = reason, cure


class TablesError(SheetError):
    """Tables that cannot be used; `faults` holds those kept, in the order found, `count` is how many there are."""

    def __init__(self, faults: list[TableFault], count: int) -> None:
        self.faults, self.count = tuple(faults), count
        more = [f"还有 {count - len(faults)} 处问题没有列出。请先改正以上各处。"] if count > len(faults) else []
        super().__init__("\n".join([*map(str, faults), *more]))


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self._kept: list[TableFault] = []
        self._count = 0

    def note(self, place: Place, value: str, reason: str, cure: str) -> None:
        """Keep a fault and go on."""
        self.count()
        if not self.full:
            self._kept.append(TableFault(place, value, reason, cure))

    @property
    def full(self) -> bool:
        """Whether further faults are only counted."""
        return len(self._kept) >= TOLD

    def count(self) -> None:
        """One more, told or not."""
        self._count += 1

    def add(self, error: TablesError) -> None:
        """Keep the faults of a file that could not be read."""
        for fault in error.faults:
            self.note(*fault)

    def finish(self) -> None:
        """Raise TablesError if anything was wrong."""
        if self._count:
            raise TablesError(self._kept, self._count)


def refused(file: str, reason: str, cure: str) -> TablesError:
    """A file that cannot be read at all."""
    return TablesError([TableFault(Place(file), "", reason, cure)], 1)
