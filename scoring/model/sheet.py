"""What is judged: plain frozen data, in the words of an assessment office.

A sheet holds natural keys only (unit codes, people's register codes), so the same facts give the same sheet whatever
database they come from. `ref` is the caller's opaque pointer to the entry a value rests on; it is carried into the
explanation and never into a digest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

LONGEST = 500
"""No text of a sheet is longer: reasons, documents, codes and what else is told is shown to people."""
GROUP = "group"
"""What a scheme calls the comparison group where it names an attribute."""
ORGANS = ("unit", "team")
"""Kinds that are no persons: their codes may stand in anybody's explanation."""


class Key(NamedTuple):
    """One subject: `kind` is 'unit', 'team' or 'cadre'; `code` is unique within the kind."""

    kind: str
    code: str


class Mark(NamedTuple):
    """One mark given to a subject: `value` within the source's range; `item` is '' when the source has no items."""

    source: str
    period: str
    item: str
    value: Decimal
    ref: int


class LedgerLine(NamedTuple):
    """Points taken from (negative) or given to (positive) a subject for one fact on one day, on one tier-2 task.

    `rule` is a code of the scheme's ledger; where the rule sets the points, `points` is None or says the same.
    `quantity` counts the units of a rule per unit, `keys` are the keys of a rule with a table (level, prize).
    Lines with the same `fact` tell of one fact; `heads` people share it, `order` is this one's place among them
    (0 untold). `booked` is the day it was recorded or announced, None where that is the day of the fact.
    """

    source: str
    task: str
    on: date
    points: Decimal | None
    reason: str
    document: str
    ref: int
    rule: str = ""
    fact: str = ""
    quantity: Decimal = Decimal(1)
    keys: tuple[str, ...] = ()
    heads: int = 1
    order: int = 0
    booked: date | None = None


class Rating(NamedTuple):
    """One item on one rater's sheet; `value` None is 不了解.

    `rater` is an opaque name that tells sheets apart, or the person's code where the scheme finds the group by relation
    (`group` is then ''). It never reaches an explanation.
    """

    source: str
    period: str
    group: str
    rater: str
    item: str
    value: Decimal | None


class Tally(NamedTuple):
    """How often an option was chosen for an item of a ballot. DUE, CAST and VOID stand in place of an option."""

    source: str
    period: str
    group: str
    item: str
    option: str
    votes: int


DUE, CAST, VOID = "due", "cast", "void"
"""Ballots handed out, ballots that came back, of these the invalid ones."""


class Reading(NamedTuple):
    """A raw indicator: what was reached (`value`), what was asked (`target`, `upper` end of an interval), its mark."""

    source: str
    period: str
    item: str
    value: Decimal
    target: Decimal | None
    upper: Decimal | None
    full: Decimal | None
    ref: int


class Earlier(NamedTuple):
    """What an earlier year said of the subject: `what` is 'grade', 'rank', 'of' …, `value` as text."""

    year: int
    what: str
    value: str


class Decision(NamedTuple):
    """A named person's decision that the scheme takes as an input."""

    what: str
    value: str
    decided_by: str
    decided_on: date
    document: str
    ref: int


class Duty(NamedTuple):
    """Who answered for a tier-2 task between two days (both inclusive): tier 3 of the lists."""

    task: str
    cadre: str
    main: bool
    first: date
    last: date


class Tenure(NamedTuple):
    """A post held between two days (both inclusive) in a unit."""

    unit: str
    cadre: str
    principal: bool
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Subject:
    """Someone or something judged.

    `group` is the comparison group within the kind; `unit` the code of the own unit (itself for a unit or team);
    `first`/`last` the days between which it was in office within the year (both inclusive);
    `situation` '' or a code that the scheme gives an effect (such as 'under_investigation').
    `ledger` are the subject's own lines; `attributes` whatever a scheme chooses by or counts with, as text.
    All lists are in no particular order.
    """

    key: Key
    group: str
    unit: str
    first: date
    last: date
    situation: str = ""
    marks: tuple[Mark, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    ratings: tuple[Rating, ...] = ()
    tallies: tuple[Tally, ...] = ()
    readings: tuple[Reading, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def attribute(self, name: str) -> str:
        """The group, or the attribute of that name; '' where there is none."""
        return self.group if name == GROUP else self.attributes.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Ruling:
    """A named person's decision on a tie at a quota line: `admitted` of the tied are in, the others out."""

    quota: str
    group: str
    admitted: frozenset[str]
    refused: frozenset[str]
    decided_by: str
    decided_on: date
    document: str
    ref: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """All the inputs of one run."""

    year: int
    subjects: tuple[Subject, ...]
    duties: tuple[Duty, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
