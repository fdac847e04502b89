"""`weighted`: the sum of parts, each times its weight; the scheme says what becomes of one without a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import ClassVar, NamedTuple

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule, absent
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.numbers.numerals import percent, plain, result
from scoring.reading.reader import Entry
from scoring.rules.head import Head
from scoring.rules.weights import read_part_weights

SPREAD, SKIP, ZERO, BLOCK = "spread", "skip", "zero", "block"
WHEN_NOT_DUE: Mapping[str, str] = {
    SPREAD: "其权重按比例分摊到其余各项",
    SKIP: "不计入，总分相应减少",
    ZERO: "按 0 分计",
    BLOCK: "按方案暂不计分",
}
"""What is done with a part of which nothing fell due, and how that is told."""
WHEN_MISSING = (BLOCK, SPREAD)
_WHOLE, _MOST = Decimal(1), Decimal(100)
"""No total is above 10 000 %: weights may turn marks of 100 into thousands of points."""


@dataclass(frozen=True)
class Weighted(Rule):
    """`weights[i]` belongs to `parts[i]`; together they are `total`.

    The basis holds the weights of the figure's parts after spreading; '0' is that of a part that gave its weight away.
    """

    kind: ClassVar[str] = "weighted"
    parts: tuple[Rule, ...]
    weights: tuple[Decimal, ...]
    when_not_due: str
    when_missing: str
    total: Decimal

    def children(self) -> tuple[Rule, ...]:
        """The weighted parts."""
        return self.parts

    @cached_property
    def weight_of(self) -> dict[str, Decimal]:
        """The weight as written, by path of the part."""
        return {part.path: weight for part, weight in zip(self.parts, self.weights, strict=True)}

    def spread(self, parts: Sequence[Figure]) -> tuple[Fraction, ...]:
        """The weights of the parts, raised in proportion by what others gave away, so that all again make the total."""
        raw = [Fraction(0 if self._gives(part) else self.weight_of[part.rule]) for part in parts]
        there = {part.rule for part in parts} if self.when_not_due != SPREAD else self.weight_of.keys()
        kept = sum(raw) + sum([Fraction(weight) for path, weight in self.weight_of.items() if path not in there])
        return tuple(weight * Fraction(self.total) / kept for weight in raw) if kept else tuple(raw)

    def plan(self, parts: Sequence[Figure]) -> "Plan":
        """The weights of the parts, made once for all figures with the same parts."""
        key = tuple([f"?{part.rule}" if self._gives(part) else part.rule for part in parts])
        return self._plans.get(key) or self._plans.setdefault(key, _plan(self.spread(parts)))

    @cached_property
    def _plans(self) -> "dict[tuple[str, ...], Plan]":
        return {}

    def _gives(self, part: Figure) -> bool:
        """Whether the part lacks an input and gives its weight away for that."""
        return part.value is None and self.when_missing == SPREAD

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Weighted":
        """Read `when_not_due`, `when_missing` and `parts` with their weights, which make up `total`."""
        policy = entry.choice("when_not_due", WHEN_NOT_DUE, "未到期办法 when_not_due ")
        stated = entry.has("when_missing")
        missing = entry.choice("when_missing", WHEN_MISSING, "缺分办法 when_missing ") if stated else BLOCK
        total = entry.share("total", _MOST) if entry.has("total") else _WHOLE
        entries = entry.entries("parts")
        weights = read_part_weights(entry, entries, total)
        return cls(*head.common(), head.parts(entries), weights, policy, missing, total)

    def bind(self, to: Binding) -> Score:
        """Σ weight × part over the parts that fell due and lack nothing."""

        def score(case: Case) -> Figure | None:
            parts = tuple([figure for part in to.parts if (figure := part(case)) is not None])
            if not parts:
                return None
            plan = self.plan(parts)
            if self.when_not_due == BLOCK and len(parts) < len(self.parts):
                _name_blocked(self, to, case, parts)
                return Figure(self.path, None, plan.basis, parts)
            return Figure(self.path, _total(parts, plan), plan.basis, parts)

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """The value from the parts there are, with the weights of the scheme; the basis must tell the same weights."""
        plan = self.plan(figure.parts)
        blocked = self.when_not_due == BLOCK and len(figure.parts) < len(self.parts)
        return None if blocked or plan.basis != figure.basis else _total(figure.parts, plan)

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """A part that blocks because nothing of it fell due, or what the parts lack."""
        lost = absent(self.parts, figure.parts) if self.when_not_due == BLOCK else ""
        return f"{lost}，{WHEN_NOT_DUE[BLOCK]}" if lost else super().gap(scheme, figure)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'平时 88.50×40% ＋ … ＝ 87.50', and what gave its weight away."""
        terms, exact = [], True
        names = {part.path: part.short for part in self.parts}
        for part, weight in zip(figure.parts, figure.basis, strict=True):
            if not self._gives(part):
                text, whole = plain(part.value)
                exact &= whole
                terms.append(f"{names[part.rule]} {text}×{percent(Fraction(str(weight)))}")
        told = " ＋ ".join(terms) + result(scheme.places, figure.value, exact, " ")
        return told + self._note(figure)

    def _note(self, figure: Figure) -> str:
        """What became of the parts that have no value."""
        lost, gaps = absent(self.parts, figure.parts), [part.rule for part in figure.parts if self._gives(part)]
        missing = [part.label for part in self.parts if part.path in gaps]
        notes = [f"{lost}，{WHEN_NOT_DUE[self.when_not_due]}"] if lost else []
        notes += [f"缺分的{'、'.join(missing)}，{WHEN_NOT_DUE[SPREAD]}"] if missing else []
        return f"（{'；'.join(notes)}）" if notes else ""

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


def _name_blocked(rule: Weighted, to: Binding, case: Case, parts: Sequence[Figure]) -> None:
    key, lost = case.subject.key, absent(rule.parts, parts)
    to.context.problems.add(f"{key.kind} {key.code} {rule.label}：{lost}，{WHEN_NOT_DUE[BLOCK]}")


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
