"""The one door for single records: a correction is a new record naming the one it replaces; a gap gets a first mark."""

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessment.cycles.models import Cycle, Seat
from assessment.cycles.selectors import scheme_of
from assessment.entries.due import MarkKey, unfit
from assessment.entries.kinds import Kind, Record, kind_of
from assessment.entries.models import Entry
from assessment.entries.naming import mark_name
from cadres.jobs.services import Refused
from cadres.trail.services import record as tell
from scoring.language.scheme import Scheme

_NO_REASON = "请填写理由。"


@transaction.atomic
def correct(record: Record, number: Decimal | None, reason: str, *, actor: Any) -> Record:
    """Append a record that supersedes `record` with a new number, or withdraws it (None).

    The number is as recorded: a mark, or points below 0. Only a new run changes results. Raises Refused when the
    reason is missing, no run could use the number, nothing would change, or `record` has already been superseded (also
    by someone who was quicker by a moment). A withdrawal is always possible.
    """
    _in_turn(record.cycle_id)
    kind, scheme, reason = kind_of(record), scheme_of(record.cycle), reason.strip()
    if fault := _fault_of(kind, scheme, record, number, reason):
        raise Refused(fault)
    later = _superseding(kind, record, number, reason, actor)
    _tell(kind, scheme, record, later, actor)
    return later


def _fault_of(kind: Kind[Record], scheme: Scheme, record: Record, number: Decimal | None, reason: str) -> str:
    """Why the correction cannot be made, in Chinese, or ''."""
    if not reason:
        return _NO_REASON
    if fault := "" if number is None else kind.unfit(scheme, record, number):
        return fault
    if kind.model.objects.filter(supersedes=record).exists():
        return f"{kind.one}已被更正过，请刷新页面后在最新的一条上更正。"
    return f"新{kind.noun}与原{kind.noun}相同，无须更正。" if number == kind.number_of(record) else ""


def _superseding(kind: Kind[Record], record: Record, number: Decimal | None, reason: str, actor: Any) -> Record:
    new: Any = {kind.number: number, kind.why: reason}
    return kind.model.objects.create(
        **kind.copied(record),
        **new,
        origin=f"更正 {record.origin}"[:60],
        recorded_by=actor,
        recorded_at=timezone.now(),
        supersedes=record,
    )


def _tell(kind: Kind[Record], scheme: Scheme, record: Record, later: Record, actor: Any) -> None:
    before, after = kind.number_of(record), kind.number_of(later)
    told = "撤销" if after is None else f"由 {_told(kind, before)} 更正为 {_told(kind, after)}"
    tell(
        kind.act,
        later,
        f"{record.seat.name} {kind.name(scheme, record)}：{told}，理由：{kind.why_of(later)}"[:300],
        actor=actor,
        county=record.cycle.county,
        before=_text(before),
        after=_text(after),
        reason=kind.why_of(later)[:500],
        supersedes=record.pk,
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _told(kind: Kind[Record], number: Decimal | None) -> str:
    """A number as the office writes it."""
    return "（已撤销）" if number is None else str(kind.sign * number)


@transaction.atomic
def supply(seat: Seat, key: MarkKey, value: Decimal, reason: str, *, actor: Any) -> Entry:
    """Append a mark that is due and not there: a first entry, or one in place of an entry that was withdrawn.

    Raises Refused when there is a mark already, the mark is not due on the seat's days or its value is none by the
    scheme, the reason is missing, or the year's facts come in a data book, which no single mark is added to.
    """
    _in_turn(seat.cycle_id)
    if seat.cycle.intakes.filter(accepted_at__isnull=False).exclude(book="").exists():
        raise Refused("本年度的数据来自数据表：请在数据表中补上这项得分，重新上传并写明更新理由。")
    newest = Entry.objects.filter(seat=seat, superseded_by__isnull=True, **key._asdict()).select_related("seat").first()
    if newest and newest.value is not None:
        raise Refused("这项得分已经有了，请在得分构成中更正。")
    if newest:
        return correct(newest, value, reason, actor=actor)
    reason = reason.strip()
    if fault := unfit(scheme_of(seat.cycle), seat, key, value) if reason else _NO_REASON:
        raise Refused(fault)
    try:
        with transaction.atomic():
            first = _first(seat, key, value, reason, actor)
    except IntegrityError as taken:
        raise Refused("这项得分刚刚已由他人补录，请刷新页面。") from taken
    what = f"{seat.name} {mark_name(scheme_of(seat.cycle), first)}"
    summary = f"{what}：补录 {first.value}，理由：{first.reason}"[:300]
    tell(
        "entry.supplied",
        first,
        summary,
        actor=actor,
        county=seat.cycle.county,
        after=str(first.value),
        reason=reason[:500],
    )
    return first


def _in_turn(cycle_id: int) -> None:
    """Lock the year: its records are appended one after the other, never in a signing, so their ids tell what a run
    has read."""
    Cycle.objects.select_for_update(of=("self",), no_key=True).get(pk=cycle_id)


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
