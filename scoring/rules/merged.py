"""`merged`: several subjects count as one, such as an office and its branches: all get the same value."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.numbers.numerals import divided, plain, reckoning
from scoring.reading.reader import Entry
from scoring.rules.compared import HIGHER, KIND, Peers, Scope, alike
from scoring.rules.head import Head

MEAN, BEST, WORST, SUM = "mean", "best", "worst", "sum"
TOGETHER, APART = "together", "apart"
_STANDING: Mapping[str, str] = {TOGETHER: "合占一个名次", APART: "各占一个名次"}
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

    With `standing` 'together' they also take one place in ranks, quotas and colours, with 'apart' one each.
    Basis: what they share, how many they are, their sum, the highest and the lowest; empty for one who stands alone.
    """

    kind: ClassVar[str] = "merged"
    compares: ClassVar[bool] = True
    part: Rule
    by: str
    take: str
    standing: str = TOGETHER

    def unites(self) -> bool:
        """As the scheme says."""
        return self.standing == TOGETHER

    def children(self) -> tuple[Rule, ...]:
        """The part that is merged."""
        return (self.part,)

    def tells(self) -> tuple[str, ...]:
        """What is shared."""
        return (self.by,)

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Merged":
        """Read `by`, `take`, `part` and the optional `standing`."""
        by, take = entry.text("by"), entry.choice("take", COMBINED, "合并办法 take ")
        standing = entry.choice("standing", _STANDING, "名次占法 standing ") if entry.has("standing") else TOGETHER
        return cls(*head.common(), head.part(entry), by, take, standing)

    def bind(self, to: Binding) -> Score:
        """One value for all who share the attribute; a gap of one of them is a gap of all."""
        sets = _Sets(Peers(to, Scope(KIND, HIGHER, (), ""), self.path), self.by)

        def score(case: Case) -> Figure | None:
            part = sets.peers.figures[case.subject.key.code]
            shared = case.subject.attributes.get(self.by, "")
            if part is None:
                return None
            told = sets.told[shared] if shared else ()
            if part.value is None or (shared and not told):
                return Figure(self.path, None, (shared,) if shared else (), (part,))
            figure = Figure(self.path, None, (shared, *told) if shared else (), (part,))
            return figure._replace(value=self.value(figure))

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """From what is told of all of them; the own part must lie among them."""
        own = figure.parts[0].value if figure.parts else None
        if own is None or not figure.basis:
            return None if own is None else Fraction(own)
        if len(figure.basis) != 5:
            return None
        count, total, highest, lowest = int(figure.basis[1]), *[Fraction(str(one)) for one in figure.basis[2:]]
        if not lowest <= own <= highest or not count * lowest <= total <= count * highest:
            return None
        return {MEAN: total / count, BEST: highest, WORST: lowest, SUM: total}[self.take]

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'“片区”相同的共 3 个，合并为一个，平均：合计 255.00÷3＝85.00'; the value is not told: it may be a person."""
        if not figure.basis:
            return f"没有合并，{self.part.short} {plain(figure.parts[0].value)[0]}"
        count, total = str(figure.basis[1]), Fraction(str(figure.basis[2]))
        alone = alike(scheme, self.path)
        apart = "" if self.unites() else f"（{_STANDING[APART]}）"
        who = f"“{self.by}”相同{'、' * bool(alone)}{alone or '的'}共 {count} 个"
        head = f"{who}，合并为一个{apart}，{COMBINED[self.take][0]}"
        if self.take != MEAN:
            return f"{head} {plain(figure.value)[0]}"
        told = reckoning(scheme.places, figure.value, lambda digits: divided(total, f"÷{count}", digits))
        return f"{head}：合计 {told}"

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

    @cached_property
    def told(self) -> Mapping[str, tuple[str, ...]]:
        """Count, sum, highest and lowest by what is shared; () where one of them is a gap."""
        return {shared: _told(values) for shared, values in self.values.items()}


def _told(values: Sequence[Fraction | None]) -> tuple[str, ...]:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return ()
    return str(len(known)), str(sum(known, Fraction(0))), str(max(known)), str(min(known))
