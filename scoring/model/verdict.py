"""What the engine says: standings, quota lines, gaps. People decide on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from scoring.model.figure import Figure, Missing
from scoring.model.sheet import Key, Ruling

RANKED, UNDETERMINED, NOT_RANKED, ABSENT, BLOCKED = "ranked", "undetermined", "not_ranked", "absent", "blocked"
IN, OUT, UNDECIDED = "in", "out", "undecided"
INSIDE = (IN, UNDECIDED)
"""Places above a quota line, in the order of a table: those in, then those who share the score across it."""
COLOUR: Mapping[str, str] = {"green": "绿色", "yellow": "黄色", "red": "红色", "grey": "未考评", "": ""}
"""The words of the colours."""


class Entered(NamedTuple):
    """A fact as it was entered: of whom (`NOBODY` for a ruling), and which.

    Without a `fact` it is what is told of the subject itself, perhaps under an `attribute`.
    """

    key: Key
    fact: tuple[object, ...] | Ruling | None = None
    attribute: str = ""


NOBODY = Key("", "")


class Raised(NamedTuple):
    """A flag of the scheme that a subject has, and why, in one sentence."""

    flag: str
    told: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one subject stands.

    `status`: ranked; undetermined (takes part, no rank: e.g. under investigation); not_ranked (too short in office);
    absent (gone at the reference date); blocked (an input is missing). `score` is the published figure (rounded once),
    `rank` the competition rank 1,2,2,4 within `group`, `tied` how many others share it; None unless ranked.
    Those who count as one take a rank together, which is not sharing it.
    `quota` the quota's id or '', `place` in / out / undecided or '' where no quota applies;
    `colour` green / yellow / red / grey or ''. `grade` is the key of the grade or '', `reasons` why, one Chinese
    sentence each; they may name situations and are for the subject and those who decide, not for boards.
    `places` are quota and place under every quota of several (`quota` and `place` then tell the best of them), `flags`
    what was noticed, `payout` a figure for each payout, in the scheme's order.
    """

    key: Key
    group: str
    status: str
    score: Decimal | None
    rank: int | None
    tied: int
    quota: str
    place: str
    colour: str
    figure: Figure
    grade: str = ""
    reasons: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    flags: tuple[Raised, ...] = ()
    payout: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """A quota in one group: `seats` of `base`; `line` the lowest score that is safely in; the tie across it, if any.

    `ruling` is the one that was followed; `note` says why a ruling on an open tie was not ('' if there is none).
    `group` is a key of the groups, or names the subjects taken together; `told` says how ties went by the scheme.
    Of those who count as one, `undecided` and rulings name the first by code.
    """

    quota: str
    group: str
    base: int
    seats: int
    line: Decimal | None
    undecided: tuple[str, ...]
    open_seats: int
    ruling: int | None
    note: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole answer, in a fixed order (kind, group, rank, code), so that the same facts give the same digest.

    `missing` are all inputs that were due and are not there. `naming` are the problems that name a rater: they are for
    the office and enter no digest, as do the `reminders`: what the scheme itself has dealt with, such as void sheets.
    `about` are the facts that a problem is about, where they are known: so that they can be found where they came from.
    """

    standings: tuple[Standing, ...]
    quotas: tuple[QuotaLine, ...]
    missing: tuple[Missing, ...]
    problems: tuple[str, ...]
    naming: frozenset[str] = frozenset()
    reminders: tuple[str, ...] = ()
    about: Mapping[str, tuple[Entered, ...]] = field(default_factory=dict)

    def gaps(self) -> tuple[Missing, ...]:
        """What is missing and keeps its subject without a score: to be supplied before anything is published."""
        scored = self._scored()
        return tuple([gap for gap in self.missing if Key(gap.kind, gap.code) not in scored])

    def provided_for(self) -> tuple[Missing, ...]:
        """What is missing but hinders nothing: the scheme says how to score the subject without it."""
        scored = self._scored()
        return tuple([gap for gap in self.missing if Key(gap.kind, gap.code) in scored])

    def _scored(self) -> frozenset[Key]:
        return frozenset([one.key for one in self.standings if one.score is not None])
