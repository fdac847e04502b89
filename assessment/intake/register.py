"""The register that the sheets give: units by name, and the careers of the year's people, found by unit and name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from assessment.intake.rows import UnitRow
from cadres.workbooks.faults import Faults
from cadres.workbooks.tables import Table
from cadres.workbooks.texts import name_key


@dataclass(frozen=True, slots=True)
class Stint:
    """A post as the sheets tell it, both days inclusive; None where they do not say since when, or where it goes on."""

    unit: str
    title: str
    level: str
    first: date | None
    last: date | None

    def within(self, first: date, last: date) -> tuple[date, date] | None:
        """The days of the stint between two days; None when there are none."""
        begin, end = max(self.first or first, first), min(self.last or last, last)
        return (begin, end) if begin <= end else None


@dataclass(frozen=True, slots=True)
class Career:
    """A person and the posts held in the year, in order; `stints[-1]` is the one that counts for class and unit."""

    id_number: str
    name: str
    sex: str
    ethnicity: str
    birth: date
    order: int
    stints: tuple[Stint, ...]
    in_office: bool

    @property
    def own(self) -> Stint:
        """The post on the year's last day, or the last one held."""
        return self.stints[-1]

    def days(self, year: tuple[date, date]) -> tuple[date, date] | None:
        """The first and the last day in office within the year; None when there is none."""
        spans = self.spans(year)
        return (spans[0][0], spans[-1][1]) if spans else None

    def spans(self, year: tuple[date, date]) -> list[tuple[date, date]]:
        """The days of each post within the year, in order."""
        return [span for stint in self.stints if (span := stint.within(*year))]

    def served(self, unit: str, first: date, last: date, year: tuple[date, date]) -> bool:
        """Whether the person held posts in the unit on every day from `first` to `last` of the year."""
        spans = sorted(span for stint in self.stints if stint.unit == unit and (span := stint.within(*year)))
        reached = first.toordinal()
        for begin, end in spans:
            if begin.toordinal() <= reached:
                reached = max(reached, end.toordinal() + 1)
        return reached > last.toordinal()


@dataclass(slots=True)
class Register:
    """Units and people known to the set. What stands in a faulty row is `doubtful`: not missed a second time."""

    year: tuple[date, date]
    units: dict[str, UnitRow] = field(default_factory=dict)
    careers: dict[str, Career] = field(default_factory=dict)
    doubtful_units: set[str] = field(default_factory=set)
    doubtful_names: set[str] = field(default_factory=set)
    units_lacking: bool = False
    people_lacking: bool = False
    _last: dict[tuple[str, str], list[Career]] = field(default_factory=lambda: defaultdict(list))
    _ever: dict[tuple[str, str], list[Career]] = field(default_factory=lambda: defaultdict(list))
    _named: dict[str, list[Career]] = field(default_factory=lambda: defaultdict(list))

    def add(self, career: Career) -> None:
        """Enter a person."""
        key = name_key(career.name)
        self.careers[career.id_number] = career
        self._last[career.own.unit, key].append(career)
        self._named[key].append(career)
        for unit in {stint.unit for stint in career.stints if stint.within(*self.year)}:
            self._ever[unit, key].append(career)

    def existence(self, unit: UnitRow) -> tuple[date, date]:
        """The days of the year on which a unit existed."""
        first, last = self.year
        return max(first, unit.founded or first), last

    def unit(self, table: Table[Any], line: int, key: str, name: str, faults: Faults) -> UnitRow | None:
        """The unit of that name; None, with a fault unless its own row was faulty, when there is none."""
        found = self.units.get(name)
        if found is None and not self.units_lacking and name not in self.doubtful_units:
            near = get_close_matches(name, self.units, n=1)
            cure = (
                f"最接近的是“{near[0]}”，请改为名册中的名称。" if near else "请改为“单位名册”中的名称，或在名册中补上。"
            )
            table.fault(faults, line, key, f"“单位名册”中没有“{name}”", cure)
        return found

    def member(
        self, table: Table[Any], line: int, unit: str, name: str, birth: date | None, faults: Faults
    ) -> Career | None:
        """Who of that name belonged to the unit on the year's last day (or last, when retired)."""
        return self._one(self._last[unit, name_key(name)], table, line, unit, name, birth, faults)

    def server(
        self, table: Table[Any], line: int, unit: str, name: str, birth: date | None, faults: Faults
    ) -> Career | None:
        """Who of that name held a post in the unit at some time of the year."""
        return self._one(self._ever[unit, name_key(name)], table, line, unit, name, birth, faults)

    def _one(
        self,
        candidates: list[Career],
        table: Table[Any],
        line: int,
        unit: str,
        name: str,
        birth: date | None,
        faults: Faults,
    ) -> Career | None:
        if self.people_lacking or name_key(name) in self.doubtful_names:
            return candidates[0] if len(candidates) == 1 else None
        fitting = [career for career in candidates if birth in (None, career.birth)]
        if len(fitting) == 1:
            return fitting[0]
        key, what, cure = self._why(candidates, fitting, unit, name, birth)
        table.fault(faults, line, key, what, cure)
        return None

    def _why(
        self, candidates: list[Career], fitting: list[Career], unit: str, name: str, birth: date | None
    ) -> tuple[str, str, str]:
        """Column, what and cure."""
        if len(fitting) > 1 and birth is None:
            return "name", f"“{unit}”有 {len(fitting)} 个“{name}”，分不清是哪一个", "请填写出生年月加以区分。"
        if len(fitting) > 1:
            return (
                "name",
                f"“{unit}”有 {len(fitting)} 个同年同月出生的“{name}”",
                "请与组织部核对，为其中一人的姓名加注区分。",
            )
        if candidates and birth:
            return "birth", f"“{name}”的出生年月 {birth:%Y.%m} 与名册不符", "请与“干部名册”核对，改正不一致的一处。"
        return "name", f"“{unit}”没有“{name}”", self._elsewhere(self._named.get(name_key(name), ()))

    @staticmethod
    def _elsewhere(others: Iterable[Career]) -> str:
        units = "、".join(dict.fromkeys(career.own.unit for career in others))
        if units:
            return f"名册中此人在“{units}”，请核对单位。"
        return "请与“干部名册”“职务变动”核对姓名和单位。"
