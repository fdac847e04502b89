"""`constant`: a value that the method states for everybody."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from scoring.context import Binding, Case, Score
from scoring.figure import Figure
from scoring.numerals import plain
from scoring.reader import Entry
from scoring.rule import Rule
from scoring.rules.head import Head
from scoring.scheme import Scheme


@dataclass(frozen=True)
class Constant(Rule):
    """`stated` is the value."""

    kind: ClassVar[str] = "constant"
    stated: Decimal

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

    def value(self, figure: Figure) -> Fraction | None:
        """The stated value."""
        return Fraction(self.stated)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'方案规定为 80'."""
        return f"方案规定为 {plain(self.stated)[0]}"
