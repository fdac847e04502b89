"""`mean`: over the assessments of a source that fell due, the mean of their items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NamedTuple

from scoring.facts.context import Binding, Case, MarkKey, Score
from scoring.language.rule import Rule, in_order, leaves
from scoring.language.scheme import Scheme
from scoring.language.source import MARKS, MarkSource, Source
from scoring.model.figure import MARK, Figure
from scoring.numbers.numerals import averaged, of_period, percent, plain, reckoning, summed
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry, listed
from scoring.rules.head import Head
from scoring.rules.weights import read_weights


@dataclass(frozen=True)
class Mean(Rule):
    """`source` names a source of marks; of it only `periods` and `items`, () for all.

    With `weights` by period, together 1, an assessment counts by its weight; what fell due shares the whole.
    """

    kind: ClassVar[str] = "mean"
    reads: ClassVar[str] = MARKS
    source: str
    periods: tuple[str, ...]
    items: tuple[str, ...]
    weights: Mapping[str, Exact]

    def sources(self) -> tuple[str, ...]:
        """The one source."""
        return (self.source,)

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Mean":
        """Read `source`, and what narrows or weighs it: `periods` or `period_weights`, and `items`."""
        weights = read_weights(entry, "period_weights", "各期")
        if weights and entry.has("periods"):
            entry.note("periods", "periods 与 period_weights 只能写一个", "请删去 periods，只写 period_weights")
        periods = tuple(weights) or _chosen(entry, "periods")
        return cls(*head.common(), entry.text("source"), periods, _chosen(entry, "items"), weights)

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """The source has the periods and items that are named."""
        source = scheme.sources[self.source]
        known = [period.key for period in source.periods]
        _note_unknown(entry, "period_weights" if self.weights else "periods", self.periods, known)
        _note_unknown(entry, "items", self.items, source.items_of(kind))

    def bind(self, to: Binding) -> Score:
        """One mean where each assessment is one mark, else a mean of means."""
        source = to.context.scheme.sources[self.source]
        items = self.items or source.items_of(to.kind)
        plans: dict[tuple[date, date], tuple[_Step, ...]] = {}

        def score(case: Case) -> Figure | None:
            days = (case.subject.first, case.subject.last)
            steps = plans.get(days)
            if steps is None:
                steps = plans[days] = _steps(self, source, items, days)
            if not steps:
                return None
            if self.weights:
                return self._weighed([_mean(step, case)[0] for step in steps])
            if len(items) == 1:
                return _mean(steps[0], case)[0]
            return _mean_of_means(self.path, [_mean(step, case) for step in steps], len(items))

        return score

    def _weighed(self, means: list[Figure]) -> Figure:
        """Σ weight × mean of each assessment, the weights raised in proportion to 1."""
        parts, weights = tuple(means), self._shared(means)
        values = [
            weight * Fraction(part.value) for weight, part in zip(weights, parts, strict=True) if part.value is not None
        ]
        total = sum(values, Fraction(0)) if len(values) == len(parts) else None
        return Figure(self.path, total, tuple(map(str, weights)), parts)

    def _shared(self, parts: Sequence[Figure]) -> list[Fraction]:
        raw = [Fraction(self.weights.get(_period(part), 0)) for part in parts]
        return [weight / (sum(raw) or 1) for weight in raw]

    def formed(self, scheme: Scheme, figure: Figure) -> bool:
        """Marks in the order of periods and items; or a mean for each period."""
        source, whole = scheme.sources[self.source], figure.rule == self.path
        periods = [one.key for one in source.periods]
        if whole and not leaves(figure, MARK):
            return in_order([part.rule for part in figure.parts], [f"{self.path}.{period}" for period in periods])
        items = source.items_of(self.path.partition(".")[0])
        known = [(period, item) for period in (periods if whole else [_period(figure)]) for item in items]
        return leaves(figure, MARK) and in_order([part.basis[:2] for part in figure.parts], known)

    def value(self, figure: Figure) -> Fraction | None:
        """Sum of the parts over their number, which must be the divisor told; or by the weights of the periods."""
        if self.weights and figure.rule == self.path:
            again = self._weighed(list(figure.parts))
            return Fraction(again.value) if again.value is not None and again.basis == figure.basis else None
        if figure.basis != (str(len(figure.parts)),) or any(part.value is None for part in figure.parts):
            return None
        total = sum((Fraction(part.value) for part in figure.parts if part.value is not None), Fraction(0))
        return total / len(figure.parts)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'12个月平均：（97＋96＋…）÷12＝96.00'."""
        source = scheme.sources[self.source]
        if self.weights and figure.rule == self.path:
            return self._say_weighed(scheme, source, figure)
        word = source.counted if isinstance(source, MarkSource) and figure.rule == self.path else "项"
        values = [part.value for part in figure.parts if part.value is not None]
        if len(values) == 1:
            return f"仅 1 {word}，即 {plain(figure.value)[0]}"
        told = reckoning(scheme.places, figure.value, lambda digits: averaged(values, digits))
        return f"{len(values)}{word}平均：{told}"

    def _say_weighed(self, scheme: Scheme, source: Source, figure: Figure) -> str:
        """'上半年 90.00×40% ＋ 下半年 80.00×60% ＝ 84.00', and what gave its weight away."""
        labels = {key: source.period(key).label for key in self.periods}
        weighed = [(part, Fraction(str(weight))) for part, weight in zip(figure.parts, figure.basis, strict=True)]
        rows = [(labels.pop(_period(part)), part.value, weight) for part, weight in weighed if part.value is not None]
        told = reckoning(scheme.places, figure.value, lambda digits: summed(rows, digits), " ")
        note = f"（本年没有到期的{'、'.join(labels.values())}，其权重按比例分摊到其余各期）"
        return told + (note if labels else "")

    def shares(self, figure: Figure) -> tuple[str, ...]:
        """The weights of the periods, after spreading."""
        weighed = self.weights and figure.rule == self.path
        return tuple(percent(Fraction(str(weight))) for weight in figure.basis) if weighed else ()

    def name(self, scheme: Scheme, figure: Figure) -> str:
        """A step is named by its period."""
        if figure.rule == self.path:
            return self.label
        return scheme.sources[self.source].period(_period(figure)).label

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
    due = [key for key in due if not rule.periods or key in rule.periods]
    if len(items) == 1 and due and not rule.weights:
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


def _period(step: Figure) -> str:
    return step.rule.rpartition(".")[2]


def _chosen(entry: Entry, key: str) -> tuple[str, ...]:
    found = entry.texts(key) if entry.has(key) else ()
    if entry.has(key) and not found:
        entry.note(key, "一个也没有写", f"请至少写一个，或删去 {key}")
    return found


def _note_unknown(entry: Entry, key: str, named: Sequence[str], known: Sequence[str]) -> None:
    for name in named:
        if name not in known:
            entry.note(key, f"来源没有“{name}”", f"可用：{listed(known)}")
