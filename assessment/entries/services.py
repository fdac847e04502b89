"""The one door for single entries: a correction is a new entry naming the one it replaces; a gap gets a first one."""

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessment.cycles.models import Cycle, Seat
from assessment.cycles.selectors import scheme_of
from assessment.entries.due import MarkKey, unfit
from assessment.entries.models import Entry
from assessment.entries.naming import mark_name
from cadres.jobs.services import Refused
from cadres.trail.services import record


@transaction.atomic
def correct(entry: Entry, value: Decimal | None, reason: str, *, actor: Any) -> Entry:
    """Append an entry that supersedes `entry` with a new value, or withdraws it (None). Only a new run changes results.

    Raises Refused when the reason is missing, no run could use the value, nothing would change, or `entry` has already
    been superseded (also by someone who was quicker by a moment). A withdrawal is always possible.
    """
    _in_turn(entry.cycle_id)
    reason = reason.strip()
    if fault := _fault_of(entry, value, reason):
        raise Refused(fault)
    try:
        with transaction.atomic():
            later = _superseding(entry, value, reason, actor)
    except IntegrityError as taken:
        raise Refused("这条记录已被更正过，请刷新页面后在最新的一条上更正。") from taken
    _tell(entry, later, actor)
    return later


@transaction.atomic
def supply(seat: Seat, key: MarkKey, value: Decimal, reason: str, *, actor: Any) -> Entry:
    """Append a mark that is due and not there: a first entry, or one in place of an entry that was withdrawn.

    Raises Refused when there is a mark already, the mark is not due on the seat's days or its value is none by the
    scheme, or the reason is missing.
    """
    _in_turn(seat.cycle_id)
    newest = Entry.objects.filter(seat=seat, superseded_by__isnull=True, **key._asdict()).select_related("seat").first()
    if newest and newest.value is not None:
        raise Refused("这项得分已经有了，请在得分构成中更正。")
    if newest:
        return correct(newest, value, reason, actor=actor)
    if fault := _unfit(seat, key, value, reason.strip()):
        raise Refused(fault)
    try:
        with transaction.atomic():
            first = _first(seat, key, value, reason.strip(), actor)
    except IntegrityError as taken:
        raise Refused("这项得分刚刚已由他人补录，请刷新页面。") from taken
    what = f"{seat.name} {mark_name(scheme_of(seat.cycle), first)}"
    summary = f"{what}：补录 {first.value}，理由：{first.reason}"[:300]
    record("entry.supplied", first, summary, actor=actor, county=seat.cycle.county, after=str(first.value))
    return first


def _in_turn(cycle_id: int) -> None:
    """Lock the year: its records are appended one after the other, so their ids tell what a run has read."""
    Cycle.objects.select_for_update(of=("self",)).get(pk=cycle_id)


def _first(seat: Seat, key: MarkKey, value: Decimal, reason: str, actor: Any) -> Entry:
    return Entry.objects.create(
        seat=seat,
        cycle_id=seat.cycle_id,
        **key._asdict(),
        value=value,
        origin="补录",
        recorded_by=actor,
        recorded_at=timezone.now(),
        reason=reason,
    )


def _fault_of(entry: Entry, value: Decimal | None, reason: str) -> str:
    """Why the correction cannot be made, in Chinese, or ''."""
    key = MarkKey(entry.source, entry.period, entry.item)
    return _unfit(entry.seat, key, value, reason) or ("新得分与原得分相同，无须更正。" if value == entry.value else "")


def _unfit(seat: Seat, key: MarkKey, value: Decimal | None, reason: str) -> str:
    """What is wrong with a value or a reason, in Chinese, or ''."""
    if not reason:
        return "请填写理由。"
    return "" if value is None else unfit(scheme_of(seat.cycle), seat, key, value)


def _superseding(entry: Entry, value: Decimal | None, reason: str, actor: Any) -> Entry:
    return Entry.objects.create(
        seat_id=entry.seat_id,
        cycle_id=entry.cycle_id,
        source=entry.source,
        period=entry.period,
        item=entry.item,
        value=value,
        origin=f"更正 {entry.origin}"[:60],
        recorded_by=actor,
        recorded_at=timezone.now(),
        supersedes=entry,
        reason=reason,
    )


def _tell(entry: Entry, later: Entry, actor: Any) -> None:
    where = f"{entry.seat.name} {mark_name(scheme_of(entry.cycle), entry)}"
    told = "撤销" if later.value is None else f"由 {_told(entry.value)} 更正为 {later.value}"
    record(
        "entry.corrected",
        later,
        f"{where}：{told}，理由：{later.reason}"[:300],
        actor=actor,
        county=entry.cycle.county,
        before=_text(entry.value),
        after=_text(later.value),
        supersedes=entry.pk,
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _told(value: Decimal | None) -> str:
    return "（已撤销）" if value is None else str(value)
