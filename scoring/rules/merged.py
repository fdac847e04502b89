"""`merged`: several subjects count as one, such as an office and its branches: all get the same value."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from scoring.context import Binding, Case, Score
from scoring.figure import Figure
from scoring.numerals import plain, result, series
from scoring.reader import Entry
from scoring.rule import Rule
from scoring.rules.compared import HIGHER, KIND, Peers, Scope
from scoring.rules.head import Head
from scoring.scheme import Scheme

MEAN, BEST, WORST, SUM = "mean", "best", "worst", "sum"
Values = Sequence[Fraction]
COMBINED: Mapping[str, tuple[str, Callable[[Values], Fraction]]] = {
    MEAN: ("平均", lambda values: sum(values, Fraction(0)) / len(values)),
    BEST: ("取最高", max),
    WORST: ("取最低", min),
    SUM: ("合计", lambda values: sum(values, Fraction(0))),
}
"""How several values become one, with its word."""


@dataclass(frozen=True)
class Merged(Rule):
    """Who shares the attribute `by` counts as one; `take` says how the parts become one value.

    Basis: what they share, then the values of all of them, highest first; empty for one who stands alone.
    """

    kind: ClassVar[str] = "merged"
    compares: ClassVar[bool] = True
    part: Rule
    by: str
    take: str

    def children(self) -> tuple[Rule, ...]:
        """The part that is merged."""
        return (self.part,)

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Merged":
        """Read `by`, `take` and `part`."""
        by, take = entry.text("by"), entry.choice("take", COMBINED, "合并办法 take ")
        return cls(*head.common(), head.part(entry), by, take)

    def bind(self, to: Binding) -> Score:
        """One value for all who share the attribute; a gap of one of them is a gap of all."""
        sets = _Sets(Peers(to, Scope(KIND, HIGHER, (), "")), self.by)

        def score(case: Case) -> Figure | None:
            part = sets.peers.figures[case.subject.key.code]
            shared = case.subject.attributes.get(self.by, "")
            if part is None:
                return None
            values = sets.values[shared] if shared else []
            if part.value is None or None in values:
                return Figure(self.path, None, (shared,) if shared else (), (part,))
            told = sorted((value for value in values if value is not None), reverse=True)
            figure = Figure(self.path, None, (shared, *map(str, told)) if shared else (), (part,))
            return figure._replace(value=self.value(figure))

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """The values told made one; the own part must be among them."""
        own = figure.parts[0].value if figure.parts else None
        values = [Fraction(str(one)) for one in figure.basis[1:]]
        if own is None or (figure.basis and Fraction(own) not in values):
            return None
        return COMBINED[self.take][1](values) if values else Fraction(own)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'“农口”合并为一个，共 3 个，平均：（90＋85＋80）÷3＝85.00'."""
        if not figure.basis:
            return f"没有合并，{self.part.short} {plain(figure.parts[0].value)[0]}"
        numbers = [plain(Fraction(str(one))) for one in figure.basis[1:]]
        exact, count = all(whole for _, whole in numbers), len(numbers)
        head = f"“{figure.basis[0]}”共 {count} 个，合并为一个，{COMBINED[self.take][0]}"
        if self.take in (BEST, WORST):
            return f"{head} {plain(figure.value)[0]}"
        texts = series([text for text, _ in numbers]).replace("＋−", "－")
        term = f"（{texts}）÷{count}" if self.take == MEAN else texts
        return f"{head}：{term}{result(scheme.places, figure.value, exact)}"

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """Whose gap it is, is not said."""
        return "合并的各个对象中有缺分的，补齐前不能计算" if figure.basis else super().gap(scheme, figure)


class _Sets:
    """The values of those who share an attribute, None for a gap; found once, when first asked for."""

    def __init__(self, peers: Peers, by: str) -> None:
        self.peers, self._by = peers, by

    @cached_property
    def values(self) -> Mapping[str, list[Fraction | None]]:
        found: defaultdict[str, list[Fraction | None]] = defaultdict(list)
        for case in self.peers.cases:
            figure, shared = self.peers.figures[case.subject.key.code], case.subject.attributes.get(self._by, "")
            if shared and figure is not None:
                found[shared].append(None if figure.value is None else Fraction(figure.value))
        return found
