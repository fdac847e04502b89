"""What an account may do, and why: each act with the roles that grant it and how they came to the account."""

from collections.abc import Sequence
from dataclasses import dataclass

from cadres.access.models import Assignment
from cadres.access.permissions import RULES, May
from cadres.accounts.models import ChangeState, RoleChange, User


@dataclass(frozen=True, slots=True)
class Granted:
    """An act and the roles by which the account may do it."""

    act: May
    by: Sequence[Assignment]


@dataclass(frozen=True, slots=True)
class Held:
    """A role with the change that gave it, unless it was given on the server."""

    given: Assignment
    change: RoleChange | None


def granted_to(user: User) -> list[Granted]:
    """Every act the account may do, in the order of the rules."""
    held = list(user.assignments.select_related("unit", "person"))
    acts = (Granted(act, [one for one in held if one.role in roles]) for act, roles in RULES.items())
    return [one for one in acts if one.by or one.act is May.OWN_ACCOUNT]


def held_by(user: User) -> list[Held]:
    """The account's roles and how each came."""
    confirmed = RoleChange.objects.filter(user=user, giving=True, state=ChangeState.CONFIRMED)
    by_what = {_key(change): change for change in confirmed.select_related("proposed_by", "decided_by").order_by("id")}
    held = user.assignments.select_related("unit", "person").order_by("id")
    return [Held(given, by_what.get(_key(given))) for given in held]


def _key(one: Assignment | RoleChange) -> tuple[str, int | None, int | None]:
    return one.role, one.unit_id, one.person_id
