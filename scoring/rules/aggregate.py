"""`aggregate`: several parts into one: their mean, median, least or greatest, after dropping some at the ends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule, absent
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure, counted
from scoring.numbers.numerals import averaged, plain, reckoning
from scoring.reading.reader import Entry
from scoring.rules import trimming
from scoring.rules.head import Head
from scoring.rules.trimming import Cut, Trim, staying

MEAN, MEDIAN, MIN, MAX = "mean", "median", "min", "max"


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _median(values: Sequence[Fraction]) -> Fraction:
    """The middle one by size, of an even number the mean of the two in the middle."""
    return _mean(_middle(sorted(values)))


def _middle(ordered: Sequence[Fraction]) -> Sequence[Fraction]:
    return ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]


WAYS: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {MEAN: _mean, MEDIAN: _median, MIN: min, MAX: max}
_PICKED = {MIN: "取最低", MAX: "取最高"}


@dataclass(frozen=True)
class Aggregate(Rule):
    """`take` is one of `WAYS`; `best` keeps so many of the highest (None: all), else `trim` says what goes.

    The basis holds the places (from 0, among those that apply) of the parts that count.
    """

    kind: ClassVar[str] = "aggregate"
    spares: ClassVar[bool] = True
    parts: tuple[Rule, ...]
    take: str
    best: int | None
    trim: Trim

    def children(self) -> tuple[Rule, ...]:
        """The parts."""
        return self.parts

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Aggregate":
        """Read `take`, `best` or `trim`, and `parts`."""
        take = entry.choice("take", WAYS, "合成办法 take ")
        best = entry.whole("best", 1, trimming.MOST) if entry.has("best") else None
        trim, entries = trimming.read(entry), entry.entries("parts")
        if best is not None and trim != Trim():
            entry.note("best", "best 与 trim 只能写一个", "请删去其中一个")
        if best is not None and entries and best >= len(entries):
            entry.note("best", f"取最好的 {best} 项，而 parts 只有 {len(entries)} 项", "请减小 best，或删去 best")
        return cls(*head.common(), head.parts(entries), take, best, trim)

    def bind(self, to: Binding) -> Score:
        """One value of the parts that fell due; none where any of them lacks an input."""

        def score(case: Case) -> Figure | None:
            parts = tuple([figure for part in to.parts if (figure := part(case)) is not None])
            values = _values(parts)
            if not values:
                return Figure(self.path, None, (), parts) if counted(parts) else None
            stay = self._stay(values)
            return Figure(self.path, self._taken(values, stay), tuple(map(str, stay)), parts)

        return score

    def _stay(self, values: Sequence[Fraction]) -> tuple[int, ...]:
        trim = self.trim if self.best is None else Trim(lowest=Cut(max(0, len(values) - self.best)))
        return staying(values, trim)

    def _taken(self, values: Sequence[Fraction], stay: Sequence[int]) -> Fraction:
        return WAYS[self.take]([values[place] for place in stay])

    def value(self, figure: Figure) -> Fraction | None:
        """The value of the parts that stay, which must be those told."""
        values = _values(figure.parts)
        if not values or tuple(map(str, self._stay(values))) != figure.basis:
            return None
        return self._taken(values, self._stay(values))

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'去掉最高 丙 95.00、最低 甲 80.00，其余 2 项平均：（乙 90.00＋丁 91.00）÷2＝90.50'."""
        stay = {int(place) for place in figure.basis}
        parts = counted(figure.parts)
        named = {place: self._named(scheme, part) for place, part in enumerate(parts)}
        kept = [part for place, part in enumerate(parts) if place in stay]
        told = self._ways(scheme, figure, kept, [named[place] for place in sorted(stay)])
        return (
            self._dropped([text for place, text in named.items() if place not in stay], len(kept))
            + told
            + self._lost(figure)
        )

    def _named(self, scheme: Scheme, part: Figure) -> str:
        return f"{scheme.rule_of(part.rule).short} {plain(part.value)[0]}"

    def _dropped(self, texts: Sequence[str], kept: int) -> str:
        if not texts:
            return ""
        return f"取最好的 {kept} 项（不计{'、'.join(texts)}），" if self.best else f"去掉{'、'.join(texts)}，"

    def _ways(self, scheme: Scheme, figure: Figure, kept: Sequence[Figure], texts: Sequence[str]) -> str:
        if self.take in _PICKED:
            return f"{'、'.join(texts)}，{_PICKED[self.take]}的 {plain(figure.value)[0]}"
        if self.take == MEAN:
            names = [scheme.rule_of(part.rule).short for part in kept]
            return f"{len(texts)}项平均：{_mean_of(scheme, figure, kept, names)}"
        ordered = sorted(kept, key=lambda part: part.value or 0)
        middle = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
        row = "、".join([self._named(scheme, part) for part in ordered])
        half = _mean_of(scheme, figure, middle, ()) if len(middle) > 1 else plain(middle[0].value)[0]
        return f"由低到高：{row}，中位数 {half}"

    def _lost(self, figure: Figure) -> str:
        lost = absent(self.parts, figure.parts)
        return f"（{lost}，不参加）" if lost else ""


def _mean_of(scheme: Scheme, figure: Figure, parts: Sequence[Figure], names: Sequence[str]) -> str:
    """'（乙 90.00＋丁 91.00）÷2＝90.50'."""
    values = [part.value for part in parts if part.value is not None]
    return reckoning(scheme.places, figure.value, lambda digits: averaged(values, digits, names))


def _values(parts: Sequence[Figure]) -> list[Fraction] | None:
    """The values of the parts that apply, None where one has none."""
    there = counted(parts)
    values = [Fraction(part.value) for part in there if part.value is not None]
    return values if len(values) == len(there) else None
