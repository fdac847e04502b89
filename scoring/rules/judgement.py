"""`judgement`: weights told by how much more important each thing is than each other (判断矩阵)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from scoring.numbers.numerals import MOST
from scoring.numbers.pairwise import METHODS, RANDOM_INDEX, Consistency, consistency, oddest, rounded_to_one
from scoring.numbers.rounding import Exact, shown
from scoring.reading.reader import Entry

COMPARE, GEOMETRIC = "compare", "geometric"
LIMIT, DIGITS = Decimal("0.1"), 4
_FEWEST, _FINEST = 3, 8
"""Of ten things compared none weighs less than 0.0013, so that no weight is rounded to 0."""
_SCALE = "1～9 或 1/2～1/9 的标度"


@dataclass(frozen=True)
class Judgement:
    """`matrix[i][j]`: how many times as important `names[i]` is as `names[j]`; `digits` are the decimals of a share.

    The matrix is empty where the comparisons cannot be used, of which faults have told: then all weigh alike.
    """

    names: tuple[str, ...]
    matrix: tuple[tuple[Fraction, ...], ...]
    method: str
    limit: Exact
    digits: int

    @cached_property
    def exact(self) -> tuple[Fraction, ...]:
        """The weights before they are rounded."""
        if not self.matrix:
            return (Fraction(1, len(self.names)),) * len(self.names)
        return METHODS[self.method](self.matrix)

    @cached_property
    def weights(self) -> dict[str, Decimal]:
        """The weights by name, with so many decimals, together exactly 1."""
        return dict(zip(self.names, rounded_to_one(self.exact, self.digits), strict=True))

    @cached_property
    def consistency(self) -> Consistency:
        """From the exact weights."""
        return consistency(self.matrix, self.exact)

    def told_consistency(self) -> str:
        """'CR＝0.0332（λmax＝3.0385，CI＝0.0193，RI＝0.58）'; orders 1 and 2 have no RI."""
        found = self.consistency
        if not found.ri:
            return "CR＝0（不足 3 项，总是一致）"
        largest, ci, cr = (shown(one, 0, MOST)[0] for one in (found.largest, found.ci, found.cr))
        return f"CR＝{cr}（λmax＝{largest}，CI＝{ci}，RI＝{found.ri}）"


class _Fault(NamedTuple):
    entry: Entry
    key: str
    reason: str
    cure: str


class _Rows:
    """The comparisons as written: each pair once, or both ways as reciprocals; a thing with itself is 1."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.rows: Mapping[str, Entry] = {name: entry.entry(name) for name in entry.names()}
        self.said = {
            (name, other): row.ratio(other, _SCALE) for name, row in self.rows.items() for other in row.names()
        }
        self.names = tuple(dict.fromkeys([*self.rows, *(other for _, other in self.said)]))

    def faults(self) -> Iterator[_Fault]:
        """What makes them no judgement matrix, but for entries that are no numbers of the scale."""
        if len(self.names) > len(RANDOM_INDEX):
            reason = f"共比较 {len(self.names)} 项，超过 {len(RANDOM_INDEX)} 项"
            yield _Fault(self.entry, "", reason, "请分层，每层少比较几项")
            return
        for place, name in enumerate(self.names):
            yield from self._with_itself(name)
            for other in self.names[place + 1 :]:
                yield from self._pair(name, other)

    def _with_itself(self, name: str) -> Iterator[_Fault]:
        own = self.said.get((name, name))
        if own and own != 1:
            yield _Fault(self.rows[name], name, f"“{name}”与自己相比应为 1，现为 {own}", "请改为 1，或删去")

    def _pair(self, name: str, other: str) -> Iterator[_Fault]:
        there, back = (name, other), (other, name)
        if there not in self.said and back not in self.said:
            yield _Fault(self.entry, "", f"没有比较“{name}”和“{other}”", f"请在“{name}”下补写它比“{other}”重要几倍")
            return
        one, two = self.said.get(there), self.said.get(back)
        if one and two and one * two != 1:
            reason = f"“{other}”比“{name}”为 {two}，与“{name}”比“{other}”为 {one} 不成倒数"
            yield _Fault(self.rows[other], name, reason, f"请改为 {1 / one}，或删去这一个")

    def matrix(self) -> tuple[tuple[Fraction, ...], ...]:
        """All comparisons both ways; what is not there is 1, which a fault has told of."""
        return tuple(tuple(self._entry(name, other) for other in self.names) for name in self.names)

    def _entry(self, name: str, other: str) -> Fraction:
        if name == other:
            return Fraction(1)
        return self.said.get((name, other)) or 1 / (self.said.get((other, name)) or Fraction(1))


def read(entry: Entry) -> Judgement:
    """`compare`, and optionally `method`, `consistency` and `digits`; what contradicts itself is noted and refused."""
    rows = _Rows(entry.entry(COMPARE))
    method = entry.choice("method", METHODS, "求权办法 method ") if entry.has("method") else GEOMETRIC
    limit = entry.share("consistency") if entry.has("consistency") else LIMIT
    digits = entry.whole("digits", _FEWEST, _FINEST) if entry.has("digits") else DIGITS
    if not rows.names:
        entry.note(COMPARE, "没有写一项比较", "请写成 甲: {乙: 3} 这样，即甲的重要程度是乙的 3 倍")
    faults = list(rows.faults())
    for fault in faults:
        fault.entry.note(fault.key, fault.reason, fault.cure)
    sound = rows.names and not faults and all(rows.said.values()) and _FEWEST <= digits <= _FINEST
    if not sound:
        return Judgement(rows.names or ("",), (), GEOMETRIC, LIMIT, DIGITS)
    found = Judgement(rows.names, rows.matrix(), method or GEOMETRIC, limit, digits)
    _check(entry, found)
    return found


def _check(entry: Entry, found: Judgement) -> None:
    """Refuse comparisons that contradict each other too much."""
    if found.consistency.cr >= found.limit:
        reason = f"两两比较前后矛盾，{found.told_consistency()}，不小于 {found.limit}"
        entry.note(COMPARE, reason, f"请重新比较，先看矛盾最大的一处：{_oddest(found)}")


def _oddest(found: Judgement) -> str:
    """'“甲”比“乙”为 3，“乙”比“丙”为 1/9，相乘为 1/3，而“甲”比“丙”为 5'."""
    first, second, third = oddest(found.matrix)
    pairs = (first, second), (second, third), (first, third)
    said = [f"“{found.names[one]}”比“{found.names[two]}”为 {found.matrix[one][two]}" for one, two in pairs]
    return f"{said[0]}，{said[1]}，相乘为 {found.matrix[first][second] * found.matrix[second][third]}，而{said[2]}"
