"""Personal data are kept as long as they are needed: what has run out by the rules of the settings, and its removal.

The rules (config/retention.py) name what may be removed at all. The trail, results and what they rest on are no part of
them, and the database refuses their removal.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from cadres.access.permissions import May, may
from cadres.jobs.services import Refused
from cadres.privacy.rules import Rule
from cadres.trail.services import record


class Due(NamedTuple):
    """What has run out by a rule: how many things, and before when they came."""

    key: str
    rule: Rule
    before: datetime
    things: int


def rules() -> Mapping[str, Rule]:
    """The rules, by their keys."""
    told: Mapping[str, Rule] = settings.RETENTION
    return told


def due(county: Any) -> list[Due]:
    """What has run out in a county, by every rule."""
    return [Due(key, rule, _before(rule), _found(rule, county).count()) for key, rule in rules().items()]


@transaction.atomic
def remove(county: Any, key: str, reason: str, *, actor: Any, second: Any) -> int:
    """Remove what has run out by one rule; how many things that were. The line says who, with whom, and why.

    Raises Refused unless two different people of the county who may do it stand for it, and where nothing has run out.
    """
    if not reason.strip():
        raise Refused("请写明清理的理由。")
    if actor == second or not all(_stands_for(one, county) for one in (actor, second)):
        raise Refused(f"须由本县两名不同的人员共同办理，两人都可以{May.REMOVE_EXPIRED.value}。")
    rule = rules()[key]
    found = _found(rule, county)
    count = found.count()
    if not count:
        raise Refused(f"“{rule.label}”没有到期的数据。")
    told = f"清理到期数据：{rule.label} {count} 项（{timezone.localtime(_before(rule)):%Y-%m-%d} 以前）"
    record("data.removed", None, told, actor=actor, county=county, reason=reason, second=str(second), count=count)
    import_string(rule.remove)(found)
    return count


def _stands_for(user: Any, county: Any) -> bool:
    return bool(user.county_id == county.pk and may(user, May.REMOVE_EXPIRED))


def _found(rule: Rule, county: Any) -> "QuerySet[Any]":
    found: QuerySet[Any] = import_string(rule.found)(county, _before(rule))
    return found


def _before(rule: Rule) -> datetime:
    """The midnight before which a thing must have come to have run out: the same for the whole day."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=rule.days)
