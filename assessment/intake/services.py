"""The one door for workbooks: received and kept, then read whole and written whole, or refused whole.

Which sort is asked for follows from the cycle's scheme: the office's own set of workbooks, once for a year, or a data
book, which a later one may replace.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import connection, transaction
from django.utils import timezone

from assessment.cycles.models import Cycle, Seat
from assessment.cycles.selectors import scheme_of
from assessment.intake import databook, dated, enrolling, versions
from assessment.intake.facts import Facts, gather
from assessment.intake.files import keep, sent
from assessment.intake.layouts import layouts_of
from assessment.intake.models import Intake
from assessment.intake.papers import Papers, read_papers
from assessment.intake.selectors import under_way
from assessment.intake.writing import write
from cadres.jobs.progress import Progress
from cadres.jobs.services import Refused, enqueue
from cadres.trail.services import record
from cadres.workbooks.faults import Faults
from scoring.language.scheme import Scheme

MOST_FILES = 60
_ONCE = "{cycle}的数据已经导入，不能再次导入。个别得分有误的，请在该条记录上更正。"
_WHY = "{cycle}已有数据表。用新的数据表替换它，请写明更新理由。"


@transaction.atomic
def receive(cycle: Cycle, files: "Sequence[Path | File[Any]]", *, actor: Any, reason: str = "") -> Intake:
    """Keep the files and queue their reading. The caller rings `intake.job` on commit.

    Raises Refused when there is nothing to read, too much of it, a reading under way, or the year is in already; a data
    book that is to replace another needs its `reason`.
    """
    if not files:
        raise Refused("请选择要导入的工作簿（.xlsx，或若干工作簿的 .zip）。")
    if len(files) > MOST_FILES:
        raise Refused(f"一次最多导入 {MOST_FILES} 个文件，现有 {len(files)} 个。请打成一个 .zip 再上传。")
    _free(cycle)  # asked first without the lock, which a job that is writing holds for as long as it writes
    if versions.newest(cycle) and not reason.strip():
        raise Refused(_WHY.format(cycle=cycle.name))
    kept = [keep(file) for file in files]
    cycle = _held(cycle.pk)
    _free(cycle)
    job = enqueue("intake", f"导入{cycle.name}数据", county=cycle.county, requested_by=actor)
    intake = Intake.objects.create(cycle=cycle, job=job, received_by=actor, files=kept, reason=reason.strip())
    why = f"，理由：{intake.reason}" if intake.reason else ""
    record("intake.received", intake, f"收到{len(kept)}个文件{why}", actor=actor, county=cycle.county, files=kept)
    return intake


def take_in(intake: Intake, progress: Progress) -> None:
    """Read an intake and write it whole, or note its faults and write nothing else, in the caller's transaction.

    Raises Refused when the year has been taken in meanwhile.
    """
    _reading_takes_time()
    _still_open(intake.cycle)
    if databook.wanted_for(scheme_of(intake.cycle)):
        _take_in_book(intake, progress)
    else:
        _take_in_workbooks(intake, progress)


def _take_in_workbooks(intake: Intake, progress: Progress) -> None:
    faults = Faults()
    papers, facts = _read(intake, faults, progress)
    intake.notes = papers.notes
    if faults:
        _refuse(intake, faults)
        return
    _still_open(_held(intake.cycle_id))
    write(intake, facts, progress)
    _accept(intake, papers.counts())


def _take_in_book(intake: Intake, progress: Progress) -> None:
    """Read, compared and kept without the lock, which others wait for; under it only what must not change is asked."""
    faults, scheme = Faults(), scheme_of(intake.cycle)
    facts = databook.read_databook(sent(intake.files), scheme, faults, progress)
    if facts is None:
        _refuse(intake, faults)
        return
    before = versions.newest(intake.cycle)
    progress.step("与上一份数据表比较" if before else "整理数据")
    changes = list(versions.changes(scheme, versions.sheet(before.book), facts)) if before else []
    book = versions.keep(facts)
    cycle = _held(intake.cycle_id)
    _in_turn(intake, before)
    enrolling.check(cycle, facts, faults)
    if faults:
        _refuse(intake, faults)
        return
    progress.step("写入名册和数据", total=len(facts.sheet.subjects))
    enrolling.enrol(intake, scheme, facts)
    intake.notes, intake.book = changes, book
    if before:
        _tell_turns(before, intake, scheme)
    _accept(intake, versions.counts(facts))


def _tell_turns(before: Intake, intake: Intake, scheme: Scheme) -> None:
    """A line for each whose post, group, days or situation a later book changes: its sender answers for that."""
    seats = (Seat.objects.filter(roster=one) for one in (before, intake))
    for seat, turns in dated.turned(scheme, *seats):
        told = f"更新{intake.cycle.name}数据表，改动“{seat.name}”的{'、'.join(one.what for one in turns)}"
        was, now = ({one.what: getattr(one, side) for one in turns} for side in ("before", "after"))
        actor, county = intake.received_by, intake.cycle.county
        record(
            "intake.seat_changed", seat, told, actor=actor, county=county, before=was, after=now, reason=intake.reason
        )


def _reading_takes_time() -> None:
    """While files are read this transaction stands still: the limit for requests is too short for a large set."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '15min'")


def _held(cycle_id: int) -> Cycle:
    """The cycle and its county, locked: one intake of a year at a time, and one that gives out codes in a county."""
    rows = Cycle.objects.select_related("county").select_for_update(of=("self", "county"), no_key=True)
    return rows.get(pk=cycle_id)


def _free(cycle: Cycle) -> None:
    """Raise Refused when the year is in already, or on its way."""
    _still_open(cycle)
    if under_way(cycle):
        raise Refused("上一次导入还在进行，请等它结束后再导入。")


def _still_open(cycle: Cycle) -> None:
    if Intake.objects.filter(cycle=cycle, accepted_at__isnull=False, book="").exists():
        raise Refused(_ONCE.format(cycle=cycle.name))


def _read(intake: Intake, faults: Faults, progress: Progress) -> tuple[Papers, Facts]:
    layouts = layouts_of(scheme_of(intake.cycle))
    papers = read_papers(sent(intake.files), layouts, faults, progress)
    progress.step("核对各表")
    return papers, gather(papers, layouts, intake.cycle, faults)


def _refuse(intake: Intake, faults: Faults) -> None:
    intake.faults = [fault._asdict() for fault in faults.kept]
    intake.fault_count = faults.count
    intake.save(update_fields=["faults", "fault_count", "notes"])
    summary = f"导入未通过：{faults.count} 处问题，未写入任何数据"
    record("intake.refused", intake, summary, actor=intake.received_by, county=intake.cycle.county)


def _in_turn(intake: Intake, before: Intake | None) -> None:
    """Raise Refused when a later book counts already (one that was asked for again must not come after it), or another
    than the one `before`, with which this one was compared.
    """
    newest = versions.newest(intake.cycle)
    if newest and newest.pk > intake.pk:
        raise Refused("这份数据表之后已有新的数据表，不能再导入它。需要时请重新上传，并写明更新理由。")
    if newest != before:
        raise Refused("核对这份数据表时，另一份数据表刚刚导入，逐条列出的改动已不是与它相比。请核对后重新上传。")


def _accept(intake: Intake, counts: dict[str, int]) -> None:
    intake.counts, intake.accepted_at = counts, timezone.now()
    intake.save(update_fields=["counts", "accepted_at", "notes", "book"])
    summary = f"导入{intake.cycle.name}数据，共{sum(intake.counts.values())}行"
    told = {"counts": intake.counts} | ({"book": intake.book, "changes": len(intake.notes)} if intake.book else {})
    actor, county = intake.received_by, intake.cycle.county
    record("intake.accepted", intake, summary, actor=actor, county=county, reason=intake.reason, **told)
