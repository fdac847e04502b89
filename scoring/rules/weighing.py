"""What the kinds that weigh parts have in common: the weights, and what becomes of that of a part without a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from scoring.facts.context import Binding, Case
from scoring.language.rule import Rule, absent
from scoring.language.scheme import Scheme
from scoring.model.figure import EXEMPT, Figure, counted
from scoring.numbers.rounding import Exact

SPREAD, SKIP, ZERO, BLOCK = "spread", "skip", "zero", "block"
WHEN_NOT_DUE: Mapping[str, str] = {
    SPREAD: "其权重按比例分摊到其余各项",
    SKIP: "不计入，总分相应减少",
    ZERO: "按 0 分计",
    BLOCK: "按方案暂不计分",
}
"""What is done with a part of which nothing fell due, and how that is told."""
WHEN_MISSING = (BLOCK, SPREAD)


@dataclass(frozen=True)
class Weighing(Rule):
    """`weights[i]` belongs to `parts[i]`; together they are `total`."""

    parts: tuple[Rule, ...]
    weights: tuple[Exact, ...]
    when_not_due: str
    when_missing: str
    total: Exact

    def children(self) -> tuple[Rule, ...]:
        """The weighted parts."""
        return self.parts

    @cached_property
    def weight_of(self) -> dict[str, Exact]:
        """The weight as written, by path of the part."""
        return {part.path: weight for part, weight in zip(self.parts, self.weights, strict=True)}

    def spread(self, parts: Sequence[Figure]) -> tuple[Fraction, ...]:
        """The weights of the parts, raised in proportion by what others gave away, so that all again make the total."""
        raw = [Fraction(0 if part.rule == EXEMPT or self.gives(part) else self.weight_of[part.rule]) for part in parts]
        there = {part.rule for part in parts} if self.when_not_due != SPREAD else self.weight_of.keys()
        kept = sum(raw) + sum([Fraction(weight) for path, weight in self.weight_of.items() if path not in there])
        return tuple(weight * Fraction(self.total) / kept for weight in raw) if kept else tuple(raw)

    def gives(self, part: Figure) -> bool:
        """Whether the part lacks an input and gives its weight away for that."""
        return part.value is None and part.rule != EXEMPT and self.when_missing == SPREAD

    def blocked(self, parts: Sequence[Figure]) -> bool:
        """Whether there is no value because nothing of some part fell due."""
        return self.when_not_due == BLOCK and len(counted(parts)) < len(self.parts)

    def name_blocked(self, to: Binding, case: Case, parts: Sequence[Figure]) -> None:
        """A problem for each subject that is so blocked."""
        who, lost = to.context.scheme.named(case.subject.key), absent(self.parts, parts)
        to.context.problems.add(f"{who} {self.label}：{lost}，{WHEN_NOT_DUE[BLOCK]}")

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """A part that blocks because nothing of it fell due, or what the parts lack."""
        lost = absent(self.parts, figure.parts) if self.when_not_due == BLOCK else ""
        return f"{lost}，{WHEN_NOT_DUE[BLOCK]}" if lost else super().gap(scheme, figure)

    def note(self, figure: Figure) -> str:
        """What became of the parts that have no value."""
        lost, gaps = absent(self.parts, figure.parts), [part.rule for part in figure.parts if self.gives(part)]
        missing = [part.label for part in self.parts if part.path in gaps]
        notes = [f"{lost}，{WHEN_NOT_DUE[self.when_not_due]}"] if lost else []
        notes += [f"缺分的{'、'.join(missing)}，{WHEN_NOT_DUE[SPREAD]}"] if missing else []
        return f"（{'；'.join(notes)}）" if notes else ""
