"""The one door by which the office's sheets reach the units' register. What befalls a unit on a day is in `acts`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cadres.jobs.services import Refused
from cadres.units.models import Unit, UnitName
from cadres.units.selectors import names_ever, resting_on

_FROM_OFFICE = ("short_name", "category", "protocol_order", "founded_on")


def register(county: Any, units: Iterable[Unit]) -> dict[str, Unit]:
    """Enter units, or bring those of the same code up to date; returns them by code. In the caller's transaction.

    A sheet renames nobody: it may call a unit by any name that it has borne, and names one that was entered without a
    name. Raises Refused for another name, and when a name already belongs to another code.
    """
    entered = sorted(units, key=lambda unit: unit.code)
    held = {unit.code: unit for unit in Unit.objects.filter(county=county)}
    _names_free(held, entered)
    _names_known(held, entered)
    for unit in entered:
        unit.county = county
        _as_on_record(unit, held.get(unit.code))
    saved = Unit.objects.bulk_create(
        entered, update_conflicts=True, unique_fields=["county", "code"], update_fields=_FROM_OFFICE
    )
    return {unit.code: unit for unit in saved}


def first_name(unit: Unit, name: str, short_name: str = "") -> None:
    """Give a name to a unit that was entered by its code alone, as if it had always had it. In the caller's
    transaction.
    """
    UnitName.objects.create(unit=unit, name=name)
    unit.name, unit.short_name = name, short_name or unit.short_name
    unit.save(update_fields=["name", "short_name"])


def take_back(keys: Iterable[int], besides: Mapping[int, Sequence[str]]) -> dict[str, str]:
    """Remove units that a sheet entered by mistake, with their names; in the caller's transaction.

    Those that anything rests on stay: their names → why. `besides` are further reasons by key. Nobody takes up a post
    in one of them meanwhile, nor acts on it: their rows are held.
    """
    units = {unit.pk: unit for unit in Unit.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk")}
    resting = resting_on(units)
    why = {key: [*resting[key], *besides.get(key, ())] for key in units}
    Unit.objects.filter(pk__in=[key for key, words in why.items() if not words]).delete()
    return {units[key].name: "、".join(words) for key, words in why.items() if words}


def _names_free(held: dict[str, Unit], entered: list[Unit]) -> None:
    standing = {unit.name: unit.code for unit in held.values() if not unit.abolished_on}
    for unit in entered:
        if standing.get(unit.name, unit.code) != unit.code:
            raise Refused(
                f"单位“{unit.name}”在已有名册中的代码是 {standing[unit.name]}，表中是 {unit.code}，请核对单位代码。"
            )


def _names_known(held: dict[str, Unit], entered: list[Unit]) -> None:
    borne: dict[int, set[str]] = defaultdict(set)
    for row in names_ever(unit.pk for unit in held.values()):
        borne[row.unit_id].add(row.name)
    for unit in entered:
        known = held.get(unit.code)
        if known and not known.unnamed and unit.name not in borne[known.pk]:
            told = f"代码 {unit.code} 在单位名册中是“{known.name}”，表中写“{unit.name}”"
            raise Refused(f"{told}。请核对代码；单位更名的，请先在单位名册中登记更名。")


def _as_on_record(unit: Unit, known: Unit | None) -> None:
    """A unit on record keeps its name; the short one is taken over with the present name only."""
    if known and known.unnamed:
        first_name(known, unit.name, unit.short_name)
    elif known:
        unit.short_name = unit.short_name if unit.name == known.name and unit.short_name else known.short_name
        unit.name = known.name
