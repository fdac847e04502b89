"""What is known of the district: units, cadres with their posts, what evaluators said, points, decisions."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

TOWNSHIP, DEPARTMENT = "乡镇街道", "部门"
FIRST, LAST = date(2018, 1, 1), date(2018, 12, 31)
HALVES = {"上半年": date(2018, 6, 30), "下半年": date(2018, 12, 31)}
"""The days on which the half-yearly assessments are due."""


class Post(NamedTuple):
    """Held in a unit between two days, both inclusive."""

    unit: str
    principal: bool
    first: date = FIRST
    last: date = LAST


class Line(NamedTuple):
    """Running points under a rule of the scheme: `keys` for a rule with a table, `quantity` for one per unit."""

    on: date
    rule: str
    reason: str
    quantity: int = 1
    keys: str = ""
    fact: str = ""


class Told(NamedTuple):
    """A decision on record."""

    what: str
    decided: str
    on: date


@dataclass
class Cadre:
    """`quality` in hundredths is what evaluators see, each in his own way. None among `leaders` is 不了解.

    `head` holds by half-year the marks of the unit's principals, by their codes.
    """

    code: str
    name: str
    id_number: str
    posts: list[Post]
    quality: int
    situation: str = ""
    leaders: list[Decimal | None] = field(default_factory=list)
    team: list[Decimal] = field(default_factory=list)
    daily: dict[str, Decimal] = field(default_factory=dict)
    head: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    decisions: list[Told] = field(default_factory=list)

    @property
    def post(self) -> Post:
        """The last one."""
        return self.posts[-1]

    @property
    def first(self) -> date:
        """The first day in a post of the district."""
        return self.posts[0].first

    def on(self, day: date) -> Post | None:
        """The post held on a day."""
        return next((post for post in self.posts if post.first <= day <= post.last), None)


@dataclass
class Unit:
    """`result` is the mark of the unit's year."""

    code: str
    name: str
    group: str
    result: Decimal


@dataclass
class District:
    """All of it."""

    units: list[Unit]
    cadres: list[Cadre]
