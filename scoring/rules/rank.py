"""`rank`: the place of a part among the same part of others, as a value to go on with."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.numbers.numerals import plain, result
from scoring.numbers.rounding import shown
from scoring.reading.reader import Entry
from scoring.rules.compared import HIGHER, LOWER, Compared, Peers
from scoring.rules.head import Head

COMPETITION, DENSE, MEAN = "competition", "dense", "mean"
TIES: Mapping[str, str] = {COMPETITION: "1、2、2、4", DENSE: "1、2、2、3", MEAN: "1、2.5、2.5、4"}
PLACE, PERCENT = "place", "percent"
_TAKES: Mapping[str, str] = {PLACE: "名次", PERCENT: "名次占总数的百分数"}


@dataclass(frozen=True)
class Rank(Compared):
    """`ties` as in `TIES`; `take` the place itself or its percentage of the number compared.

    Basis: how many are strictly better, how many others are equal, how many are compared.
    """

    kind: ClassVar[str] = "rank"
    ties: str
    take: str

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Rank":
        """Read the scope, `ties` and `take`."""
        ties = entry.choice("ties", TIES, "并列办法 ties ")
        return cls(*cls.common(entry, head), ties, entry.choice("take", _TAKES, "取值 take "))

    def bind(self, to: Binding) -> Score:
        """1 + the number strictly better among those who count; who does not count is placed beside them."""
        peers = Peers(to, self.scope, self.path)

        def score(case: Case) -> Figure | None:
            part, scope = peers.figures[case.subject.key.code], peers.scope_of(case, self)
            if part is None:
                return None
            if part.value is None or not scope:
                return Figure(self.path, None, (), (part,))
            basis = self._basis(peers, scope, Fraction(part.value), case)
            figure = Figure(self.path, None, basis, (part,))
            return figure._replace(value=self.value(figure))

        return score

    def _basis(self, peers: Peers, scope: str, own: Fraction, case: Case) -> tuple[str, str, str]:
        base, counts = peers.base.get(scope, []), peers.counts(case, scope, own)
        better = self._ahead(peers.distinct.get(scope, []) if self.ties == DENSE else base, own)
        equal = bisect_right(base, own) - bisect_left(base, own)
        return str(better), str(equal - counts), str(len(base) + (not counts))

    def _ahead(self, ordered: Sequence[Fraction], own: Fraction) -> int:
        """How many of the ordered values are strictly better."""
        return len(ordered) - bisect_right(ordered, own) if self.scope.better == HIGHER else bisect_left(ordered, own)

    def value(self, figure: Figure) -> Fraction | None:
        """The place from the counts told."""
        if len(figure.basis) != 3 or not figure.parts or figure.parts[0].value is None:
            return None
        place, (better, equal, total) = self._place(figure), map(int, figure.basis)
        if min(better, equal) < 0 or better + equal >= total:
            return None
        return place if self.take == PLACE else place * 100 / total

    def _place(self, figure: Figure) -> Fraction:
        better, equal, _ = map(int, figure.basis)
        return better + 1 + (Fraction(equal, 2) if self.ties == MEAN else Fraction(0))

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'经济指标 92.50 在本组 12 个中居第 3，另有 1 个并列'."""
        equal, total = map(str, figure.basis[1:])
        place, _ = shown(self._place(figure), 0, 1)
        order = "由低到高" if self.scope.better == LOWER else ""
        told = f"{self.part.short} {plain(figure.parts[0].value)[0]} 在{self.where(scheme, total)}中{order}居第 {place}"
        told += f"，另有 {equal} 个并列{self._tie_words()}" if equal != "0" else ""
        if self.take == PLACE:
            return told
        return f"{told}，{place}÷{total}×100{result(scheme.places, figure.value, True)}"

    def _tie_words(self) -> str:
        return {DENSE: "，并列只占一个名次", MEAN: "，取所占名次的平均"}.get(self.ties, "")
