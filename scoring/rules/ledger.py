"""`ledger`: the sum of the own unit's points (a team answers for its unit's lines in full)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from scoring.context import Binding, Case, Score
from scoring.figure import LINE, Figure
from scoring.numerals import plain, result, series
from scoring.reader import Entry
from scoring.rule import Rule
from scoring.rules.head import Head
from scoring.scheme import Scheme
from scoring.sheet import LedgerLine
from scoring.source import LEDGER


@dataclass(frozen=True)
class Ledger(Rule):
    """`source` names a ledger."""

    kind: ClassVar[str] = "ledger"
    reads: ClassVar[str] = LEDGER
    source: str

    def sources(self) -> tuple[str, ...]:
        """The one ledger."""
        return (self.source,)

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Ledger":
        """Read `source`."""
        return cls(*head.common(), entry.text("source"))

    def bind(self, to: Binding) -> Score:
        """Σ points of the lines of the subject's unit; no line is a true zero."""
        lines = to.context.lines
        nothing = Figure(self.path, Fraction(0))

        def score(case: Case) -> Figure | None:
            own = lines.get((self.source, case.subject.unit))
            if not own:
                return nothing
            total = sum((line.points for line in own), Decimal(0))
            return Figure(self.path, Fraction(total), (), tuple(map(leaf, own)))

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """Sum of the lines."""
        return sum((Fraction(line.value) for line in figure.parts if line.value is not None), Fraction(0))

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'共 2 笔：−0.5－1＝−1.50'."""
        return say_lines(scheme, self, figure)


def leaf(line: LedgerLine) -> Figure:
    """A ledger line as a figure."""
    return Figure(LINE, line.points, (line.task, line.on.isoformat(), line.reason, line.document, line.ref))


def say_lines(scheme: Scheme, rule: Rule, figure: Figure) -> str:
    """How many lines there are and what they add up to."""
    if not figure.parts:
        return f"全年没有{rule.label}"
    texts = [plain(part.value)[0] for part in figure.parts]
    if len(texts) == 1:
        return f"共 1 笔，{texts[0]} 分"
    joined = series(texts).replace("＋−", "－")
    return f"共 {len(texts)} 笔：{joined}{result(scheme.places, figure.value, True)}"
