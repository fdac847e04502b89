"""What is known of the district: units with their marks, people, votes, and what was decided."""

from dataclasses import dataclass, field
from decimal import Decimal

DEPARTMENTS, TOWNSHIPS = ("D1", "D2", "D3"), ("T1", "T2", "T3")
DEPARTMENT, TOWNSHIP, OUTPOST, BANK = "部门", "乡镇街道", "驻外机构", "金融单位"

Votes = tuple[int, int, int, int]
"""好、较好、一般、差; of a person's further use 提拔、继任、改非、降职."""
Ticks = dict[str, int]
"""How many valid ballots tick a defect."""


@dataclass
class Poll:
    """An appraisal ballot: handed out, come back, invalid, and the valid votes."""

    due: int
    cast: int
    void: int
    votes: Votes


@dataclass
class Person:
    """`grade_before` is last year's; with `left` he was gone before the year's end and nobody voted on him.

    Defects and further use were asked of principals only.
    """

    code: str
    name: str
    id_number: str
    principal: bool
    grade_before: str
    poll: Poll | None
    left: str = ""
    ticks: Ticks = field(default_factory=dict)
    wishes: Votes = (0, 0, 0, 0)


@dataclass
class Unit:
    """`score` is the target score that `marks` are made for. Votes of the conference for candidates only."""

    code: str
    name: str
    group: str
    sort: str
    staff: int
    score: Decimal = Decimal(0)
    marks: dict[str, Decimal] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    poll: Poll | None = None
    ticks: Ticks = field(default_factory=dict)
    elected: int | None = None
    again: int | None = None
    veto: str = ""
    before: tuple[int, str] = (0, "")
    """Last year's rank in the group, and the grade."""
