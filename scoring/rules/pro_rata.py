"""`pro_rata`: a part in proportion to the time in post."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.model.served import COUNTS, in_office, of_year
from scoring.numbers.numerals import divided, reckoning
from scoring.reading.reader import Entry
from scoring.rules.head import Head


@dataclass(frozen=True)
class ProRata(Rule):
    """`count` is what is counted (`scoring.model.served`). Basis: how much was served, and how much the year has."""

    kind: ClassVar[str] = "pro_rata"
    part: Rule
    count: str

    def children(self) -> tuple[Rule, ...]:
        """The one part."""
        return (self.part,)

    def adds_own(self) -> bool:
        """The time in office."""
        return True

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "ProRata":
        """Read `count` and `part`."""
        count = entry.choice("count", COUNTS, "计时办法 count ")
        return cls(*head.common(), head.part(entry), count)

    def bind(self, to: Binding) -> Score:
        """Part × served ÷ the whole year."""
        year = to.context.scheme.year
        whole = of_year(year, self.count)

        def score(case: Case) -> Figure | None:
            part = to.parts[0](case)
            if part is None:
                return None
            time = in_office(case.subject, year, self.count)
            figure = Figure(self.path, None, (str(time), str(whole)), (part,))
            return figure._replace(value=self.value(figure))

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """The part by the time told."""
        if len(figure.basis) != 2 or not figure.parts or figure.parts[0].value is None:
            return None
        return Fraction(figure.parts[0].value) * int(figure.basis[0]) / int(figure.basis[1])

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'任职 8 个月，工作 90.00×8÷12＝60.00'."""
        time, whole = figure.basis
        part, by = figure.parts[0].value, f"×{time}÷{whole}"
        told = reckoning(scheme.places, figure.value, lambda digits: divided(part, by, digits))
        return f"任职 {time} {COUNTS[self.count]}，{self.part.short} {told}"
