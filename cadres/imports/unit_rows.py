"""A row about a unit, held against the units on record; and the units that rows about people may name."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from cadres.imports.findings import Difference, Finding
from cadres.imports.layouts import UnitLine
from cadres.imports.reading import Read
from cadres.units.models import Unit
from cadres.units.selectors import by_any_name
from cadres.workbooks.texts import plain


class Units:
    """The county's units by code and by every name, with those that the rosters enter."""

    def __init__(self, county: Any, words: Mapping[str, str]) -> None:
        self.county, self.labels = county, {key: word for word, key in words.items()}
        self.by_code = {unit.code: unit for unit in Unit.objects.filter(county=county)}
        self.by_name = {plain(name): self.by_code[unit.code] for name, unit in by_any_name(county).items()}
        self.shorts = dict(_shorts(self.by_code.values()))
        self._codes: dict[str, int] = {}
        self._names: dict[str, int] = {}

    def named(self, name: str) -> Unit | None:
        """The unit of that name or short name, None where there is none or several."""
        return self.by_name.get(name) or self.shorts.get(name)

    def fault(self, read: Read, key: str, name: str) -> None:
        """Say that there is no such unit, and which name comes near."""
        near = get_close_matches(name, self.by_name, n=1)
        cure = f"最接近的是“{near[0]}”，请核对后改正。" if near else "请改为名册中的单位名称，或在单位名册中补上。"
        read.fault(key, f"名册中没有单位“{name}”", cure)

    def leading(self, title: str) -> tuple[Unit, str] | None:
        """The unit whose name begins a post's title ('财政局局长'), and what follows it; the longest name counts."""
        for length in range(len(title) - 1, 1, -1):
            if unit := self.named(title[:length]):
                return unit, title[length:]
        return None

    def finding(self, number: int, read: Read, row: UnitLine) -> Finding:
        """What the row means; where it is sound the unit that it enters may be named by the rows after it."""
        unit = self._found(read, row)
        found = Finding(number, read, row.name or "", row.code or (unit.code if unit else ""))
        if not read.faults:
            self._once(read, row)
        if read.faults:
            return found
        found.thing, found.code = (unit.pk, unit.code) if unit else (None, "")
        found.unit = _told(self.county, row, unit)
        found.differences = list(self._differences(unit, found.unit))
        if unit is None:
            self.by_code[found.unit.code] = self.by_name[found.unit.name] = found.unit
            self.shorts.setdefault(found.unit.short_name, found.unit)
        return found

    def _found(self, read: Read, row: UnitLine) -> Unit | None:
        name = row.name or ""
        owner, unit = self.by_name.get(name), self.by_code.get(row.code or "")
        if not name:
            read.fault("name", "单位名称为空", "请填写单位名称。")
        elif row.code and unit and owner is not unit and not unit.unnamed:
            what = f"代码 {row.code} 在名册中是“{unit.name}”，表中写“{name}”"
            read.fault("name", what, "单位更名是有日期和文号的事，请先登记更名；代码写错的请改正。")
        elif row.code and unit is None and owner:
            what = f"“{name}”在名册中的代码是 {owner.code}，表中写 {row.code}"
            read.fault("code", what, "一个单位只有一个代码，请核对。")
        elif not row.code and owner is None:
            read.fault("code", f"新单位“{name}”没有单位代码", "请填写单位代码，每个单位一个，不能重复。")
        found = unit or owner
        if found and found.abolished_on:
            read.fault(
                "name", f"“{found.name}”已于 {found.abolished_on:%Y-%m-%d} 撤销", "请从名册中删除，或改为承继的单位。"
            )
        if not found and not row.category:
            read.fault("category", f"新单位“{name}”没有单位类别", "请填写单位类别。")
        return found

    def _once(self, read: Read, row: UnitLine) -> None:
        for seen, key, value, word in (
            (self._codes, "code", row.code, "单位代码"),
            (self._names, "name", row.name, "单位名称"),
        ):
            if value and value in seen:
                read.fault(key, f"{word}“{value}”与第{seen[value]}行重复", "每个单位一行，请删除或改正其中一行。")
            elif value:
                seen[value] = read.line

    def _differences(self, unit: Unit | None, told: Unit) -> Iterator[Difference]:
        for name, label in _FIELDS.items():
            before, after = self._shown(unit, name) if unit else "", self._shown(told, name)
            if before != after:
                yield Difference(name, label, before, after)

    def _shown(self, unit: Unit, name: str) -> str:
        value = getattr(unit, name)
        return self.labels.get(value, value) if name == "category" else "" if value is None else str(value)


_FIELDS = {
    "name": "单位名称",
    "short_name": "简称",
    "category": "单位类别",
    "protocol_order": "排序",
    "founded_on": "成立时间",
}


def _shorts(units: Any) -> Iterator[tuple[str, Unit]]:
    """Short names that one living unit alone has."""
    several: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.short_name and not unit.abolished_on:
            several.setdefault(plain(unit.short_name), []).append(unit)
    yield from ((name, found[0]) for name, found in several.items() if len(found) == 1)


def _told(county: Any, row: UnitLine, unit: Unit | None) -> Unit:
    """The unit as the row has it; what the row leaves blank is as on record."""
    before = unit or Unit(short_name="", category="", protocol_order=row.line)
    named = row.name or "" if unit is None or unit.unnamed else unit.name
    return Unit(
        county=county,
        code=unit.code if unit else row.code or "",
        name=named,
        short_name=row.short or before.short_name,
        category=row.category or before.category,
        protocol_order=before.protocol_order if row.order is None else row.order,
        founded_on=row.founded or before.founded_on,
    )
