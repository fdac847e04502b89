"""What signing in leaves behind beside the trail: counted tries, ended sessions, tokens that ran out."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.db.models import QuerySet

from cadres.accounts.models import Token, User


def attempts(county: Any, before: datetime) -> "QuerySet[Any]":
    """Wrong tries with names of the county's accounts, and with names of nobody."""
    names = User.objects.exclude(county=county).exclude(county=None).values("username")
    found: QuerySet[Any] = AccessAttempt.objects.filter(attempt_time__lt=before).exclude(username__in=names)
    return found


def sessions(county: Any, before: datetime) -> "QuerySet[Any]":
    """Sessions of the county's accounts nobody was seen in since then: from where, with which browser."""
    found: QuerySet[Any] = UserSession.objects.filter(user__county=county, last_seen_at__lt=before)
    return found


def tokens(county: Any, before: datetime) -> "QuerySet[Any]":
    """Tokens that ran out before then."""
    found: QuerySet[Any] = Token.objects.filter(user__county=county, expiry__lt=before)
    return found


def remove(found: "QuerySet[Any]") -> None:
    """The rows themselves: nothing rests on them."""
    found.delete()
