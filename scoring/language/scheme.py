"""A county's method (考核方案) as frozen data. Made by `scoring.load`; nothing here is checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from scoring.language.conditions import Condition
from scoring.language.extent import Extent
from scoring.language.flag import Flag
from scoring.language.ladder import Grade, Ladder, Limit
from scoring.language.payout import Payout
from scoring.language.quota import Quota
from scoring.language.rule import Rule
from scoring.language.source import IN_CHARGE, MarkSource, RatingSource, Source
from scoring.model.sheet import Key, Subject
from scoring.model.verdict import COLOUR
from scoring.numbers.numerals import of_period
from scoring.numbers.places import Places


@dataclass(frozen=True)
class SubjectKind:
    """A kind of subject, the groups it is compared in (key → label, in order) and how its score is made.

    Whoever has been in office less than `minimum_months` at the reference date takes part without a rank.
    `afterwards` are the other kinds, `watched` the sources that grades, quotas, flags and payouts look at, `decided`
    the decisions.
    `keys` are the rules of the score that part equal scores in the ranking, one after the other.
    `people` are never named in anybody else's explanation; units, teams, indicators and the like may be.
    """

    key: str
    label: str
    groups: Mapping[str, str]
    minimum_months: int
    score: Rule
    afterwards: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()
    people: bool = True
    decided: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def measure(self) -> str:
        """The measure word of its subjects."""
        return "人" if self.people else "个"

    def needs(self) -> tuple[str, ...]:
        """Other kinds whose results are inputs here: of the score, and of what follows from it (`afterwards`)."""
        scored = [kind for rule in self.score.walk() for kind in rule.needs()]
        return tuple(dict.fromkeys([*scored, *self.afterwards]))

    def sources(self) -> tuple[str, ...]:
        """Keys of the sources that the score reads or what follows from it looks at (`watched`)."""
        scored = [key for rule in self.score.walk() for key in rule.sources()]
        return tuple(dict.fromkeys([*scored, *self.watched]))

    @cached_property
    def alike(self) -> bool:
        """Whether the same is asked of all its subjects: no branch, and nothing that does not apply to some."""
        return not any(rule.chosen_by() for rule in self.score.walk())

    def sources_for(self, subject: Subject) -> tuple[str, ...]:
        """The same of one subject: without what only the formulas of others read."""
        scored = [key for rule in self.score.applying(subject) for key in rule.sources()]
        return tuple(dict.fromkeys([*scored, *self.watched]))

    def decisions(self) -> tuple[str, ...]:
        """`Decision.what` that anything reads of its subjects, beside their situations."""
        scored = [what for rule in self.score.walk() for what in rule.decisions()]
        return tuple(dict.fromkeys([*scored, *self.decided]))


@dataclass(frozen=True)
class Situation:
    """What a circumstance of a subject does to its status and, by its `legal_basis`, to its grade.

    With `cap` the grade is at best that one, with `grade` exactly that one; '' for no such effect.
    """

    key: str
    label: str
    status: str
    clause: str
    cap: str = ""
    grade: str = ""
    legal_basis: str = ""


@dataclass(frozen=True)
class ColourBand:
    """The ranked within `extent` of the group get `colour`."""

    colour: str
    extent: Extent


@dataclass(frozen=True)
class HandedDown:
    """Items of the readings `source` that tell a place given from above: `rank` among `total`, shared with `tied`.

    `tied` is '' where ties are not told; then nobody shares.
    """

    source: str
    rank: str
    total: str
    tied: str


@dataclass(frozen=True)
class Colours:
    """Colours of one subject kind within its groups: the first band that fits wins, then `otherwise`.

    With `handed` each subject's place is one given from above, not that within its group. `label` is what the county
    calls the whole, `names` what it calls the colours where it has other words.
    """

    of: str
    bands: tuple[ColourBand, ...]
    otherwise: str
    unranked: str
    clause: str
    handed: HandedDown | None = None
    label: str = "晾晒"
    names: Mapping[str, str] = field(default_factory=dict)

    def word(self, colour: str) -> str:
        """What a colour is called: '红色', or what the scheme calls it, such as '红牌'; '' for none."""
        return self.names.get(colour) or COLOUR.get(colour, colour)

    def told(self, colour: str) -> str:
        """'晾晒为红色', '红黄牌为红牌'."""
        return f"{self.label}为{self.word(colour)}"

    def known(self) -> tuple[str, ...]:
        """Every colour that may be given, each once."""
        return tuple(dict.fromkeys([*(band.colour for band in self.bands), self.otherwise, self.unranked]))


@dataclass(frozen=True)
class Scheme:
    """The whole method. All mappings keep the order of the file."""

    title: str
    document: str
    effective_from: date
    year: int
    reference: date
    places: Places
    clauses: Mapping[str, str]
    sources: Mapping[str, Source]
    subjects: Mapping[str, SubjectKind]
    situations: Mapping[str, Situation]
    quotas: Mapping[str, Quota]
    colours: tuple[Colours, ...]
    grades: Mapping[str, Ladder] = field(default_factory=dict)
    flags: Mapping[str, Flag] = field(default_factory=dict)
    payouts: Mapping[str, Payout] = field(default_factory=dict)

    def named(self, key: Key) -> str:
        """Who is meant, for a line about what to look at: '干部 C1'; a kind that is not here as it is written."""
        kind = self.subjects.get(key.kind)
        return f"{kind.label if kind else key.kind} {key.code}"

    def asked(self, source: str, period: str, item: str = "") -> str:
        """What is entered, in the words of the scheme: '3月平时考核“德”'; what is not here as it is written."""
        found = self.sources.get(source)
        periods = {one.key: one.label for one in found.periods} if found else {}
        label, quoted = found.label if found else source, f"“{item}”" if item else ""
        if period in periods:
            return of_period(periods[period], label) + quoted
        return " ".join(filter(None, (period, label))) + quoted

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by its path."""
        roots = [*(kind.score for kind in self.subjects.values()), *self.payouts.values()]
        return {rule.path: rule for root in roots for rule in root.walk()}

    def chosen_above(self, path: str) -> tuple[str, ...]:
        """By what the formula above `path` is chosen, such as an attribute; () where it is everybody's."""
        return tuple(rule.chosen_by() for rule in self.choosing_above(path))

    def choosing_above(self, path: str) -> tuple[Rule, ...]:
        """The rules above `path` of which not everybody takes the branch that leads there."""
        above = [rule for rule in self.rules.values() if path.startswith(f"{rule.path}.")]
        return tuple(rule for rule in above if rule.chosen_by())

    @cached_property
    def pointing(self) -> frozenset[str]:
        """The attributes in which the code of a person may stand: no figure and no sentence may tell their values."""
        read = [rule.pointers() for rule in self.rules.values()]
        read += [one.pointers() for kind in self.subjects for one in self.conditions(kind)]
        read += [{one.shares.whose: one.shares.of} for one in self.quotas.values() if one.shares and one.shares.whose]
        return frozenset(
            name for one in read for name, of in one.items() if of in self.subjects and self.subjects[of].people
        )

    @cached_property
    def by_duty(self) -> bool:
        """Whether anything hangs on who answers for a task: what is carried to people, raters who are in charge."""
        heard = [one.groups for one in self.sources.values() if isinstance(one, RatingSource)]
        in_charge = any(group.relation == IN_CHARGE for groups in heard for group in groups)
        return in_charge or any(rule.by_duty for rule in self.rules.values())

    @cached_property
    def mark_sources(self) -> Mapping[str, MarkSource]:
        """The sources that are marked per period, in the order of the file."""
        return {key: source for key, source in self.sources.items() if isinstance(source, MarkSource)}

    @cached_property
    def in_order(self) -> tuple[SubjectKind, ...]:
        """The subject kinds, each after those whose results its score takes."""
        found: dict[str, SubjectKind] = {}
        for key in self.subjects:
            self._after_needs(key, found)
        return tuple(found.values())

    def _after_needs(self, key: str, found: dict[str, SubjectKind]) -> None:
        if key not in found:
            for needed in self.subjects[key].needs():
                self._after_needs(needed, found)
            found[key] = self.subjects[key]

    @cached_property
    def told_clauses(self) -> Mapping[str, str]:
        """The clauses for everybody's eyes: without those that nothing but situations cites.

        Where such a clause is the only cause of a status, printing it would tell why someone has that status.
        """
        cited = {rule.clause for rule in self.rules.values()} | {source.clause for source in self.sources.values()}
        cited |= {quota.clause for quota in self.quotas.values()} | {colours.clause for colours in self.colours}
        cited |= {flag.clause for flag in self.flags.values()} | {one.clause for one in self._ladder_parts()}
        hidden = {one.clause for one in self.situations.values()} - cited
        return {key: text for key, text in self.clauses.items() if key not in hidden}

    def _ladder_parts(self) -> Iterator[Ladder | Grade | Limit]:
        """Whatever of the ladders cites a clause."""
        for ladder in self.grades.values():
            yield ladder
            yield from ladder.grades.values()
            yield from ladder.limits

    def conditions(self, kind: str) -> Iterator[Condition]:
        """Every condition that the score, limits and flags of a subject kind ask for."""
        for rule in self.subjects[kind].score.walk():
            yield from rule.conditions()
        for limit in self.grades[kind].limits if kind in self.grades else ():
            yield from limit.when.conditions
        for flag in self.flags.values():
            yield from flag.when.conditions if flag.of == kind else ()

    def colours_of(self, kind: str) -> Colours:
        """The colours of a subject kind; KeyError where it has none."""
        return {colours.of: colours for colours in self.colours}[kind]

    def rule_of(self, path: str) -> Rule:
        """The rule that made the figure named `path`; a rule's own sub-steps end in one more name. KeyError if none."""
        return self.rules.get(path) or self.rules[path.rpartition(".")[0]]
