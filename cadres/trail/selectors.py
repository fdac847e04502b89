"""What an auditor reads of the trail and of its chain."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from cadres.access.models import Role
from cadres.access.permissions import roles_of
from cadres.trail.models import TrailLine, TrailLink
from cadres.trail.searching import conditions, of_security


def trail_for(user: Any, asked: Mapping[str, Any] | None = None) -> QuerySet[TrailLine]:
    """The lines of the account's county and those of no county, newest first; `asked` as `Search.asked` gives it.

    The audit administrator sees no business data: lines about accounts, reads, exports and proofs, not about scores.
    """
    own = TrailLine.objects.filter(Q(county_id=user.county_id) | Q(county=None))
    if not reads_all(user):
        own = own.filter(of_security())
    return own.filter(conditions(asked or {})).select_related("link").order_by("-id")


def reads_all(user: Any) -> bool:
    """Whether the account reads the lines about the assessment too."""
    return Role.AUDITOR in roles_of(user)


class Chain(NamedTuple):
    """The chain's last link, and the line of its latest verification (None: there is none yet)."""

    last: TrailLink | None
    verified: TrailLine | None


def chain_state() -> Chain:
    """The state of the one chain that all counties' lines are in."""
    last = TrailLink.objects.filter(number__isnull=False).order_by("-number").first()
    return Chain(last, TrailLine.objects.filter(act="trail.verified").order_by("-id").first())
