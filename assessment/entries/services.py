"""The one door for single entries: corrections are new entries that name the one they replace."""

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessment.entries.models import Entry
from cadres.jobs.services import Refused
from cadres.trail.services import record

_CENT = Decimal("0.01")


@transaction.atomic
def correct(entry: Entry, value: Decimal | None, reason: str, *, actor: Any) -> Entry:
    """Append an entry that supersedes `entry` with a new value, or withdraws it (None). Only a new run changes results.

    Raises Refused when the reason is missing, the value is not a mark, nothing would change, or `entry` has already
    been superseded (also by someone who was quicker by a moment).
    """
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


def _fault_of(entry: Entry, value: Decimal | None, reason: str) -> str:
    """Why the correction cannot be made, in Chinese, or ''."""
    if not reason:
        return "请填写更正理由。"
    if value is not None and not (0 <= value <= 100 and value == value.quantize(_CENT)):
        return "得分应在 0 至 100 之间，最多两位小数。"
    if value == entry.value:
        return "新得分与原得分相同，无须更正。"
    return ""


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
    where = f"{entry.seat.name} {entry.period} {entry.item}".strip()
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
