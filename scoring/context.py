"""What the rules may look at while one sheet is judged: the scheme, the day-dated duties, the ledgers, one case each.

Inner loops run over plain tuples and dicts; nothing here is kept after the verdict.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from scoring.draft import Draft
from scoring.figure import Figure, Missing
from scoring.readings import ReadingKey, usable
from scoring.scheme import Scheme
from scoring.sheet import Duty, Key, LedgerLine, Mark, Reading, Sheet, Subject, Tenure
from scoring.source import LedgerSource

MarkKey = tuple[str, str, str]
_MOST_WHOLE_DIGITS = 20
"""Longer numbers are slips of the keyboard; sums of such as are shorter stay exact."""


class Case:
    """One subject under judgment: its status and its usable marks by (source, period, item)."""

    __slots__ = ("marks", "status", "subject")

    def __init__(self, subject: Subject, status: str, marks: Mapping[MarkKey, Mark]) -> None:
        self.subject, self.status, self.marks = subject, status, marks


Score = Callable[[Case], Figure | None]
"""A rule bound to a sheet. None means that nothing of it fell due; a Figure without value that an input is missing."""


class Context:
    """One sheet under one scheme, indexed; collects what is missing and what is odd.

    `drafts` are the subjects of the kinds that have been judged so far; `population` all cases of the kinds that are
    compared (`scoring.cases`).
    """

    def __init__(self, scheme: Scheme, sheet: Sheet) -> None:
        self.scheme, self.sheet = scheme, sheet
        self.missing: list[Missing] = []
        self.problems: set[str] = set()
        self.drafts: dict[Key, Draft] = {}
        self.population: dict[str, list[Case]] = {}
        self.readings: Mapping[Key, Mapping[ReadingKey, Reading]] = usable(scheme, sheet, self.problems)

    @cached_property
    def lines(self) -> Mapping[tuple[str, str], list[LedgerLine]]:
        """Usable ledger lines by (source, unit), in a fixed order; unusable ones become problems."""
        found: defaultdict[tuple[str, str], list[LedgerLine]] = defaultdict(list)
        for subject in self.sheet.subjects:
            for line in subject.ledger:
                if self._usable(subject, line):
                    found[line.source, subject.key.code].append(line)
        for lines in found.values():
            lines.sort(key=lambda line: (line.on, line.task, line.points, line.reason, line.document))
        return found

    def own_lines(self, source: str, subject: Subject) -> Sequence[LedgerLine]:
        """Usable lines of a ledger that are the subject's own, or its unit's where the ledger belongs to units."""
        ledger = self.scheme.sources.get(source)
        own = isinstance(ledger, LedgerSource) and ledger.owner == subject.key.kind
        return self.lines.get((source, subject.key.code if own else subject.unit), ())

    def _usable(self, subject: Subject, line: LedgerLine) -> bool:
        fault = self._fault_of(subject, line)
        if fault:
            self.problems.add(f"台账 {subject.key.code} {line.on.isoformat()} {line.task}：{fault}，未计入")
        return not fault

    def _fault_of(self, subject: Subject, line: LedgerLine) -> str:
        source = self.scheme.sources.get(line.source)
        if not isinstance(source, LedgerSource) or source.owner != subject.key.kind:
            return f"方案没有这类对象的“{line.source}”台账"
        if line.on.year != self.scheme.year:
            return f"发生时间不在 {self.scheme.year} 年"
        if not line.points.is_finite() or -int(line.points.as_tuple().exponent) > self.scheme.places.stored:
            return f"分值 {line.points} 不是至多 {self.scheme.places.stored} 位小数的数"
        if line.points.adjusted() >= _MOST_WHOLE_DIGITS:
            return f"分值 {line.points} 的整数部分超过 {_MOST_WHOLE_DIGITS} 位"
        return ""

    @cached_property
    def main_duties(self) -> Mapping[str, list[Duty]]:
        """Main responsibilities by tier-2 task."""
        found: defaultdict[str, list[Duty]] = defaultdict(list)
        for duty in self.sheet.duties:
            if duty.main:
                found[duty.task].append(duty)
        return found

    @cached_property
    def tenures(self) -> Mapping[str, list[Tenure]]:
        """Posts held by unit."""
        found: defaultdict[str, list[Tenure]] = defaultdict(list)
        for tenure in self.sheet.tenures:
            found[tenure.unit].append(tenure)
        return found

    @cached_property
    def posts(self) -> Mapping[str, list[Tenure]]:
        """Posts held by person."""
        found: defaultdict[str, list[Tenure]] = defaultdict(list)
        for tenure in self.sheet.tenures:
            found[tenure.cadre].append(tenure)
        return found


class Binding(NamedTuple):
    """What a rule is bound to: the sheet, the subject kind it scores and its parts, bound before it."""

    context: Context
    kind: str
    parts: tuple[Score, ...]
