"""Raters' sheets, each put together from its items and given its groups; what cannot be used is named."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from scoring.facts.context import Context
from scoring.facts.relations import Ties
from scoring.language.source import EACH, RaterGroup, RatingSource
from scoring.model.sheet import Rating, Subject
from scoring.model.verdict import Entered


class Paper(NamedTuple):
    """One rater's sheet on one subject: the items he answered; 不了解 is no answer.

    `rater` is unique within the period; `groups` are those in which the sheet counts ('' where the source has none).
    """

    subject: Subject
    period: str
    groups: tuple[str, ...]
    rater: str
    answers: Mapping[str, Decimal]


class Papers:
    """The sheets of one source on the subjects of one kind."""

    def __init__(self, context: Context, source: RatingSource, kind: str) -> None:
        self._context, self._source = context, source
        self._items, self._ties = source.items_of(kind), Ties(context)
        self._told = {group.key for group in source.groups if not group.relation}
        self._found = [group for group in source.groups if group.relation]
        subjects = [subject for subject in context.sheet.subjects if subject.key.kind == kind]
        self.all = tuple(paper for subject in subjects for paper in self._of(subject))

    def _of(self, subject: Subject) -> Iterator[Paper]:
        rows = [row for row in subject.ratings if row.source == self._source.key]
        times = Counter([row[:-1] for row in rows])
        sheets: defaultdict[tuple[str, str, str], dict[str, Decimal]] = defaultdict(dict)
        for row in rows:
            fault = f"录入了 {times[row[:-1]]} 次" if times[row[:-1]] > 1 else self._fault(subject, row)
            if fault:
                self._name(subject, row.period, row.rater, f"{row.item and f'“{row.item}”'}{fault}", row.item)
            else:
                sheets[row.period, row.group, row.rater].update({} if row.value is None else {row.item: row.value})
        for (period, group, rater), answers in sheets.items():
            groups = self._groups(subject, period, group, rater)
            if groups:
                yield Paper(subject, period, groups, f"{group}·{rater}" if group else rater, answers)

    def _fault(self, subject: Subject, row: Rating) -> str:
        due = {one.key for one in self._source.periods if subject.first <= one.due <= subject.last}
        if row.period not in due:
            return "不是应考的期次"
        if row.item not in self._items:
            return "不是方案规定的项目"
        return "" if row.value is None else self._value_fault(row.value)

    def _value_fault(self, value: Decimal) -> str:
        low, high, places = self._source.low, self._source.high, self._context.scheme.places.stored
        if not value.is_finite() or -int(value.as_tuple().exponent) > places:
            return f"分数 {value} 不是至多 {places} 位小数的数"
        return "" if low <= value <= high else f"分数 {value} 不在 {low}～{high} 之间"

    def _groups(self, subject: Subject, period: str, group: str, rater: str) -> tuple[str, ...]:
        """As the sheet says; where it does not, by relation on the day the period is due."""
        if group in self._told or not (group or self._source.groups):
            return (group,)
        if group:
            self._name(subject, period, rater, f"方案没有评价人组“{group}”")
            return ()
        fitting = self._fitting(subject, rater, self._source.period(period).due)
        if not fitting:
            self._name(subject, period, rater, "与被评人没有方案规定的关系")
        return fitting if self._source.several == EACH else fitting[:1]

    def _fitting(self, subject: Subject, rater: str, day: date) -> tuple[str, ...]:
        def fits(group: RaterGroup) -> bool:
            return self._ties.holds(group.relation, rater, subject, day)

        return tuple(group.key for group in self._found if fits(group))

    def _name(self, subject: Subject, period: str, rater: str, fault: str, item: str | None = None) -> None:
        """A fault of a rater's sheet, or of one item on it."""
        scheme, sheet = self._context.scheme, (self._source.key, period, rater)
        rows = [row for row in subject.ratings if (row.source, row.period, row.rater) == sheet]
        about = [Entered(subject.key, row) for row in rows if item in (None, row.item)]
        what = scheme.asked(self._source.key, period)
        self._context.name_rater(f"{scheme.named(subject.key)} {what} 评价人 {rater}：{fault}，未使用", *about)
