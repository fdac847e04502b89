"""Quotas (名额) as data: whose seats, how many, who competes, and what a tie across the line means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring.language.quorum import Quorum
from scoring.numbers.rounding import Exact

if TYPE_CHECKING:
    from scoring.language.scheme import Scheme

LARGEST = "largest"
"""Seats rounded so that they add up to the whole share: what floors leave goes to the largest remainders."""
OPEN, ALL_IN, ALL_OUT = "undecided", "all_in", "all_out"
"""A tie across the line: a named person decides, all those on the line are in, all are out."""
GROUP, ALL, UNIT = "group", "all", "unit"
BY_SCORE, AGAIN = "score", "again"
"""Second keys beside the paths of rules: the published score, the votes of a second ballot."""


@dataclass(frozen=True)
class Shares:
    """The share by the grade of another subject: the own unit, or whom the attribute `whose` names."""

    of: str
    whose: str
    by_grade: Mapping[str, Exact]


@dataclass(frozen=True)
class Field:
    """Groups that compete together for `seats`; with votes the best `candidates` by score stand."""

    key: str
    label: str
    groups: tuple[str, ...]
    seats: int
    candidates: int


@dataclass(frozen=True)
class Votes:
    """Who gets more votes: of the `option` in the ballot `source`, or told as the decision `decision`.

    `again` is the source of a second ballot among those tied; `runners_up` the grade of candidates without a seat.
    A ballot of which fewer than `at_least` papers came back, or less than a rule of `validity` asks, gives no votes.
    """

    source: str
    option: str
    decision: str
    again: str
    runners_up: str
    at_least: int = 1
    validity: tuple[Quorum, ...] = ()


@dataclass(frozen=True)
class Quota:
    """`share` of the base, or the seats of `fields`, for the best of subject kind `of`.

    The base is every ranked or blocked subject and those whose status is in `also`. `per` says where seats are counted:
    in each 'group', in 'all' together, in each 'unit', or by an attribute; where less than `pool_below` are (0: where
    the share is less than a seat, None: no pools) several are taken together. `minimum` seats are there wherever
    anybody is. With `exact` all seats are to be filled. `keys` part a tie across the line, `ties` says what is done
    when they do not. Those in get `grade` ('' for none); only grades in `among` compete; who had that grade and is out
    gets `others`.
    """

    key: str
    label: str
    of: str
    share: Exact
    also: tuple[str, ...]
    clause: str
    rounding: str = LARGEST
    minimum: int = 0
    per: str = GROUP
    pool_below: int | None = None
    shares: Shares | None = None
    exact: bool = False
    keys: tuple[str, ...] = ()
    ties: str = OPEN
    grade: str = ""
    among: tuple[str, ...] = ()
    others: str = ""
    fields: Mapping[str, Field] = field(default_factory=dict)
    votes: Votes | None = None

    @property
    def ordered(self) -> bool:
        """Whether the scheme writes down the order of the scopes, as it does for groups, but not for units."""
        return bool(self.fields) or self.per in (GROUP, ALL)


def scope_label(scheme: "Scheme", quota: Quota, key: str) -> str:
    """The words of a scope: a group's or field's label, a unit's code, of pooled ones all; '' for all together.

    A person, such as the leader in charge, is not named.
    """
    if key in quota.fields:
        return quota.fields[key].label
    if quota.per in scheme.pointing:
        return f"同一{quota.per}"
    groups = scheme.subjects[quota.of].groups
    return "、".join(groups.get(one, "" if one == ALL else one) for one in key.split("、"))
