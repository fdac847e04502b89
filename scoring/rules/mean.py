"""`mean`: over the assessments of a source that fell due, the mean of their items."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NamedTuple

from scoring.context import Binding, Case, MarkKey, Score
from scoring.figure import MARK, Figure
from scoring.reader import Entry
from scoring.rules.head import Head
from scoring.scheme import MARKS, Rule, Source


@dataclass(frozen=True)
class Mean(Rule):
    """`source` names a source of marks."""

    kind: ClassVar[str] = "mean"
    reads: ClassVar[str] = MARKS
    source: str

    def sources(self) -> tuple[str, ...]:
        """The one source."""
        return (self.source,)


def read(entry: Entry, head: Head) -> Mean:
    """Read `source`."""
    return Mean(*head.common(), entry.text("source"))


_FIGURE = tuple.__new__
"""Makes the leaves, nine tenths of all figures, at half the cost of the class's own constructor."""


class _Step(NamedTuple):
    """One mean to take: its figure's path, the marks it needs, its divisor as the basis tells it."""

    path: str
    keys: tuple[MarkKey, ...]
    basis: tuple[str, ...]


def bind(rule: Mean, to: Binding) -> Score:
    """One mean where each assessment is one mark, else a mean of means."""
    source = to.context.scheme.sources[rule.source]
    items = source.items_of(to.kind)
    plans: dict[tuple[date, date], tuple[_Step, ...]] = {}

    def score(case: Case) -> Figure | None:
        days = (case.subject.first, case.subject.last)
        steps = plans.get(days)
        if steps is None:
            steps = plans[days] = _steps(rule, source, items, days)
        if not steps:
            return None
        if len(items) == 1:
            return _mean(steps[0], case)[0]
        return _mean_of_means(rule.path, [_mean(step, case) for step in steps], len(items))

    return score


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


def value(rule: Mean, figure: Figure) -> Fraction | None:
    """Sum of the parts over their number, which must be the divisor told."""
    if figure.basis != (str(len(figure.parts)),) or any(part.value is None for part in figure.parts):
        return None
    total = sum((Fraction(part.value) for part in figure.parts if part.value is not None), Fraction(0))
    return total / len(figure.parts)
