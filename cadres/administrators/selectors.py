"""Accounts and changes of roles as an administrator of the same county sees them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from cadres.access.models import Assignment
from cadres.accounts.models import ChangeState, RoleChange, User

_HELD = Prefetch("assignments", Assignment.objects.select_related("unit", "person").order_by("id"))
#: State in the list's filter → accounts in it.
STATES: Mapping[str, tuple[str, Q]] = {
    "": ("全部", Q()),
    "active": ("在用", Q(is_active=True)),
    "closed": ("已停用", Q(is_active=False)),
    "bare": ("没有角色", Q(is_active=True, assignments=None)),
}


def accounts_for(user: Any) -> QuerySet[User]:
    """The accounts of the administrator's county with the roles they hold."""
    return User.objects.filter(county_id=user.county_id).prefetch_related(_HELD).order_by("username")


def listed(user: Any, words: str = "", role: str = "", state: str = "") -> QuerySet[User]:
    """Those whose name holds the words, with the role and in the state asked for."""
    found = accounts_for(user).filter(STATES.get(state, STATES[""])[1])
    if words:
        found = found.filter(Q(username__icontains=words) | Q(display_name__icontains=words))
    if role:
        found = found.filter(pk__in=Assignment.objects.filter(role=role).values("user"))
    return found


def changes_for(user: Any) -> QuerySet[RoleChange]:
    """Every change of roles proposed in the county, newest first."""
    told = ("user", "unit", "person", "proposed_by", "decided_by")
    return RoleChange.objects.filter(user__county_id=user.county_id).select_related(*told)


def open_changes(user: Any) -> QuerySet[RoleChange]:
    """Those that wait for a second person."""
    return changes_for(user).filter(state=ChangeState.OPEN)
