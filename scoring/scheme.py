"""A county's method (考核方案) as frozen data. Made by `scoring.load`; nothing here is checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from scoring.rounding import Exact, rounded

MARKS, LEDGER = "marks", "ledger"


@dataclass(frozen=True)
class Rule:
    """A node of a score: `path` names it in figures ('cadre.score.routine'); `short` is its name inside a sentence.

    `reads` is the sort of source (MARKS or LEDGER) that the kind takes its input from, '' for none.
    """

    kind: ClassVar[str] = ""
    reads: ClassVar[str] = ""
    path: str
    label: str
    short: str
    clause: str

    def children(self) -> tuple["Rule", ...]:
        """The rules this one is made from, in the order of the file."""
        return ()

    def sources(self) -> tuple[str, ...]:
        """Keys of the sources this rule itself reads (its children not counted)."""
        return ()

    def walk(self) -> Iterator["Rule"]:
        """This rule and all below it."""
        yield self
        for child in self.children():
            yield from child.walk()


@dataclass(frozen=True)
class Places:
    """Decimals: an entered value has at most `stored`, a published figure exactly `published`, rounded by `mode`."""

    stored: int
    published: int
    mode: str

    def publish(self, value: Exact) -> Decimal:
        """The figure that `value` is published as."""
        return rounded(value, self.published, self.mode)


@dataclass(frozen=True)
class Period:
    """One assessment of a source; it counts for those in office on the day `due`."""

    key: str
    label: str
    due: date


@dataclass(frozen=True)
class Source:
    """Where entered values come from: `marks` (per period and item, within low..high) or a `ledger` of points.

    `items` lists the items by subject kind; a kind without items has one unnamed item ''. `counted` is the measure word
    of its periods (个月, 次). `owner` is the subject kind that a ledger's lines belong to, '' for marks.
    """

    key: str
    kind: str
    label: str
    clause: str
    counted: str = "次"
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(100)
    periods: tuple[Period, ...] = ()
    items: Mapping[str, tuple[str, ...]] | None = None
    owner: str = ""

    def items_of(self, kind: str) -> tuple[str, ...]:
        """Items marked for subjects of `kind`."""
        return ("",) if self.items is None else self.items.get(kind, ())

    def period(self, key: str) -> Period:
        """The period with this key; KeyError if there is none."""
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> dict[str, Period]:
        return {period.key: period for period in self.periods}


@dataclass(frozen=True)
class SubjectKind:
    """A kind of subject, the groups it is compared in (key → label, in order) and how its score is made.

    Whoever has been in office less than `minimum_months` at the reference date takes part without a rank.
    """

    key: str
    label: str
    groups: Mapping[str, str]
    minimum_months: int
    score: Rule


@dataclass(frozen=True)
class Situation:
    """What a circumstance of a subject does to its status."""

    key: str
    label: str
    status: str
    clause: str


@dataclass(frozen=True)
class Quota:
    """At most `share` of the base, divided over the groups of subject kind `of`.

    The base is every ranked or blocked subject and those whose status is in `also`.
    """

    key: str
    label: str
    of: str
    share: Decimal
    also: tuple[str, ...]
    clause: str


@dataclass(frozen=True)
class ColourBand:
    """`share` of the ranked, counted from the `end` ('top' or 'bottom') of the group, gets `colour`."""

    colour: str
    end: str
    share: Decimal


@dataclass(frozen=True)
class Colours:
    """Colours of one subject kind within its groups: the first band that fits wins, then `otherwise`."""

    of: str
    bands: tuple[ColourBand, ...]
    otherwise: str
    unranked: str
    clause: str


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

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by its path."""
        return {rule.path: rule for kind in self.subjects.values() for rule in kind.score.walk()}

    @cached_property
    def told_clauses(self) -> Mapping[str, str]:
        """The clauses for everybody's eyes: without those that nothing but situations cites.

        Where such a clause is the only cause of a status, printing it would tell why someone has that status.
        """
        cited = {rule.clause for rule in self.rules.values()} | {source.clause for source in self.sources.values()}
        cited |= {quota.clause for quota in self.quotas.values()} | {colours.clause for colours in self.colours}
        hidden = {one.clause for one in self.situations.values()} - cited
        return {key: text for key, text in self.clauses.items() if key not in hidden}

    def rule_of(self, path: str) -> Rule:
        """The rule that made the figure named `path`; a rule's own sub-steps end in one more name. KeyError if none."""
        return self.rules.get(path) or self.rules[path.rpartition(".")[0]]
