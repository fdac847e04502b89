"""What is known of the city."""

from dataclasses import dataclass, field

CHECKS, CHECKED = ("年初", "年中", "年末"), ("责任到位", "措施落实", "指标进度")
QUARTERS, HALVES = ("一季度", "二季度", "三季度", "四季度"), ("上半年", "下半年")
COUNTY, DEPARTMENT, PRINCIPAL, DEPUTY = "县区", "市直部门", "主要负责人", "班子成员"


@dataclass
class Entry:
    """A line of a merit or problem file; `fact` names what several lines are about."""

    rule: str
    day: str
    reason: str
    fact: str = ""


@dataclass
class Case:
    """A decision on record: of which mechanism, on which clause or fact."""

    what: str
    value: str
    document: str


@dataclass
class Unit:
    """`poverty` by quarter and `analysis` by half-year are marks."""

    code: str
    name: str
    group: str
    poverty: list[int]
    analysis: list[int]
    merits: list[Entry] = field(default_factory=list)
    traces: list[Entry] = field(default_factory=list)


@dataclass
class Cadre:
    """`grades` of the two years before, latest first. `since` is '' for the whole year."""

    code: str
    name: str
    id_number: str
    group: str
    unit: str
    analysis: list[int]
    grades: tuple[str, str]
    since: str = ""
    situation: str = ""
    merits: list[Entry] = field(default_factory=list)
    traces: list[Entry] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)


@dataclass
class Promise:
    """A key task promised to the public; `checks` are the marks by check, then by item."""

    code: str
    name: str
    unit: str
    cadre: str
    checks: list[list[int]]


@dataclass
class City:
    """Everything."""

    units: list[Unit]
    cadres: list[Cadre]
    promises: list[Promise]
