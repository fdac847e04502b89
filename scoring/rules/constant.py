"""`constant`: a value that the method states for everybody."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.numbers.numerals import plain
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry
from scoring.rules.head import Head


@dataclass(frozen=True)
class Constant(Rule):
    """`stated` is the value."""

    kind: ClassVar[str] = "constant"
    stated: Exact

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Constant":
        """Read `value`."""
        return cls(*head.common(), entry.number("value"))

    def bind(self, to: Binding) -> Score:
        """The same figure for everybody, due at all times."""
        figure = Figure(self.path, Fraction(self.stated))

        def score(case: Case) -> Figure | None:
            return figure

        return score

    def formed(self, scheme: Scheme, figure: Figure) -> bool:
        """Nothing but the value."""
        return not figure.basis and not figure.parts

    def value(self, figure: Figure) -> Fraction | None:
        """The stated value."""
        return Fraction(self.stated)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'方案规定为 80'."""
        return f"方案规定为 {plain(self.stated)[0]}"
