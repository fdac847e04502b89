"""`weighted`: the sum of parts, each times its weight; the scheme says what becomes of one without a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import ClassVar, NamedTuple

from scoring.facts.context import Binding, Case, Score
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure, counted
from scoring.numbers.numerals import percent, reckoning, summed
from scoring.reading.reader import Entry
from scoring.rules.head import Head
from scoring.rules.weighing import BLOCK, WHEN_MISSING, WHEN_NOT_DUE, Weighing
from scoring.rules.weights import read_part_weights

_WHOLE, _MOST = Decimal(1), Decimal(100)
"""No total is above 10 000 %: weights may turn marks of 100 into thousands of points."""


@dataclass(frozen=True)
class Weighted(Weighing):
    """The basis holds the weights of the parts after spreading; '0' is that of a part that gave its weight away."""

    kind: ClassVar[str] = "weighted"
    spares: ClassVar[bool] = True

    def plan(self, parts: Sequence[Figure]) -> "Plan":
        """The weights of the parts, made once for all figures with the same parts."""
        key = tuple([f"?{part.rule}" if self.gives(part) else part.rule for part in parts])
        return self._plans.get(key) or self._plans.setdefault(key, _plan(self.spread(parts)))

    @cached_property
    def _plans(self) -> "dict[tuple[str, ...], Plan]":
        return {}

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Weighted":
        """Read `when_not_due`, `when_missing` and `parts` with their weights, which make up `total`."""
        policy = entry.choice("when_not_due", WHEN_NOT_DUE, "未到期办法 when_not_due ")
        stated = entry.has("when_missing")
        missing = entry.choice("when_missing", WHEN_MISSING, "缺分办法 when_missing ") if stated else BLOCK
        total = entry.share("total", _MOST) if entry.has("total") else _WHOLE
        entries = entry.entries("parts")
        weights, parts = read_part_weights(entry, entries, total), head.parts(entries)
        if policy == BLOCK and any(part.exempting() for part in parts):
            reason = "有不适用于有些对象的部分，而没有到期的按 block 办，这些对象便永远没有得分"
            entry.note("when_not_due", reason, "请写 spread、skip 或 zero")
        return cls(*head.common(), parts, weights, policy, missing, total)

    def bind(self, to: Binding) -> Score:
        """Σ weight × part over the parts that fell due and lack nothing."""

        def score(case: Case) -> Figure | None:
            parts = tuple([figure for part in to.parts if (figure := part(case)) is not None])
            if not counted(parts):
                return None
            plan = self.plan(parts)
            if self.blocked(parts):
                self.name_blocked(to, case, parts)
                return Figure(self.path, None, plan.basis, parts)
            return Figure(self.path, _total(parts, plan), plan.basis, parts)

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """The value from the parts there are, with the weights of the scheme; the basis must tell the same weights."""
        plan = self.plan(figure.parts)
        return None if self.blocked(figure.parts) or plan.basis != figure.basis else _total(figure.parts, plan)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'平时 88.50×40% ＋ … ＝ 87.50', and what gave its weight away."""
        names = {part.path: part.short for part in self.parts}
        weighed = zip(figure.parts, figure.basis, strict=True)
        rows = [
            (names[part.rule], part.value, Fraction(str(weight))) for part, weight in weighed if part.value is not None
        ]
        return reckoning(scheme.places, figure.value, lambda digits: summed(rows, digits), " ") + self.note(figure)

    def shares(self, figure: Figure) -> tuple[str, ...]:
        """The weights, after spreading."""
        return tuple(percent(Fraction(str(weight))) for weight in figure.basis)


class Plan(NamedTuple):
    """The weights as the basis tells them, and as whole numbers over a common denominator."""

    basis: tuple[str, ...]
    factors: list[int]
    common: int


def _plan(weights: Sequence[Fraction]) -> Plan:
    common = lcm(*(weight.denominator for weight in weights))
    return Plan(tuple(map(str, weights)), [int(weight * common) for weight in weights], common)


def _total(parts: Sequence[Figure], plan: Plan) -> Fraction | None:
    """Σ factor × value ÷ common, brought to lowest terms once (three gcds would cost more than the rest).

    None where a part that counts has no value, or none counts.
    """
    top, bottom = 0, 1
    for part, factor in zip(parts, plan.factors, strict=True):
        if factor:
            if part.value is None:
                return None
            numerator, denominator = part.value.as_integer_ratio()
            top = top * denominator + factor * numerator * bottom
            bottom *= denominator
    return Fraction(top, bottom * plan.common) if any(plan.factors) else None
