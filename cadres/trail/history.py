"""The history of a record in words: acts on paper, and what the trail tells beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cadres.access.permissions import May, may
from cadres.trail.models import TrailLine
from cadres.trail.searching import label_of

_MOST = 60
#: Acts on many at once, of which one person's history tells that person's part.
_OF_MANY = {"person.marked": "加标记", "person.unmarked": "取消标记"}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, as the component `timeline` shows it."""

    when: str
    text: str
    note: str = ""
    tone: str = ""
    url: str = ""


def history_of(user: Any, thing: Any, acts: Iterable[Any], *, marks: bool = False) -> list[Event]:
    """The acts by the day they took effect, then what was registered of the thing besides, newest first.

    The lines of the trail are for those who keep the register or audit it; reads and exports are not among them.
    `marks` asks for the group marks, too, that a person was given and lost: one line tells that of many.
    """
    told = list(acts)
    events = [_of_act(act) for act in told]
    if not (may(user, May.KEEP_UNITS) or may(user, May.READ_TRAIL)):
        return events
    lines = TrailLine.objects.filter(thing=label_of(type(thing)), thing_id=str(thing.pk))
    besides = [*lines.filter(act__regex=r"^(unit|person)\.").order_by("-pk")[:_MOST]]
    besides += _marked(thing) if marks else []
    newest = sorted(besides, key=lambda line: -line.pk)[:_MOST]
    known = {act.told for act in told}
    return events + [_of_line(line) for line in newest if not any(line.summary.startswith(one) for one in known)]


def _marked(person: Any) -> Iterable[TrailLine]:
    """The lines that name the person among those who were given a mark, or lost one."""
    lines = TrailLine.objects.filter(county=person.county_id, act__in=list(_OF_MANY))
    return lines.filter(detail__people__contains=[person.code]).order_by("-pk")[:_MOST]


def _of_act(act: Any) -> Event:
    when = timezone.localtime(act.recorded_at)
    note = f"{act.paper}；{act.reason}；{act.recorded_by or '系统'} 于 {when:%Y-%m-%d %H:%M} 登记"
    return Event(f"{act.on:%Y-%m-%d}", act.told, note, "bad" if act.deed in ("abolished", "merged") else "good")


def _of_line(line: TrailLine) -> Event:
    if line.act in _OF_MANY:
        mark = line.detail.get("mark", "")
        return Event(f"{timezone.localtime(line.at):%Y-%m-%d %H:%M}", f"{_OF_MANY[line.act]}“{mark}”", line.actor_name)
    note = "；".join(filter(None, (line.reason, line.actor_name)))
    return Event(f"{timezone.localtime(line.at):%Y-%m-%d %H:%M}", line.summary, note)
