"""What of a subject's marks may be used: each due mark once, within its range; the rest is named."""

from collections import Counter
from datetime import date
from decimal import Decimal, Inexact, InvalidOperation

from scoring.facts.context import Context, MarkKey
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.language.source import MarkSource
from scoring.model.figure import Missing
from scoring.model.sheet import Mark, Subject

Due = dict[MarkKey, None]


class Intake:
    """Checks marks of one subject kind. The usual case, every due mark present and sound, is a few set operations."""

    def __init__(self, context: Context, kind: str) -> None:
        self._context, self._kind = context, kind
        self._sources = _sources(context.scheme, context.scheme.subjects[kind].score)
        self._due: dict[tuple[date, date], Due] = {}
        self._low = max((source.low for source in self._sources), default=Decimal(0))
        self._high = min((source.high for source in self._sources), default=Decimal(0))
        self._exponent = -context.scheme.places.stored

    def marks(self, subject: Subject) -> dict[MarkKey, Mark]:
        """The usable marks of the subject by (source, period, item); notes what is missing, doubled, odd or not due."""
        due = self._due_of(subject)
        marks = {mark[:3]: mark for mark in subject.marks}
        if len(marks) != len(subject.marks) or not self._sound(subject.marks):
            marks = self._sorted_out(subject)
        if marks.keys() != due.keys():
            self._note_missing(subject, due, marks)
            marks = self._without_extras(subject, due, marks)
        return marks

    def _due_of(self, subject: Subject) -> Due:
        days = (subject.first, subject.last)
        if days not in self._due:
            self._due[days] = _due(self._sources, self._kind, *days)
        return self._due[days]

    def _sound(self, marks: tuple[Mark, ...]) -> bool:
        """Whether all are finite, within the narrowest range and not too long; a cheap test for all at once."""
        values = [mark[3] for mark in marks]
        try:
            total = sum(values)
        except (Inexact, InvalidOperation):  # digits too far apart to be added, or no number at all
            return False
        if not isinstance(total, Decimal):
            return True
        if not total.is_finite() or int(total.as_tuple().exponent) < self._exponent:
            return False
        return self._low <= min(values) and max(values) <= self._high

    def _sorted_out(self, subject: Subject) -> dict[MarkKey, Mark]:
        """Mark by mark: only those that stand alone for their key and are sound."""
        counts = Counter(mark[:3] for mark in subject.marks)
        usable = {}
        for mark in subject.marks:
            fault = f"重复录入 {counts[mark[:3]]} 次" if counts[mark[:3]] > 1 else self._fault_of(mark)
            if fault:
                self._problem(subject, mark[:3], fault)
            else:
                usable[mark[:3]] = mark
        return usable

    def _fault_of(self, mark: Mark) -> str:
        source = self._context.scheme.sources.get(mark.source)
        low, high = (source.low, source.high) if isinstance(source, MarkSource) else (self._low, self._high)
        if not mark.value.is_finite() or int(mark.value.as_tuple().exponent) < self._exponent:
            return f"分数 {mark.value} 不是至多 {-self._exponent} 位小数的数"
        return "" if low <= mark.value <= high else f"分数 {mark.value} 不在 {low}～{high} 之间"

    def _note_missing(self, subject: Subject, due: Due, marks: dict[MarkKey, Mark]) -> None:
        self._context.missing.extend(Missing(*subject.key, *key) for key in due if key not in marks)

    def _without_extras(self, subject: Subject, due: Due, marks: dict[MarkKey, Mark]) -> dict[MarkKey, Mark]:
        for key in marks.keys() - due.keys():
            self._problem(subject, key, self._why_extra(key))
        return {key: mark for key, mark in marks.items() if key in due}

    def _why_extra(self, key: MarkKey) -> str:
        source = next((source for source in self._sources if source.key == key[0]), None)
        if source is None:
            return "方案没有用到这个来源"
        if key[1] not in [period.key for period in source.periods]:
            return "方案没有这个期次"
        return "到期日不在岗" if key[2] in source.items_of(self._kind) else "方案没有这个项目"

    def _problem(self, subject: Subject, key: MarkKey, why: str) -> None:
        scheme = self._context.scheme
        self._context.problems.add(f"{scheme.named(subject.key)} {scheme.asked(*key)}的分数：{why}，未使用")


def due_marks(scheme: Scheme, kind: str, first: date, last: date) -> Due:
    """The marks that are asked of a subject of `kind` in office from `first` to `last`, in the scheme's order."""
    return _due(_sources(scheme, scheme.subjects[kind].score), kind, first, last)


def _due(sources: list[MarkSource], kind: str, first: date, last: date) -> Due:
    return {
        (source.key, period.key, item): None
        for source in sources
        for period in source.periods
        if first <= period.due <= last
        for item in source.items_of(kind)
    }


def _sources(scheme: Scheme, score: Rule) -> list[MarkSource]:
    """The sources of marks that a score reads, each once, in order."""
    keys = dict.fromkeys(key for rule in score.walk() for key in rule.sources())
    return [source for key in keys if isinstance(source := scheme.sources[key], MarkSource)]
