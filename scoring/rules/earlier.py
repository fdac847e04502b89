"""`earlier`: the result of an earlier year, a number or a word that a table maps to one."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.scheme import Scheme
from scoring.model import history
from scoring.model.figure import EARLIER, Figure
from scoring.reading.reader import Entry
from scoring.rules.head import Head
from scoring.rules.recorded import Recorded, read_table


@dataclass(frozen=True)
class EarlierYear(Recorded):
    """Of the year so many years `back`. Basis: the text on record."""

    kind: ClassVar[str] = "earlier"
    back: int

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "EarlierYear":
        """Read `what`, `table` and `years_back`."""
        return cls(*head.common(), entry.text("what"), read_table(entry), entry.whole("years_back", 1, 10))

    def bind(self, to: Binding) -> Score:
        """The one value on record; none, or several that differ, is a gap."""
        year = to.context.scheme.year - self.back

        def score(case: Case) -> Figure | None:
            found = history.told(case.subject, year, self.what)
            if not found:
                return self.lack(to, case, f"没有 {year} 年的记录")
            if len(found) > 1:
                return self.refuse(to, case, f"{year} 年的记录互相矛盾", history.of(case.subject, year, self.what))
            number = self.number_of(found[0])
            if number is None:
                told = history.of(case.subject, year, self.what)
                return self.refuse(to, case, f"{year} 年的“{found[0]}”不能折算", told)
            return self._figure(year, found[0], number)

        return score

    def _figure(self, year: int, text: str, number: Decimal) -> Figure:
        leaf = Figure(EARLIER, number, (str(year), self.what, text, 0))
        figure = Figure(self.path, None, (text,), (leaf,))
        return figure._replace(value=self.value(figure))

    def told(self, leaf: Figure) -> tuple[str, ...]:
        """The text."""
        return (str(leaf.basis[2]),) if leaf.rule == EARLIER and leaf.basis[1] == self.what else ()

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'2015 年“优秀”，折 100 分'."""
        return f"{scheme.year - self.back} 年 {self.worth(figure)}".replace(" “", "“")

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """What is in the way."""
        return str(figure.basis[0]) if figure.basis else super().gap(scheme, figure)

    def leaf(self, scheme: Scheme, parent: Figure, leaf: Figure) -> tuple[str, str]:
        """The year and what it said."""
        return f"{leaf.basis[0]} 年", f"{leaf.basis[2]}，按当年结果"
