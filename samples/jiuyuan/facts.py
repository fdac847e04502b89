"""What is known of the district."""

from dataclasses import dataclass, field
from decimal import Decimal

QUARTERS = ("一季度", "二季度", "三季度", "四季度")
BULLETINS, REPORTS = ("招商引资", "项目建设", "乡村振兴"), ("班子履职", "个人履职")
FORMS = ("在岗履职", "任务完成", "群众评价")
COUNTY, PRINCIPAL, DEPUTY = "县级领导", "正职", "副职"

Issue = tuple[str, str, int]
"""Rule, day, how many."""


@dataclass
class Unit:
    """`assessed` and `events` are readings as they are, `economy` what was reached against what was asked."""

    code: str
    name: str
    group: str
    leader: str
    since: str = ""
    assessed: dict[str, Decimal] = field(default_factory=dict)
    economy: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    events: int = 0
    marks: dict[tuple[str, str, str], Decimal] = field(default_factory=dict)
    """By source, quarter and item."""
    issues: list[Issue] = field(default_factory=list)


@dataclass
class Indicator:
    """`place` is the rank, among how many, shared with how many others; None where the city told no value."""

    code: str
    name: str
    unit: str
    place: tuple[int, int, int] | None


@dataclass
class Leader:
    """`form` are the marks of the registration form; empty for leaders whom the city manages."""

    code: str
    name: str
    id_number: str
    group: str
    unit: str
    form: tuple[int, ...] = ()
    left: str = ""


@dataclass
class District:
    """Everything."""

    units: list[Unit]
    indicators: list[Indicator]
    leaders: list[Leader]
