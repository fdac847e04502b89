"""The one door for the three-tier lists."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from assessment.cycles.models import Seat
from assessment.tasklists.models import CountyTask, MemberTask, UnitTask
from cadres.bulk import copy_rows

_BATCH = 2_000
_SHARE_COLUMNS = ("unit_task_id", "seat_id", "main", "share", "title", "first_on", "last_on")


class Share(NamedTuple):
    """A member's share of a unit's task, named by the task's code; `share` in percent, days inclusive."""

    task: str
    seat: Seat
    main: bool
    share: Decimal
    title: str
    first_on: date
    last_on: date


def draw_up(goals: Iterable[CountyTask], tasks: Iterable[UnitTask], shares: Iterable[Share]) -> dict[str, UnitTask]:
    """Write a cycle's lists, in the caller's transaction; returns the unit tasks by code.

    `tasks` point to the very objects in `goals`.
    """
    CountyTask.objects.bulk_create(goals, batch_size=_BATCH)
    written = {task.code: task for task in UnitTask.objects.bulk_create(tasks, batch_size=_BATCH)}
    copy_rows(MemberTask, _SHARE_COLUMNS, ((written[one.task].pk, one.seat.pk, *one[2:]) for one in shares))
    return written
