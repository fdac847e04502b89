"""The one door for rosters: received and kept, looked through, written whole or not at all, taken back."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from cadres.bulk import copy_rows
from cadres.counties.models import County
from cadres.imports import files as kept_files
from cadres.imports.annotated import Remark, annotated
from cadres.imports.findings import POST, RANK, Difference, Finding
from cadres.imports.layouts import SUBJECTS, PersonLine
from cadres.imports.models import Action, RegisterImport, RegisterRow
from cadres.imports.person_rows import entries
from cadres.imports.reading import Rosters
from cadres.imports.register import Register
from cadres.imports.writing import Writer
from cadres.jobs.models import JobState
from cadres.jobs.progress import Progress
from cadres.jobs.services import Refused, enqueue
from cadres.trail.services import record
from cadres.workbooks.faults import Unreadable
from cadres.workbooks.parcels import oversize
from cadres.workbooks.texts import storable

MOST_FILES = 5
_BATCH = 1_000


def receive(county: County, sent: "Sequence[File[Any]]", *, actor: Any) -> RegisterImport:
    """Keep the files and queue the look through them. The caller rings `looking`.

    Raises Refused when there is nothing to read, or too much of it.
    """
    if not sent:
        raise Refused("请选择单位名册或干部名册（.xlsx、.xls、.et 或 .csv）。")
    if len(sent) > MOST_FILES:
        raise Refused(f"一次最多上传 {MOST_FILES} 个文件，现有 {len(sent)} 个。")
    for file in sent:
        if wrong := oversize(str(file.name), int(file.size)):
            raise Refused("。".join(wrong))
    return _queued(county, [kept_files.keep(file) for file in sent], actor)


@transaction.atomic
def _queued(county: County, kept: list[dict[str, Any]], actor: Any) -> RegisterImport:
    job = enqueue("register-look", "预览名册", county=county, requested_by=actor)
    order = RegisterImport.objects.create(county=county, looking=job, received_by=actor, files=kept)
    record("register.received", order, f"收到{len(kept)}个名册文件", actor=actor, county=county, files=kept)
    return order


def look(order: RegisterImport, progress: Progress) -> None:
    """Say of each row what it would change, and write nothing of it; in the caller's transaction."""
    RegisterRow.objects.filter(register_import=order).delete()
    survey = Survey(order, progress)
    findings = survey.findings()
    while batch := list(islice(findings, _BATCH)):
        copy_rows(RegisterRow, _COLUMNS, [_row(order, finding) for finding in batch])
    order.counts, order.digest, order.passed = survey.counted(), survey.digest(), survey.rosters.passed
    order.fault_count, order.asks = survey.faults, survey.asks
    order.absent, order.absent_count = survey.register.absent()
    order.copies = list(_copies(order, progress)) if survey.faults else []
    order.save(update_fields=["counts", "digest", "passed", "fault_count", "asks", "absent", "absent_count", "copies"])


def _copies(order: RegisterImport, progress: Progress) -> Iterator[dict[str, Any]]:
    """A copy with remarks of each file that has faults in its cells; kept sealed like the file itself."""
    refused = RegisterRow.objects.filter(register_import=order, action=Action.REFUSED).order_by("number")
    for at, file in enumerate(order.files):
        progress.step(f"批注 {file['name']}"[:60])
        rows = refused.filter(file=at).values_list("sheet", "faults").iterator(_BATCH)
        faults = [Remark(sheet, one["cell"], one["what"], one["cure"]) for sheet, found in rows for one in found]
        if any(fault.cell for fault in faults):
            try:
                copy = annotated(file["name"], kept_files.content_of(file["sha256"]), faults)
            except Unreadable:
                continue  # what stops the reader is among the faults, and stops the copy too
            name = f"{file['name'].rsplit('.', 1)[0]}（批注）.xlsx"
            yield {"file": at, "name": name, "sha256": kept_files.keep_content(copy)}


@transaction.atomic
def order_writing(order: RegisterImport, basis: str, digest: str, *, looked: bool, actor: Any) -> RegisterImport:
    """Queue the writing of what was looked at: `digest` is that of the page on which it was ordered, `basis` the paper
    of acts that name none, `looked` that what had to be looked at was. The caller rings `writing`.

    Raises Refused when there are faults, it is ordered already, or something is still to be looked at.
    """
    order = RegisterImport.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if order.looking.state != JobState.DONE or order.digest != digest:
        raise Refused("预览已经变化，请刷新页面重新核对。")
    if order.fault_count:
        raise Refused(f"有 {order.fault_count} 行存在问题，请改正后重新上传。")
    if order.writing_id:
        raise Refused("已经确认写入，请勿重复提交。")
    if order.asks and not looked:
        raise Refused(f"有 {order.asks} 行须核对，核对后请勾选。")
    order.basis, order.ordered_by = basis.strip(), actor
    order.writing = enqueue("register-write", "写入名册", county=order.county, requested_by=actor)
    order.save(update_fields=["basis", "writing", "ordered_by"])
    words = f"确认写入名册 {_sum(order.counts)} 行"
    record("register.ordered", order, words, actor=actor, county=order.county, reason=order.basis, asked=order.asks)
    return order


def write(order: RegisterImport, progress: Progress) -> None:
    """The same pass again, written this time; in the caller's transaction.

    Raises Refused, and so writes nothing, when what it finds is not what was looked at.
    """
    county = County.objects.select_for_update(no_key=True).get(pk=order.county_id)
    survey, writer = Survey(order, progress), Writer(order)
    for finding in survey.findings():
        if finding.action == Action.REFUSED:
            break
        writer.take(finding)
    if survey.digest() != order.digest:
        raise Refused("名册在预览之后有改动，本次未写入任何数据。请重新上传，再次预览后确认。")
    writer.finish(progress)
    order.written_at = timezone.now()
    order.save(update_fields=["written_at"])
    words = f"写入名册 {_sum(order.counts)} 行"
    told = {"outcome": _outcome(order.counts), "files": order.files, "preview": order.digest}
    record("register.written", order, words, actor=order.ordered_by, county=county, reason=order.basis, **told)


class Survey:
    """One pass over everything that was sent: findings in order, and what they come to."""

    def __init__(self, order: RegisterImport, progress: Progress) -> None:
        categories = import_string(settings.UNIT_CATEGORIES)(order.county)
        looked = bool(order.digest) and not order.fault_count
        self.rosters = Rosters(order.files, categories, progress, known=looked)
        self.register = Register(order.county, categories, timezone.localdate())
        self.faults = self.asks = 0
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._sum = hashlib.sha256()

    def findings(self) -> Iterator[Finding]:
        """Every row's finding, counted and summed."""
        with connection.cursor() as cursor:  # while files are read this transaction stands still
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '30min'")
        for finding in self.register.findings(self.rosters.rows()):
            action = finding.action
            self.faults += action == Action.REFUSED
            self.asks += finding.asks
            self._counts[finding.read.subject][action] += 1
            self._sum.update(finding.statement().encode(errors="surrogatepass") + b"\n")
            yield finding

    def counted(self) -> dict[str, dict[str, int]]:
        """Rows by subject and action."""
        return {subject: dict(counts) for subject, counts in self._counts.items()}

    def digest(self) -> str:
        """Over all findings so far, in their order."""
        return self._sum.hexdigest()


def _sum(counts: Mapping[str, Mapping[str, int]]) -> int:
    return sum(sum(by_action.values()) for by_action in counts.values())


def _outcome(counts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    return {
        f"{SUBJECTS.get(subject, '文件')}{Action(action).label}": count
        for subject, by_action in counts.items()
        for action, count in by_action.items()
    }


_COLUMNS = (
    *("register_import_id", "number", "file", "sheet", "line", "subject", "name", "about", "number_shown", "action"),
    *("asks", "differences", "faults", "notes"),
)


def _row(order: RegisterImport, finding: Finding) -> Sequence[Any]:
    read = finding.read
    named = storable(finding.name)[:80], storable(finding.about)[:80], finding.number_shown
    told = map(_json, (_shown(finding), read.faults, finding.notes))
    return (
        *(order.pk, finding.number, read.file, read.sheet, read.line, read.subject, *named),
        *(finding.action.value, finding.asks, *told),
    )


def _shown(finding: Finding) -> list[dict[str, str]]:
    """The differences as JSON; of somebody new all that is entered, which nobody needs while it is written."""
    row, deed = finding.read.row, finding.deed
    if finding.action != Action.NEW or not isinstance(row, PersonLine):
        return finding.as_rows()
    post = [Difference(POST, "任职", "", deed.told())] if deed else []
    rank = [Difference(RANK, "职级", "", finding.standing.told())] if finding.standing else []
    return [one._asdict() for one in (*entries(row), *post, *rank)]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if value else "[]"
