"""What the kinds that take one recorded word or number have in common: the number of a word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.facts.context import Binding, Case
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure, Missing
from scoring.model.sheet import Decision, Earlier
from scoring.model.verdict import Entered
from scoring.numbers.numerals import plain
from scoring.reading.reader import Entry, is_number


@dataclass(frozen=True)
class Recorded(Rule):
    """`what` is the name of the fact; `table` the number of each word, empty where the fact is a number itself."""

    what: str
    table: Mapping[str, Decimal]

    def number_of(self, text: str) -> Decimal | None:
        """The number that a recorded text means; None where it means none."""
        if self.table:
            return self.table.get(text)
        return Decimal(text) if is_number(text) else None

    def value(self, figure: Figure) -> Fraction | None:
        """The number of the text told, which the leaf must have."""
        leaf = figure.parts[0] if figure.parts else None
        number = self.number_of(str(figure.basis[0])) if leaf and figure.basis else None
        return None if leaf is None or number is None or number != leaf.value else Fraction(number)

    def formed(self, scheme: Scheme, figure: Figure) -> bool:
        """One entered value, of which the basis repeats what is told."""
        return len(figure.parts) == 1 and figure.basis == self.told(figure.parts[0])

    def told(self, leaf: Figure) -> tuple[str, ...]:
        """What the basis repeats of an entered value."""
        raise NotImplementedError(f"{type(self).__name__}.told")

    def worth(self, figure: Figure) -> str:
        """'“优秀”，折 100 分', or '92.5'."""
        text = str(figure.basis[0])
        return f"“{text}”，折 {plain(figure.parts[0].value)[0]} 分" if self.table else f"{text} 分"

    def lack(self, to: Binding, case: Case, why: str) -> Figure:
        """A gap where nothing is on record."""
        to.context.missing.append(Missing(*case.subject.key, "", "", f"{self.label}：{why}"))
        return Figure(self.path, None, (why,))

    def refuse(self, to: Binding, case: Case, why: str, found: Sequence[Decision | Earlier]) -> Figure:
        """A gap whose cause is something on record that cannot be used."""
        about = [Entered(case.subject.key, one) for one in found]
        to.context.problems.add(f"{to.context.scheme.named(case.subject.key)} {self.label}：{why}", *about)
        return Figure(self.path, None, (why,))


def read_table(entry: Entry) -> dict[str, Decimal]:
    """The optional `table` of words and their numbers."""
    if not entry.has("table"):
        return {}
    table = entry.entry("table")
    if not table.names() and not table.lost:
        entry.note("table", "这里是空的", "请至少写一项")
    return {word: table.decimal(word) for word in table.names()}
