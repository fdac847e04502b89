"""`table`: a stated value by several keys at once: attributes of the subject, its group, the values of parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.model.sheet import GROUP
from scoring.numbers.numerals import DIGITS, plain
from scoring.numbers.rounding import Exact, shown
from scoring.reading.reader import Entry, listed
from scoring.rules.head import Head

OTHERWISE = "otherwise"
Row = tuple[str, ...]
Cells = Mapping[str, "Cells | Exact"]
"""Values by the first key's values, below them by the second key's, and so on; 'otherwise' for all not written."""


@dataclass(frozen=True)
class Table(Rule):
    """`cells` are nested one level for each of `keys`; a key that names one of `parts` is that part's value.

    The basis tells the keys' values; a number is a key as short as it can be written.
    """

    kind: ClassVar[str] = "table"
    keys: Row
    parts: Mapping[str, Rule]
    cells: Cells

    def children(self) -> tuple[Rule, ...]:
        """The parts whose values are keys."""
        return tuple(self.parts.values())

    def tells(self) -> tuple[str, ...]:
        """The keys that are attributes."""
        return tuple(key for key in self.keys if key not in self.parts)

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Table":
        """Read `keys`, `parts` and `rows`."""
        keys = entry.texts("keys")
        if entry.has("keys") and not keys:
            entry.note("keys", "没有写按什么查表", "请写属性名、group 或 parts 中的名称")
        entries = entry.entries("parts", required=False)
        parts = dict(zip(entries, head.parts(entries), strict=True))
        for name in parts.keys() - set(keys):
            entry.note("parts", f"“{name}”不在 keys 中", "请写进 keys，或删去")
        cells = _cells(entry.entry("rows"), len(keys))
        _check_full(entry.entry("rows"), cells, [list(level) for level in _levels(cells)])
        return cls(*head.common(), keys, parts, cells)

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """Every group of the subjects has its row, and no row is of a group that is not there."""
        if GROUP not in self.keys or GROUP in self.parts:
            return
        groups = scheme.subjects[kind].groups
        for branch in _branches(self.cells, self.keys.index(GROUP)):
            lost = [group for group in groups if group not in branch and OTHERWISE not in branch]
            odd = [name for name in branch if name not in groups and name != OTHERWISE]
            if lost:
                entry.note("rows", f"没有写组 {listed(lost)}", "请补写，或写 otherwise")
            if odd:
                entry.note("rows", f"没有 {listed(odd)} 这样的组", f"可用：{listed(groups)}")

    def bind(self, to: Binding) -> Score:
        """The cell of the subject; what the table does not have is named and has no value."""
        bound = dict(zip(self.parts, to.parts, strict=True))

        def score(case: Case) -> Figure | None:
            parts = {name: figure for name, part in bound.items() if (figure := part(case)) is not None}
            there = tuple(parts.values())
            if len(there) < len(bound):
                return None
            if any(part.value is None for part in there):
                return Figure(self.path, None, (), there)
            row = tuple([_word(parts[key].value) if key in parts else case.subject.attribute(key) for key in self.keys])
            found = _found(self.cells, row)
            if found is None:
                told = f"{to.context.scheme.named(case.subject.key)} {self.label}"
                to.context.problems.add(f"{told}：{self._lack(None, row)}，未计分")
            return Figure(self.path, None if found is None else Fraction(found), row, there)

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """The cell of the basis, whose numbers must be the parts' values."""
        row, places = tuple(map(str, figure.basis)), [self.keys.index(name) for name in self.parts]
        words = [None if part.value is None else _word(part.value) for part in figure.parts]
        if len(row) != len(self.keys) or words != [row[place] for place in places]:
            return None
        found = _found(self.cells, row)
        return None if found is None else Fraction(found)

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """A row that the table does not have, or what a part lacks."""
        row = tuple(map(str, figure.basis))
        return f"{self._lack(scheme, row)}，没有计分" if row else super().gap(scheme, figure)

    def _lack(self, scheme: Scheme | None, row: Row) -> str:
        empty = [self._key(key) for key, value in zip(self.keys, row, strict=True) if not value]
        return f"没有填写“{'”“'.join(empty)}”" if empty else f"表中没有{self._named(scheme, row)}"

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'查表：级别“国家级”、奖项“一等奖”，得 10'."""
        row = tuple(map(str, figure.basis))
        found = _found(self.cells, row)
        return f"查表：{self._named(scheme, row)}，得 {plain(found)[0]}"

    def _named(self, scheme: Scheme | None, row: Row) -> str:
        return "、".join(
            f"{self._key(key)}“{self._shown(scheme, key, value)}”" for key, value in zip(self.keys, row, strict=True)
        )

    def _key(self, key: str) -> str:
        return self.parts[key].short if key in self.parts else "组" if key == GROUP else key

    def _shown(self, scheme: Scheme | None, key: str, value: str) -> str:
        kind = scheme.subjects.get(self.path.partition(".")[0]) if scheme else None
        return kind.groups.get(value, value) if kind and key == GROUP else value


def _word(value: Exact | None) -> str:
    """A number as a key; one that has no end is cut, and then stands in no table."""
    text, exact = shown(value or Fraction(0), 0, DIGITS)
    return text if exact else f"{text}…"


def _found(cells: Cells, row: Row) -> Exact | None:
    """The cell of `row`; None where neither its values nor 'otherwise' are written, or one of them is not filled in."""
    found: Cells | Exact | None = cells if all(row) else None
    for value in row:
        found = found.get(value, found.get(OTHERWISE)) if isinstance(found, Mapping) else None
    return None if found is None or isinstance(found, Mapping) else found


def _cells(entry: Entry, depth: int) -> Cells:
    if depth < 1:
        entry.excused = True
        return {}
    names = entry.names()
    if not names and not entry.lost:
        entry.note("", "这里是空的", "请至少写一项")
    return {name: entry.number(name) if depth == 1 else _cells(entry.entry(name), depth - 1) for name in names}


def _branches(cells: Cells, depth: int) -> Iterator[Cells]:
    """The mappings `depth` levels down."""
    if depth == 0:
        yield cells
    for below in cells.values() if depth else ():
        if isinstance(below, Mapping):
            yield from _branches(below, depth - 1)


def _levels(cells: Cells) -> Iterator[dict[str, None]]:
    """All values written for each key, wherever."""
    depth = 0
    while branches := list(_branches(cells, depth)):
        yield {name: None for branch in branches for name in branch if name != OTHERWISE}
        depth += 1


def _check_full(entry: Entry, cells: Cells, levels: list[list[str]]) -> None:
    """What is written for a key in one branch is written in every branch, or it says 'otherwise'."""
    lost = [name for name in levels[0] if name not in cells and OTHERWISE not in cells] if levels else []
    if lost:
        entry.note("", f"没有写 {listed(lost)}", "请补写，或写 otherwise")
    for name, below in cells.items():
        if isinstance(below, Mapping):
            _check_full(entry.entry(name), below, levels[1:])
