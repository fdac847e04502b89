"""The one door for changes of the units' register."""

from collections.abc import Iterable
from typing import Any

from cadres.jobs.services import Refused
from cadres.units.models import Unit

_FROM_OFFICE = ("name", "short_name", "category", "protocol_order", "founded_on")


def register(county: Any, units: Iterable[Unit]) -> dict[str, Unit]:
    """Enter units, or bring those of the same code up to date; returns them by code. In the caller's transaction.

    Raises Refused when a name already belongs to another code.
    """
    entered = sorted(units, key=lambda unit: unit.code)
    for unit in entered:
        unit.county = county
    _names_free(county, entered)
    saved = Unit.objects.bulk_create(
        entered, update_conflicts=True, unique_fields=["county", "code"], update_fields=_FROM_OFFICE
    )
    return {unit.code: unit for unit in saved}


def _names_free(county: Any, units: list[Unit]) -> None:
    held = dict(Unit.objects.filter(county=county).values_list("name", "code"))
    for unit in units:
        if held.get(unit.name, unit.code) != unit.code:
            raise Refused(
                f"单位“{unit.name}”在已有名册中的代码是 {held[unit.name]}，表中是 {unit.code}，请核对单位代码。"
            )
