"""`decision`: what somebody in office decided and put on record, as an input of the score."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import with_document
from scoring.language.scheme import Scheme
from scoring.model.figure import DECISION, Figure
from scoring.model.sheet import Decision
from scoring.reading.reader import Entry
from scoring.rules.head import Head
from scoring.rules.recorded import Recorded, read_table


@dataclass(frozen=True)
class Decided(Recorded):
    """A number within low..high, or a word of the table. Basis: the text decided, who decided, when, the document."""

    kind: ClassVar[str] = "decision"
    low: Decimal
    high: Decimal

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Decided":
        """Read `what` and either `table` or `range`."""
        what, table = entry.text("what"), read_table(entry)
        if table:
            return cls(*head.common(), what, table, min(table.values()), max(table.values()))
        span = entry.entry("range")
        low, high = span.decimal("low"), span.decimal("high")
        if low >= high and not span.lost:
            entry.note("range", f"下限 {low} 不小于上限 {high}", "请使 low 小于 high")
        return cls(*head.common(), what, table, low, high)

    def decisions(self) -> tuple[str, ...]:
        """The one."""
        return (self.what,)

    def number_of(self, text: str) -> Decimal | None:
        """As recorded, within the limits."""
        number = super().number_of(text)
        return number if number is not None and self.low <= number <= self.high else None

    def bind(self, to: Binding) -> Score:
        """The one decision of that name; none, several, or one out of its limits is a gap."""

        def score(case: Case) -> Figure | None:
            found = [one for one in case.subject.decisions if one.what == self.what]
            if not found:
                return self.lack(to, case, "还没有决定")
            if len(found) > 1:
                return self.refuse(to, case, f"有 {len(found)} 份决定，只能有一份", found)
            number = self.number_of(found[0].value)
            if number is None:
                return self.refuse(to, case, f"决定的“{found[0].value}”不在允许的范围内，未使用", found)
            return self._figure(found[0], number)

        return score

    def _figure(self, one: Decision, number: Decimal) -> Figure:
        told = (one.value, one.decided_by, one.decided_on.isoformat(), one.document)
        leaf = Figure(DECISION, number, (*told, one.ref))
        figure = Figure(self.path, None, told, (leaf,))
        return figure._replace(value=self.value(figure))

    def told(self, leaf: Figure) -> tuple[str, ...]:
        """All but the reference."""
        return tuple(map(str, leaf.basis[:-1])) if leaf.rule == DECISION else ()

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'示例书记 2016-12-31 决定（示例纪要〔2017〕3号）：5 分'."""
        _, who, day, document = map(str, figure.basis)
        return f"{with_document(f'{who} {day} 决定', document)}：{self.worth(figure)}"

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """What is in the way."""
        return str(figure.basis[0]) if figure.basis else super().gap(scheme, figure)

    def leaf(self, scheme: Scheme, parent: Figure, leaf: Figure) -> tuple[str, str]:
        """The decision as recorded."""
        value, _, day, document = map(str, leaf.basis[:4])
        return "决定", "，".join(filter(None, (value, day, document)))
