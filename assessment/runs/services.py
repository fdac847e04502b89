"""The one door for runs and rulings: asked for, judged and written once, ruled upon."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessment.cycles.models import Cycle
from assessment.cycles.selectors import scheme_of
from assessment.intake.selectors import under_way
from assessment.runs.models import Result, Ruling, Run
from assessment.runs.rows import RESULT_COLUMNS, counts_of, quotas_of, result_rows
from assessment.runs.selectors import records_of
from assessment.runs.sheets import sheet_of
from assessment.runs.sums import flags_of, grades_of, payouts_of
from cadres.bulk import copy_rows
from cadres.jobs.models import JobState
from cadres.jobs.progress import Progress
from cadres.jobs.services import Refused, enqueue
from cadres.trail.services import record
from scoring import ENGINE_VERSION
from scoring.judge import judge
from scoring.keeping import digest


@transaction.atomic
def request_run(cycle: Cycle, *, actor: Any) -> Run:
    """Write the queued row of the cycle's next run. The caller rings `run.job` on commit.

    Raises Refused when nothing has been taken in yet, and while an intake or a run is on its way.
    """
    if not cycle.seats.exists():  # asked before the lock, which an intake that is writing holds
        raise Refused("本年度还没有导入名册与考核记录，请先导入数据再测算。")
    if under_way(cycle):
        raise Refused("数据正在导入，请等它结束后再测算。")
    cycle = Cycle.objects.select_for_update(of=("self",)).select_related("scheme", "county").get(pk=cycle.pk)
    if Run.objects.filter(cycle=cycle, job__state__in=(JobState.QUEUED, JobState.RUNNING)).exists():
        raise Refused("上一次测算还在进行，请等它结束后再发起。")
    last = Run.objects.filter(cycle=cycle).order_by("-number").first()
    number = last.number + 1 if last else 1
    run = Run.objects.create(
        cycle=cycle,
        number=number,
        job=enqueue("run", f"{cycle.name}第{number}次测算", county=cycle.county, requested_by=actor),
        requested_by=actor,
        scheme_sha256=cycle.scheme.sha256,
    )
    record("run.requested", run, f"发起{run}", actor=actor, county=cycle.county)
    return run


def judge_run(run: Run, progress: Progress) -> None:
    """Read the cycle's records, judge them and write the results, inside the caller's transaction.

    The reads must see one state of the records: the task that calls this runs under REPEATABLE READ.
    """
    cycle = run.cycle
    scheme = scheme_of(cycle)
    progress.step("读取考核记录")
    seen = records_of(cycle.pk)
    sheet, seats = sheet_of(cycle)
    progress.step("计算得分与排名")
    verdict = judge(scheme, sheet)
    progress.step("写入结果", total=len(verdict.standings))
    copy_rows(Result, RESULT_COLUMNS, result_rows(run.pk, scheme, verdict, seats, progress))
    progress.step("核对并定稿")
    run.engine_version = ENGINE_VERSION
    run.inputs_digest = digest.inputs_digest(scheme, sheet)
    run.digest = digest.over(run.inputs_digest, verdict)
    run.quotas, run.counts = quotas_of(scheme, verdict), counts_of(verdict)
    run.grades, run.flags = grades_of(scheme, verdict), flags_of(verdict)
    run.payouts = payouts_of(scheme, verdict)
    run.missing = [gap._asdict() for gap in verdict.gaps()]
    run.provided_for = [gap._asdict() for gap in verdict.provided_for()]
    run.problems, run.reminders = list(verdict.problems), list(verdict.reminders)
    run.records_read, run.judged_at = seen, timezone.now()
    run.save()


@transaction.atomic
def rule(
    run: Run,
    quota: str,
    peer_group: str,
    admitted: list[str],
    *,
    decided_by: str,
    decided_on: date,
    document: str,
    actor: Any,
) -> Ruling:
    """Record a named person's decision on a tie of `run`; it is an input of the next run, never a change of this one.

    Raises Refused unless `run` is the newest judged one and exactly as many of the tied are admitted as seats are open.
    """
    _must_be_newest(run)
    line = _open_line(run, quota, peer_group)
    refused = _refused(line, admitted)
    ruling = Ruling.objects.create(
        cycle_id=run.cycle_id,
        run=run,
        quota=quota,
        peer_group=peer_group,
        admitted=sorted(set(admitted)),
        refused=refused,
        decided_by=decided_by,
        decided_on=decided_on,
        document=document,
        recorded_by=actor,
    )
    summary = f"登记{decided_by}对“{line['label']}”同分的裁定"
    record("tie.ruled", ruling, summary, actor=actor, county=run.cycle.county, admitted=_names(ruling))
    return ruling


def _names(ruling: Ruling) -> list[str]:
    """Those whom a ruling admits as the trail names them, in the register's order."""
    kind = scheme_of(ruling.run.cycle).quotas[ruling.quota].of
    admitted = ruling.run.results.filter(kind=kind, seat__code__in=ruling.admitted).select_related("seat")
    seats = [one.seat for one in admitted.order_by("seat__protocol_order", "seat_id")]
    return [f"{seat.name}（{seat.post_line}）" if seat.post_line else seat.name for seat in seats]


def _must_be_newest(run: Run) -> None:
    """Rulings come one by one (the cycle is locked), each on the tie as it stands by the newest run."""
    Cycle.objects.select_for_update(of=("self",)).get(pk=run.cycle_id)
    newest = Run.objects.filter(cycle=run.cycle_id, judged_at__isnull=False).order_by("-number").first()
    if newest is not None and newest.pk != run.pk:
        raise Refused(f"{run}之后已有{newest}，请在{newest}的同分上裁定。")


def _open_line(run: Run, quota: str, peer_group: str) -> dict[str, Any]:
    for line in run.quotas:
        if (line["quota"], line["peer_group"]) == (quota, peer_group) and line["undecided"]:
            return dict(line)
    raise Refused("这一组没有待裁定的同分。")


def _refused(line: dict[str, Any], admitted: list[str]) -> list[str]:
    """Those of the tied who are not admitted."""
    tied, chosen = set(line["undecided"]), set(admitted)
    if not chosen <= tied or len(chosen) != line["open_seats"]:
        raise Refused(f"请在 {len(tied)} 个同分对象中恰好选择 {line['open_seats']} 个。")
    return sorted(tied - chosen)
