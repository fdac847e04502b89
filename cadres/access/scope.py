"""What an account may see of a county's records: querysets are narrowed here and in the `selectors` built on it."""

from dataclasses import dataclass
from typing import Any

from cadres.access.models import NARROW, OF_INDICATORS, OF_ONE_PERSON, OF_ONE_UNIT
from cadres.access.permissions import May, granting


@dataclass(frozen=True, slots=True)
class Scope:
    """A reader's bounds: the county, and within it everything, some units, what some units monitor, or some people."""

    county_id: int | None
    whole_county: bool
    unit_ids: frozenset[int]
    person_ids: frozenset[int]
    monitor_ids: frozenset[int] = frozenset()


def scope_of(user: Any, act: May) -> Scope:
    """The bounds within which the account may do `act`. Nothing at all when no role of its grants the act."""
    granted = granting(user, act)
    if not granted:
        return Scope(None, False, frozenset(), frozenset())
    bounds = list(user.assignments.filter(role__in=granted).values_list("role", "unit_id", "person_id"))
    return Scope(
        county_id=user.county_id,
        whole_county=bool(granted - NARROW),
        unit_ids=frozenset(unit for role, unit, _ in bounds if role in OF_ONE_UNIT),
        person_ids=frozenset(person for role, _, person in bounds if role in OF_ONE_PERSON),
        monitor_ids=frozenset(unit for role, unit, _ in bounds if role in OF_INDICATORS),
    )
