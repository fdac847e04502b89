"""What an account may see of a county's records: querysets are narrowed here and in the `selectors` built on it."""

from dataclasses import dataclass
from typing import Any

from cadres.access.models import Role
from cadres.access.permissions import RULES, May, roles_of


@dataclass(frozen=True, slots=True)
class Scope:
    """A reader's bounds: the county, and within it everything, some units, or some people."""

    county_id: int | None
    whole_county: bool
    unit_ids: frozenset[int]
    person_ids: frozenset[int]


def scope_of(user: Any, act: May) -> Scope:
    """The bounds within which the account may do `act`. Nothing at all when no role of its grants the act."""
    granted = roles_of(user) & RULES[act]
    if not granted:
        return Scope(None, False, frozenset(), frozenset())
    bounds = list(user.assignments.filter(role__in=granted).values_list("role", "unit_id", "person_id"))
    return Scope(
        county_id=user.county_id,
        whole_county=bool(granted - {Role.UNIT_LEADER, Role.CADRE}),
        unit_ids=frozenset(unit for role, unit, _ in bounds if role == Role.UNIT_LEADER and unit),
        person_ids=frozenset(person for role, _, person in bounds if role == Role.CADRE and person),
    )
