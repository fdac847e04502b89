"""The one door to a line of the ledger once it is taken in: a correction is a new line naming the one it replaces."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessment.cycles.models import Cycle
from assessment.cycles.selectors import scheme_of
from assessment.entries.models import Deduction
from cadres.jobs.services import Refused
from cadres.trail.services import record

#: The most points that one line may take, as in the workbook.
MOST = Decimal(100)


@transaction.atomic
def correct_deduction(deduction: Deduction, points: Decimal | None, reason: str, *, actor: Any) -> Deduction:
    """Append a line that supersedes `deduction` with other points (negative), or withdraws it (None).

    Unit, task, day and what it was made for stay, so those who bear it stay the same. Only a new run changes results.
    Raises Refused when the reason is missing, the points are not negative or have more places than the scheme stores,
    nothing would change, or `deduction` has already been superseded.
    """
    reason = reason.strip()
    scheme = scheme_of(_locked(deduction.cycle_id))
    if fault := _fault_of(deduction, points, reason, scheme.places.stored):
        raise Refused(fault)
    later = _superseding(deduction, points, reason, actor)
    _tell(deduction, later, actor)
    return later


def _locked(cycle_id: int) -> Cycle:
    """The cycle, held: its lines are corrected one at a time, in the order of their ids, never in a signing."""
    rows = Cycle.objects.select_for_update(of=("self",), no_key=True).select_related("scheme")
    return rows.get(pk=cycle_id)


def _fault_of(deduction: Deduction, points: Decimal | None, reason: str, places: int) -> str:
    """Why the correction cannot be made, in Chinese, or ''."""
    if not reason:
        return "请填写理由。"
    if points is not None and not (-MOST <= points < 0 and points == round(points, places)):
        return f"扣分应大于 0、不超过 {MOST}，最多 {places} 位小数。"
    if Deduction.objects.filter(supersedes=deduction).exists():
        return "这笔扣分已被更正过，请刷新页面后在最新的一条上更正。"
    return "新扣分与原扣分相同，无须更正。" if points == deduction.points else ""


def _superseding(deduction: Deduction, points: Decimal | None, reason: str, actor: Any) -> Deduction:
    return Deduction.objects.create(
        seat_id=deduction.seat_id,
        cycle_id=deduction.cycle_id,
        unit_task_id=deduction.unit_task_id,
        source=deduction.source,
        happened_on=deduction.happened_on,
        points=points,
        reason=deduction.reason,
        document=deduction.document,
        origin=f"更正 {deduction.origin}"[:60],
        recorded_by=actor,
        recorded_at=timezone.now(),
        supersedes=deduction,
        correction=reason,
    )


def _tell(deduction: Deduction, later: Deduction, actor: Any) -> None:
    where = f"{deduction.seat.name} {deduction.unit_task.code} {deduction.happened_on:%Y-%m-%d} 扣分"
    told = "撤销" if later.points is None else f"由 {_told(deduction.points)} 更正为 {_told(later.points)}"
    record(
        "deduction.corrected",
        later,
        f"{where}：{told}，理由：{later.correction}"[:300],
        actor=actor,
        county=deduction.cycle.county,
        before=_text(deduction.points),
        after=_text(later.points),
        supersedes=deduction.pk,
    )


def _text(points: Decimal | None) -> str | None:
    return None if points is None else str(points)


def _told(points: Decimal | None) -> str:
    """Points as the office writes them, without the sign."""
    return "（已撤销）" if points is None else str(-points)
