from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from assessment.cycles.models import UNIT, AdoptedScheme, Cycle, Seat
from cadres.access.permissions import May
from cadres.access.scope import Scope, scope_of
from scoring.language.scheme import Scheme
from scoring.load import loads


def cycles_for(user: Any) -> QuerySet[Cycle]:
    """The cycles of the account's county."""
    return Cycle.objects.filter(county_id=user.county_id).select_related("scheme", "county")


def seated() -> QuerySet[Seat]:
    """The seats that are their year's roster now. Those of a data book before the newest are left to its runs."""
    return Seat.objects.filter(Q(roster=F("cycle__roster")) | Q(roster=None))


def seats_for(user: Any, act: May) -> QuerySet[Seat]:
    """The seats of today's rosters on which the account may do `act`."""
    return within(seated(), scope_of(user, act))


def within(seats: QuerySet[Seat], scope: Scope) -> QuerySet[Seat]:
    """Seats inside the bounds: the county's, or those of own units, or one's own."""
    if scope.county_id is None:
        return seats.none()
    mine = seats.filter(cycle__county_id=scope.county_id)
    if scope.whole_county:
        return mine
    return mine.filter(Q(unit_id__in=scope.unit_ids) | Q(person_id__in=scope.person_ids))


def unit_groups(scheme: Scheme) -> Mapping[str, str]:
    """The groups of units, which lists narrow by; none where a scheme assesses no units."""
    return scheme.subjects[UNIT].groups if UNIT in scheme.subjects else {}


def categories_of(county: Any) -> dict[str, str]:
    """What an office calls the groups of its units → what the register calls them, by all schemes adopted in it; of two
    groups of one name that of the newer scheme.
    """
    adopted = AdoptedScheme.objects.filter(county=county).order_by("pk")
    return {label: key for one in adopted for key, label in unit_groups(loads(one.text, one.name)).items()}


def person_groups(scheme: Scheme) -> Mapping[str, str]:
    """The groups of the kinds of people."""
    return {key: label for kind in scheme.subjects.values() if kind.people for key, label in kind.groups.items()}


def scheme_of(cycle: Cycle) -> Scheme:
    """The scheme a cycle is bound to. Its text never changes; the loader remembers what it has parsed."""
    return loads(cycle.scheme.text, cycle.scheme.name)
