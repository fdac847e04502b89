"""A row of each sheet, typed. `line` counts from 1 as the office sees it; units' names are without blanks."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class UnitRow(NamedTuple):
    """`category` is the scheme's group; `founded` None when the unit is older than the year."""

    line: int
    order: int
    code: str
    name: str
    short: str | None
    category: str
    founded: date | None


class CadreRow(NamedTuple):
    """Someone in office on the year's last day; `sex` '1' or '2', `birth` and `entered` first days of months."""

    line: int
    order: int | None
    unit: str
    name: str
    sex: str
    ethnicity: str
    birth: date
    id_number: str
    title: str
    level: str
    entered: date


class MoveRow(NamedTuple):
    """A change of post on `day`; `kind` is one of the words of the contract."""

    line: int
    name: str
    id_number: str
    day: date
    kind: str
    from_unit: str | None
    from_title: str | None
    from_level: str | None
    to_unit: str | None
    to_title: str | None
    to_level: str | None


class SituationRow(NamedTuple):
    """A circumstance of a person from `day` on."""

    line: int
    name: str
    id_number: str
    kind: str
    day: date
    document: str | None


class CountyTaskRow(NamedTuple):
    """Tier 1."""

    line: int
    field: str
    code: str
    title: str
    goal: str | None


class UnitTaskRow(NamedTuple):
    """Tier 2."""

    line: int
    unit: str
    code: str
    parent: str
    title: str
    indicator: str
    full_mark: Decimal
    monitor: str


class MemberTaskRow(NamedTuple):
    """Tier 3; `main` is 'main' or 'help', `share` a percentage, days None for the year's ends."""

    line: int
    task: str
    name: str
    birth: date | None
    main: str
    share: Decimal
    title: str
    first: date | None
    last: date | None


class DeductionRow(NamedTuple):
    """A line of the ledger; `points` is positive, as written."""

    line: int
    unit: str
    task: str
    day: date
    points: Decimal
    reason: str
    document: str | None


class MarkRow(NamedTuple):
    """All marks of one subject in a sheet; `name` and `birth` None for units and teams, a value None for no mark."""

    line: int
    unit: str
    name: str | None
    birth: date | None
    values: tuple[Decimal | None, ...]
