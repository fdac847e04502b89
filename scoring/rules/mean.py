"""`mean`: over the assessments of a source that fell due, the mean of their items."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NamedTuple

from scoring.context import Binding, Case, MarkKey, Score
from scoring.figure import MARK, Figure
from scoring.numerals import of_period, plain, result, series
from scoring.reader import Entry
from scoring.rule import Rule
from scoring.rules.head import Head
from scoring.scheme import Scheme
from scoring.source import MARKS, MarkSource, Source


@dataclass(frozen=True)
class Mean(Rule):
    """`source` names a source of marks."""

    kind: ClassVar[str] = "mean"
    reads: ClassVar[str] = MARKS
    source: str

    def sources(self) -> tuple[str, ...]:
        """The one source."""
        return (self.source,)

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Mean":
        """Read `source`."""
        return cls(*head.common(), entry.text("source"))

    def bind(self, to: Binding) -> Score:
        """One mean where each assessment is one mark, else a mean of means."""
        source = to.context.scheme.sources[self.source]
        items = source.items_of(to.kind)
        plans: dict[tuple[date, date], tuple[_Step, ...]] = {}

        def score(case: Case) -> Figure | None:
            days = (case.subject.first, case.subject.last)
            steps = plans.get(days)
            if steps is None:
                steps = plans[days] = _steps(self, source, items, days)
            if not steps:
                return None
            if len(items) == 1:
                return _mean(steps[0], case)[0]
            return _mean_of_means(self.path, [_mean(step, case) for step in steps], len(items))

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """Sum of the parts over their number, which must be the divisor told."""
        if figure.basis != (str(len(figure.parts)),) or any(part.value is None for part in figure.parts):
            return None
        total = sum((Fraction(part.value) for part in figure.parts if part.value is not None), Fraction(0))
        return total / len(figure.parts)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'12个月平均：（97＋96＋…）÷12＝96.00'."""
        source = scheme.sources[self.source]
        word = source.counted if isinstance(source, MarkSource) and figure.rule == self.path else "项"
        numbers = [plain(part.value) for part in figure.parts]
        count, texts = len(numbers), [text for text, _ in numbers]
        if count == 1:
            return f"仅 1 {word}，即 {plain(figure.value)[0]}"
        exact = all(whole for _, whole in numbers)
        return f"{count}{word}平均：（{series(texts)}）÷{count}{result(scheme.places, figure.value, exact)}"

    def name(self, scheme: Scheme, figure: Figure) -> str:
        """A step is named by its period."""
        if figure.rule == self.path:
            return self.label
        return scheme.sources[self.source].period(figure.rule.rpartition(".")[2]).label

    def leaf(self, scheme: Scheme, parent: Figure, leaf: Figure) -> tuple[str, str]:
        """A mark by its period and item, the period left out where the step above names it."""
        period, item = map(str, leaf.basis[:2])
        source = scheme.sources[self.source]
        when = source.period(period).label
        label = item if parent.rule != self.path else f"{when}{item and ' ' + item}"
        return label, f"{of_period(when, source.label)}{item and f'“{item}”'}得分，按录入"


_FIGURE = tuple.__new__
"""Makes the leaves, nine tenths of all figures, at half the cost of the class's own constructor."""


class _Step(NamedTuple):
    """One mean to take: its figure's path, the marks it needs, its divisor as the basis tells it."""

    path: str
    keys: tuple[MarkKey, ...]
    basis: tuple[str, ...]


def _steps(rule: Mean, source: Source, items: tuple[str, ...], days: tuple[date, date]) -> tuple[_Step, ...]:
    due = [period.key for period in source.periods if days[0] <= period.due <= days[1]]
    if len(items) == 1 and due:
        keys = tuple((source.key, period, items[0]) for period in due)
        return (_Step(rule.path, keys, (str(len(keys)),)),)
    divisor = (str(len(items)),)
    return tuple(
        _Step(f"{rule.path}.{period}", tuple((source.key, period, item) for item in items), divisor) for period in due
    )


def _mean(step: _Step, case: Case) -> tuple[Figure, Decimal | int]:
    """The mean figure, and the plain sum of its marks."""
    marks = [mark for mark in map(case.marks.get, step.keys) if mark is not None]
    leaves = tuple([_FIGURE(Figure, (MARK, value, (period, item, ref), ())) for _, period, item, value, ref in marks])
    if len(leaves) < len(step.keys):
        return Figure(step.path, None, step.basis, leaves), 0
    total = sum([mark[3] for mark in marks])
    return Figure(step.path, _divided(total, len(leaves)), step.basis, leaves), total


def _mean_of_means(path: str, means: list[tuple[Figure, Decimal | int]], items: int) -> Figure:
    """Every assessment has the same items, so the mean of means is the sum of all marks over their number."""
    parts = tuple([figure for figure, _ in means])
    basis = (str(len(parts)),)
    for part in parts:
        if part.value is None:
            return Figure(path, None, basis, parts)
    return Figure(path, _divided(sum([total for _, total in means]), len(parts) * items), basis, parts)


def _divided(total: Decimal | int, count: int) -> Fraction:
    numerator, denominator = total.as_integer_ratio()
    return Fraction(numerator, denominator * count)
