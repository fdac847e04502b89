"""What the rules may look at while one sheet is judged: the scheme, the day-dated duties, the ledgers, one case each.

Inner loops run over plain tuples and dicts; nothing here is kept after the verdict.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from scoring.facts.lines import Line, Lines
from scoring.facts.lines import usable as usable_lines
from scoring.facts.problems import Problems
from scoring.facts.readings import ReadingKey, usable
from scoring.language.scheme import Scheme
from scoring.language.source import LedgerSource
from scoring.model.draft import Draft
from scoring.model.figure import Figure, Missing
from scoring.model.sheet import Duty, Key, Mark, Reading, Sheet, Subject, Tenure
from scoring.model.verdict import ABSENT, Entered

MarkKey = tuple[str, str, str]


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
    compared (`scoring.facts.cases`); `naming` those of the problems that name a rater; `reminders` what the scheme
    itself has dealt with: for the office, and no hindrance.
    """

    def __init__(self, scheme: Scheme, sheet: Sheet) -> None:
        self.scheme, self.sheet = scheme, sheet
        self.missing: list[Missing] = []
        self.problems = Problems()
        self.naming: set[str] = set()
        self.reminders: set[str] = set()
        self.drafts: dict[Key, Draft] = {}
        self.population: dict[str, list[Case]] = {}
        self.readings: Mapping[Key, Mapping[ReadingKey, Reading]] = usable(scheme, sheet, self.problems)

    def name_rater(self, problem: str, *about: Entered) -> None:
        """A problem that names a rater, and what it is about."""
        self.problems.add(problem, *about)
        self.naming.add(problem)

    def comparable(self, kind: str, path: str) -> list[Case]:
        """Who can be compared by the rule at `path`: whose own score it makes, and who is not gone.

        Those of another branch of a `choose` are measured otherwise, and what the rule reads is not asked of them.
        """
        there = [case for case in self.population[kind] if case.status != ABSENT]
        choosing = self.scheme.choosing_above(path)
        if not choosing:
            return there
        score, made = self.scheme.subjects[kind].score, dict[tuple[str, ...], bool]()
        for case in there:
            alike = tuple(rule.turn(case.subject) for rule in choosing)
            if alike not in made:
                made[alike] = any(rule.path == path for rule in score.applying(case.subject))
        return [case for case in there if made[tuple(rule.turn(case.subject) for rule in choosing)]]

    @cached_property
    def lines(self) -> Lines:
        """Usable ledger lines by (source, owner); unusable ones become problems."""
        return usable_lines(self.scheme, self.sheet, self.problems)

    def own_lines(self, source: str, subject: Subject) -> Sequence[Line]:
        """Usable lines of a ledger that are the subject's own, or its unit's where the ledger belongs to units."""
        ledger = self.scheme.sources.get(source)
        own = isinstance(ledger, LedgerSource) and ledger.owner == subject.key.kind
        if not own and not subject.unit:
            label = ledger.label if ledger else source
            told = f"{self.scheme.named(subject.key)}：没有所在单位，{label}按单位记，无从计入"
            self.problems.add(told, Entered(subject.key, None, "单位"))
        return self.lines.get((source, subject.key.code if own else subject.unit), ())

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
