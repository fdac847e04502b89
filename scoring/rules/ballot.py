"""`ballot`: votes turned into points, the mean over the ballots."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from scoring.language.scheme import Scheme
from scoring.model.count import Count
from scoring.model.figure import Figure
from scoring.numbers.numerals import factor, result, signed
from scoring.reading.reader import Entry
from scoring.rules.graded import Graded, Vector, weighed
from scoring.rules.head import Head
from scoring.rules.panel_hearing import VOICE
from scoring.rules.panel_reading import check_names
from scoring.rules.tallied import Tallied, count_of, read_tallied


@dataclass(frozen=True)
class Ballot(Tallied, Graded):
    """`points` by option, which are the grades of its vector: each with its share of the divisor."""

    kind: ClassVar[str] = "ballot"
    points: Mapping[str, Decimal]

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Ballot":
        """Read what all votes have and `points`."""
        points = entry.entry("points")
        return cls(*read_tallied(entry, head), {name: points.decimal(name) for name in points.names()})

    def worth(self, option: str) -> Decimal:
        """The option's points."""
        return self.points[option]

    def scale(self) -> Mapping[str, Decimal]:
        """As written."""
        return self.points

    def grade_labels(self, scheme: Scheme) -> Mapping[str, str]:
        """The labels of the options."""
        return self.labels(scheme)

    def vector(self, figure: Figure) -> Vector | None:
        """From the votes; of groups, items and periods by their weights. Groups not told apart tell nothing."""
        if figure.basis[:1] == (VOICE,):
            shares = self.shares_of(count_of(figure))
            return {grade: shares.get(grade, Fraction(0)) for grade in self.points} if shares else None
        weights, vectors = self.weights_in(figure), [self.vector(part) for part in figure.parts]
        known = [one for one in vectors if one is not None]
        return weighed(weights, known) if weights and len(known) == len(vectors) else None

    def say_count(self, scheme: Scheme, labels: Mapping[str, str], count: Count, figure: Figure) -> str:
        """'（30×100＋10×85）÷40＝96.25'."""
        terms = [f"{votes}×{factor(signed(str(self.points[option])))}" for option, votes in self.chosen(count)]
        return f"（{'＋'.join(terms) or 0}）÷{self._base(count)}{result(scheme.places, figure.value, True)}"

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """Every option either has points or is an abstention."""
        super().check(entry, scheme, kind)
        options = self.options_of(scheme)
        check_names(entry, "points", self.points, options, "选项")
        for option in options:
            if (option in self.points) == (option in self.abstain):
                told = "既有分值又列为弃权" if option in self.points else "没有分值"
                entry.note("points", f"选项“{option}”{told}", "请为它写分值，或把它列入 abstain")
