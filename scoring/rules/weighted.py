"""`weighted`: the sum of parts, each times its weight; what never fell due gives its weight to the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import ClassVar

from scoring.context import Binding, Case, Score
from scoring.figure import Figure
from scoring.numerals import percent, plain, result
from scoring.reader import Entry
from scoring.rule import Rule
from scoring.rules.head import Head
from scoring.scheme import Scheme

SPREAD = "spread"


@dataclass(frozen=True)
class Weighted(Rule):
    """`weights[i]` belongs to `parts[i]`; together they are 1."""

    kind: ClassVar[str] = "weighted"
    parts: tuple[Rule, ...]
    weights: tuple[Decimal, ...]
    when_not_due: str

    def children(self) -> tuple[Rule, ...]:
        """The weighted parts."""
        return self.parts

    @cached_property
    def weight_of(self) -> dict[str, Decimal]:
        """The weight as written, by path of the part."""
        return {part.path: weight for part, weight in zip(self.parts, self.weights, strict=True)}

    def spread(self, paths: Sequence[str]) -> tuple[Fraction, ...]:
        """The weights of the parts at `paths`, raised in proportion so that they add up to 1."""
        raw = [Fraction(self.weight_of[path]) for path in paths]
        total = sum(raw)
        return tuple(weight / total for weight in raw)

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Weighted":
        """Read `when_not_due` and `parts`, each with a `weight`; the weights must add up to 100 %."""
        policy = entry.choice("when_not_due", [SPREAD], "未到期办法 when_not_due ")
        entries = entry.entries("parts")
        weights = tuple(part.share("weight") for part in entries.values())
        if all(weights) and entries and sum(weights) != 1:
            reason = f"权重之和为 {percent(Decimal(sum(weights)))}，应为 100%"
            entry.note("parts", reason, "请改各项 weight，使合计为 100%")
        return cls(*head.common(), head.parts(entries), weights, policy)

    def bind(self, to: Binding) -> Score:
        """Σ weight × part over the parts that fell due."""
        plans: dict[tuple[str, ...], tuple[tuple[str, ...], list[int], int]] = {}

        def plan(paths: tuple[str, ...]) -> tuple[tuple[str, ...], list[int], int]:
            weights = self.spread(paths)
            common = lcm(*(weight.denominator for weight in weights))
            return tuple(map(str, weights)), [int(weight * common) for weight in weights], common

        def score(case: Case) -> Figure | None:
            parts = tuple(figure for part in to.parts if (figure := part(case)) is not None)
            if not parts:
                return None
            paths = tuple([part.rule for part in parts])
            basis, factors, common = plans.get(paths) or plans.setdefault(paths, plan(paths))
            return Figure(self.path, _total(parts, factors, common), basis, parts)

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """The value from the parts there are, with the weights of the scheme; the basis must tell the same weights."""
        weights = self.spread([part.rule for part in figure.parts])
        if not weights or tuple(map(str, weights)) != figure.basis:
            return None
        total = Fraction(0)
        for part, weight in zip(figure.parts, weights, strict=True):
            if part.value is None:
                return None
            total += weight * Fraction(part.value)
        return total

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'平时 88.50×40% ＋ … ＝ 87.50', and what gave its weight away."""
        terms, exact = [], True
        names = {part.path: part.short for part in self.parts}
        for part, weight in zip(figure.parts, figure.basis, strict=True):
            text, whole = plain(part.value)
            exact &= whole
            terms.append(f"{names[part.rule]} {text}×{percent(Fraction(str(weight)))}")
        told = " ＋ ".join(terms) + result(scheme.places, figure.value, exact, " ")
        left_out = [part.label for part in self.parts if part.path not in {one.rule for one in figure.parts}]
        note = f"（本年没有到期的{'、'.join(left_out)}，其权重按比例分摊到其余各项）" if left_out else ""
        return told + note

    def shares(self, figure: Figure) -> tuple[str, ...]:
        """The weights, after spreading."""
        return tuple(percent(Fraction(str(weight))) for weight in figure.basis)


def _total(parts: Sequence[Figure], factors: Sequence[int], common: int) -> Fraction | None:
    """Σ factor × value ÷ common, brought to lowest terms once (three gcds would cost more than the rest)."""
    top, bottom = 0, 1
    for part, factor in zip(parts, factors, strict=True):
        if part.value is None:
            return None
        numerator, denominator = part.value.as_integer_ratio()
        top = top * denominator + factor * numerator * bottom
        bottom *= denominator
    return Fraction(top, bottom * common)
