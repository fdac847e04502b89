"""`ledger`: the sum of the own unit's points (a team answers for its unit's lines in full)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from scoring.context import Binding, Case, Score
from scoring.figure import LINE, Figure
from scoring.reader import Entry
from scoring.rules.head import Head
from scoring.scheme import LEDGER, Rule
from scoring.sheet import LedgerLine


@dataclass(frozen=True)
class Ledger(Rule):
    """`source` names a ledger."""

    kind: ClassVar[str] = "ledger"
    reads: ClassVar[str] = LEDGER
    source: str

    def sources(self) -> tuple[str, ...]:
        """The one ledger."""
        return (self.source,)


def read(entry: Entry, head: Head) -> Ledger:
    """Read `source`."""
    return Ledger(*head.common(), entry.text("source"))


def leaf(line: LedgerLine) -> Figure:
    """A ledger line as a figure."""
    return Figure(LINE, line.points, (line.task, line.on.isoformat(), line.reason, line.document, line.ref))


def bind(rule: Ledger, to: Binding) -> Score:
    """Σ points of the lines of the subject's unit; no line is a true zero."""
    lines = to.context.lines
    nothing = Figure(rule.path, Fraction(0))

    def score(case: Case) -> Figure | None:
        own = lines.get((rule.source, case.subject.unit))
        if not own:
            return nothing
        total = sum((line.points for line in own), Decimal(0))
        return Figure(rule.path, Fraction(total), (), tuple(map(leaf, own)))

    return score


def value(rule: Ledger, figure: Figure) -> Fraction | None:
    """Sum of the lines."""
    return sum((Fraction(line.value) for line in figure.parts if line.value is not None), Fraction(0))
