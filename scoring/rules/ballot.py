"""`ballot`: votes turned into points, the mean over the ballots."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.facts.votes import Count
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.numbers.numerals import result, signed
from scoring.reading.reader import Entry
from scoring.rules.head import Head
from scoring.rules.panel import check_names
from scoring.rules.tallied import Tallied, read_tallied


@dataclass(frozen=True)
class Ballot(Tallied):
    """`points` by option."""

    kind: ClassVar[str] = "ballot"
    points: Mapping[str, Decimal]

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Ballot":
        """Read what all votes have and `points`."""
        points = entry.entry("points")
        return cls(*read_tallied(entry, head), {name: points.number(name) for name in points.names()})

    def worth(self, option: str) -> Decimal:
        """The option's points."""
        return self.points[option]

    def say_count(self, scheme: Scheme, labels: Mapping[str, str], count: Count, figure: Figure) -> str:
        """'（30×100＋10×85）÷40＝96.25'."""
        terms = [f"{votes}×{signed(str(self.points[option]))}" for option, votes in self.chosen(count)]
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
