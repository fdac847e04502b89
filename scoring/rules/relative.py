"""`relative`: a part measured by the same part of others: by the best, the mean, the range or the deviation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.numbers.numerals import Working, against, plain, reckoning, signed
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry
from scoring.rules.compared import HIGHER, LOWER, Compared, Peers
from scoring.rules.head import Head
from scoring.rules.yardsticks import BEST, DEVIATION, MEAN, RANGE, YARDS, Scale, Yard

_TO: Mapping[str, str] = {BEST: "与最好的相比", MEAN: "与平均相比", RANGE: "按最低到最高", DEVIATION: "按离均差"}


@dataclass(frozen=True)
class Relative(Compared):
    """`flat` counts where there is nothing to divide by. Basis: how many are compared, the two numbers of the yard."""

    kind: ClassVar[str] = "relative"
    scale: Scale
    flat: Decimal

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Relative":
        """Read the scope, `to` with its points, and `flat`."""
        common = cls.common(entry, head)
        scale, flat = _scale(entry, common[-1].better), entry.decimal("flat")
        if scale.zero is not None and entry.has("zero") and not flat <= scale.zero >= scale.high * (scale.to == BEST):
            entry.note("zero", f"{scale.zero} 低于别的分", "请使 zero 不低于 flat，与最好的相比时也不低于 full")
        return cls(*common, scale, flat)

    @property
    def rising(self) -> bool:
        """Whether more is better."""
        return self.scope.better == HIGHER

    def bind(self, to: Binding) -> Score:
        """The points of the part by the yard of those who count."""
        peers, yards = Peers(to, self.scope, self.path), dict[str, tuple[str, ...]]()

        def score(case: Case) -> Figure | None:
            part, scope = peers.figures[case.subject.key.code], peers.scope_of(case, self)
            if part is None:
                return None
            if part.value is None or not scope:
                return Figure(self.path, None, (), (part,))
            if scope not in yards:
                base = peers.base.get(scope, [])
                yard = YARDS[self.scale.to](base, self.rising) if base else ()
                yards[scope] = (str(len(base)), *map(str, yard))
            figure = Figure(self.path, None, yards[scope], (part,))
            return figure._replace(value=self.value(figure))

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """The points by the yard told."""
        if not _told(figure.basis) or not figure.parts or figure.parts[0].value is None:
            return None
        yard = _yard(figure)
        if yard and not self.scale.knows(yard):
            return None
        points = self.scale.points(Fraction(figure.parts[0].value), yard, self.rising) if yard else None
        return Fraction(self.flat) if points is None else points

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'本组 12 个最高 95.00，90.00÷95.00×100≈94.7368'."""
        own, yard, where = figure.parts[0].value, _yard(figure), self.where(scheme, str(figure.basis[0]))
        if own is None or yard is None:
            return f"{where}，没有可比的，按 {signed(str(self.flat))} 分计"
        points = self.scale.points(Fraction(own), yard, self.rising)
        if points is None:
            return f"{where}，没有高低之分或不能相除，按 {signed(str(self.flat))} 分计"
        words = self.scale.words(own, yard, self.rising).text
        if self.scale.zero is not None and own <= 0:
            head = f"{where}{words.partition('，')[0]}"
            return f"{head}，{self.part.short} {plain(own)[0]} 不高于 0，按 {signed(str(self.scale.zero))} 计"
        over = self.scale.over_zero(Fraction(own), yard)
        if over is not None:
            told = self._reckoned(scheme, own, yard, over)
            return f"{where}{told}，超过 {signed(str(self.scale.zero))}，按 {signed(str(self.scale.zero))} 计"
        if self.scale.to == RANGE and not yard[0] <= Fraction(own) <= yard[1]:
            ends = words.partition("，")[0]
            return f"{where}{ends}，{self.part.short} {against(own, *yard)} 在此之外，按 {plain(points)[0]} 计"
        return f"{where}{self._reckoned(scheme, own, yard, figure.value)}"

    def _reckoned(self, scheme: Scheme, own: Exact, yard: Yard, value: Exact | None) -> str:
        beside = [] if self.scale.zero is None else [self.scale.zero]

        def tell(digits: int) -> Working:
            return self.scale.words(own, yard, self.rising, digits)

        return reckoning(scheme.places, value, tell, beside=beside)


def _told(basis: Sequence[str | int]) -> bool:
    """Whether the basis is a count and a yard, or only that there is nobody to compare with."""
    return len(basis) == (1 if basis[:1] == ("0",) else 3) and int(basis[0]) >= 0


def _scale(entry: Entry, better: str) -> Scale:
    """`full` for best and mean, `low` and `high` for range, `mean`, `spread` and `digits` for deviation.

    Best and mean also need `zero` where lower is better.
    """
    to = entry.choice("to", _TO, "比较办法 to ")
    if to == RANGE:
        low, high = entry.decimal("low"), entry.decimal("high")
        if low >= high and not entry.lost:
            entry.note("high", f"下限 {low} 不小于上限 {high}", "请使 low 小于 high")
        return Scale(to, low, high, 0)
    if to == DEVIATION:
        return Scale(to, entry.decimal("mean"), entry.positive("spread"), entry.whole("digits", 1, 12))
    zero = entry.decimal("zero") if better == LOWER else None
    return Scale(to, Decimal(0), entry.positive("full"), 0, zero)


def _yard(figure: Figure) -> Yard | None:
    """The yard told in a figure's basis; None where nobody counted."""
    numbers = [Fraction(str(one)) for one in figure.basis[1:]]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None
