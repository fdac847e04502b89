"""The county as plain data; every sheet of the workbooks is a view of these facts.

Marks are whole tenths of a point (``925`` is 92.5) so that no binary fraction comes near a score.
"""

from dataclasses import dataclass, field
from datetime import date

PRINCIPAL, DEPUTY, RANKED = "一把手", "副职", "待遇干部"
CLASSES = (PRINCIPAL, DEPUTY, RANKED)
CATEGORIES = ("党群部门", "政府职能部门", "社会事业部门", "垂管部门", "苏木镇")
LETTERS = dict(zip(CATEGORIES, "ABCDE", strict=True))
FIELDS = ("全面建成小康社会", "全面深化改革", "全面依法治旗", "全面从严治党", "党风廉政建设")


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    short: str
    category: str
    order: int
    work: str
    founded: date | None = None
    remark: str = ""

    def exists(self, day: date) -> bool:
        return self.founded is None or self.founded <= day


@dataclass(frozen=True)
class Post:
    """A county post held on the days ``entered <= day < left``; ``how`` is the move that opened it, empty if older."""

    unit: Unit
    title: str
    rank: str
    entered: date
    left: date | None = None
    how: str = ""

    def held(self, day: date) -> bool:
        return self.entered <= day and (self.left is None or day < self.left)


@dataclass
class Person:
    name: str
    sex: str
    nation: str
    born: date
    id_number: str
    posts: list[Post]

    @property
    def last(self) -> Post:
        return self.posts[-1]

    def post_on(self, day: date) -> Post | None:
        return next((post for post in self.posts if post.held(day)), None)


@dataclass(frozen=True)
class CountyTask:
    number: str
    field: str
    content: str
    target: str


@dataclass(frozen=True)
class Stint:
    """One person's hold on one share of a unit task, both days included."""

    person: Person
    first: date
    last: date


@dataclass
class Share:
    leads: bool
    percent: int
    work: str
    stints: list[Stint]


@dataclass
class UnitTask:
    number: str
    unit: Unit
    parent: CountyTask
    content: str
    common: bool
    points: int
    monitor: Unit
    shares: list[Share] = field(default_factory=list)

    def leader_on(self, day: date) -> Person | None:
        lead = next(share for share in self.shares if share.leads)
        return next((stint.person for stint in lead.stints if stint.first <= day <= stint.last), None)


@dataclass(frozen=True)
class Deduction:
    line: int
    task: UnitTask
    day: date
    tenths: int
    reason: str
    document: str


@dataclass
class Card:
    """All marks of one subject; ``None`` where it was not due."""

    months: list[int | None]
    special: list[list[int] | None]
    periodic: list[list[int] | None]


@dataclass
class County:
    units: list[Unit]
    people: list[Person]
    county_tasks: list[CountyTask]
    tasks: list[UnitTask]
    deductions: list[Deduction]
    unit_cards: dict[str, Card]
    team_cards: dict[str, Card]
    cadre_cards: dict[str, Card]
    inquiries: list[tuple[Person, date, str]]

    @property
    def roster(self) -> list[Person]:
        """Cadres in office on the year's last day."""
        return [person for person in self.people if person.last.left is None]

    def place(self) -> dict[str, int]:
        """Protocol order: unit code to position from 0."""
        return {unit.code: number for number, unit in enumerate(self.units)}
