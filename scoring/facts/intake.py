"""What of a subject's marks may be used: each due mark once, within its range; the rest is named."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, Inexact, InvalidOperation

from scoring.facts.context import Context, MarkKey
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.language.source import MarkSource
from scoring.model.figure import Missing
from scoring.model.sheet import Mark, Subject
from scoring.model.verdict import Entered

Due = dict[MarkKey, None]


class Intake:
    """Checks marks of one subject kind. The usual case, every due mark present and sound, is a few set operations."""

    def __init__(self, context: Context, kind: str) -> None:
        self._context, self._kind = context, kind
        self._score = context.scheme.subjects[kind].score
        self._branches = [rule for rule in self._score.walk() if rule.chosen_by()]
        self._due: dict[tuple[object, ...], Due] = {}
        sources = _sources(context.scheme, self._score.walk())
        self._low = max((source.low for source in sources), default=Decimal(0))
        self._high = min((source.high for source in sources), default=Decimal(0))
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
        """The same for all of the same days and branches, hence made once."""
        alike = (subject.first, subject.last, *[rule.turn(subject) for rule in self._branches])
        if alike not in self._due:
            self._due[alike] = due_marks(self._context.scheme, subject)
        return self._due[alike]

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
            self._problem(subject, key, self._why_extra(subject, key))
        return {key: mark for key, mark in marks.items() if key in due}

    def _why_extra(self, subject: Subject, key: MarkKey) -> str:
        scheme = self._context.scheme
        asked = {source.key: source for source in _sources(scheme, self._score.applying(subject))}
        source = asked.get(key[0])
        if source is None:
            others = {source.key for source in _sources(scheme, self._score.walk())}
            return "按方案不计入这个对象的得分" if key[0] in others else "方案没有用到这个来源"
        if key[1] not in [period.key for period in source.periods]:
            return "方案没有这个期次"
        return "到期日不在岗" if key[2] in source.items_of(self._kind) else "方案没有这个项目"

    def _problem(self, subject: Subject, key: MarkKey, why: str) -> None:
        scheme = self._context.scheme
        about = [Entered(subject.key, mark) for mark in subject.marks if mark[:3] == key]
        self._context.problems.add(f"{scheme.named(subject.key)} {scheme.asked(*key)}的分数：{why}，未使用", *about)


def due_marks(scheme: Scheme, subject: Subject) -> Due:
    """The marks that the scheme asks of a subject on the days it is in office, in the scheme's order.

    Of formulas that are chosen by what the subject is, only its own asks.
    """
    kind = subject.key.kind
    return {
        (source.key, period.key, item): None
        for source in _sources(scheme, scheme.subjects[kind].score.applying(subject))
        for period in source.periods
        if subject.first <= period.due <= subject.last
        for item in source.items_of(kind)
    }


def _sources(scheme: Scheme, rules: Iterable[Rule]) -> list[MarkSource]:
    """The sources of marks that rules read, each once, in order."""
    keys = dict.fromkeys(key for rule in rules for key in rule.sources())
    return [source for key in keys if isinstance(source := scheme.sources[key], MarkSource)]
