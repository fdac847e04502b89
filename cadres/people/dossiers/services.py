"""The one door for appointment forms: received, looked through, written whole or not at all; given out again."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.files.base import File
from django.db import connection, transaction
from django.utils import timezone

from cadres.counties.models import County
from cadres.jobs.models import JobState
from cadres.jobs.progress import Progress
from cadres.jobs.services import Refused, enqueue
from cadres.people.dossiers import pieces
from cadres.people.dossiers.comparing import Finding
from cadres.people.dossiers.models import Action, FormFinding, FormImport, Policy
from cadres.people.dossiers.reading import Told, told_by
from cadres.people.dossiers.register import Register, Writer
from cadres.people.lrmx.bundles import Bundle, unbundled
from cadres.trail.services import record
from cadres.workbooks.faults import Unreadable
from cadres.workbooks.texts import storable

MEGABYTE = 1024 * 1024
MOST_FILES, MOST_FILE_BYTES = 50, 300 * MEGABYTE
_BATCH = 200


def receive(county: County, files: "Sequence[File[Any]]", *, actor: Any) -> FormImport:
    """Keep the files and queue the look through them. The caller rings `looking`.

    The files are kept before a transaction begins: a large one takes longer than a transaction may stand still.

    Raises Refused when there is nothing to read, or too much of it.
    """
    if not files:
        raise Refused("请选择任免审批表（.lrmx，或若干 .lrmx 的 .zip）。")
    if len(files) > MOST_FILES:
        raise Refused(f"一次最多上传 {MOST_FILES} 个文件，现有 {len(files)} 个。请打成一个 .zip 再上传。")
    return _queued(county, [_kept(file) for file in files], actor)


@transaction.atomic
def _queued(county: County, kept: list[dict[str, Any]], actor: Any) -> FormImport:
    job = enqueue("forms-look", "预览任免审批表", county=county, requested_by=actor)
    form_import = FormImport.objects.create(county=county, looking=job, received_by=actor, files=kept)
    names = [file["name"] for file in kept]
    record("forms.received", form_import, f"收到{len(kept)}个任免审批表文件", actor=actor, county=county, files=names)
    return form_import


def _kept(file: "File[Any]") -> dict[str, Any]:
    name, size = storable(str(file.name).replace("\\", "/").rsplit("/", 1)[-1]), int(file.size)
    if size > MOST_FILE_BYTES:
        raise Refused(f"文件“{name}”超过 {MOST_FILE_BYTES // MEGABYTE} MB，请拆成几个压缩包分别上传。")
    file.seek(0)
    return {"name": name[-200:], "size": size, "pieces": pieces.keep_pieces(file)}


def look(form_import: FormImport, progress: Progress) -> None:
    """Say for each form what it would change, and write nothing of it; in the caller's transaction."""
    statement, counts = _Statement(), Counter[str]()
    rows: list[FormFinding] = []
    FormFinding.objects.filter(form_import=form_import).delete()
    for finding in _pass(form_import, Register(form_import.county), progress):
        statement.add(finding)
        counts[finding.action] += 1
        rows.append(_row(form_import, finding))
        if len(rows) >= _BATCH:
            FormFinding.objects.bulk_create(rows)
            rows = []
    FormFinding.objects.bulk_create(rows)
    form_import.counts, form_import.digest = dict(counts), statement.digest()
    form_import.fault_count = counts[Action.REFUSED]
    form_import.save(update_fields=["counts", "digest", "fault_count", "passed"])


@transaction.atomic
def order_writing(form_import: FormImport, policy: str, digest: str, *, actor: Any) -> FormImport:
    """Queue the writing of what was looked at: `digest` is that of the page on which it was ordered.

    The caller rings `writing`. Raises Refused when there are faults, or it is ordered already.
    """
    order = FormImport.objects.select_for_update(of=("self",)).get(pk=form_import.pk)
    if order.looking.state != JobState.DONE or order.digest != digest:
        raise Refused("预览已经变化，请刷新页面重新核对。")
    if order.fault_count:
        raise Refused(f"有 {order.fault_count} 份表存在问题，请改正后重新上传全部文件。")
    if order.writing_id:
        raise Refused("已经确认写入，请勿重复提交。")
    if policy not in Policy.values:
        raise Refused("请选择出入的处理办法。")
    order.policy, order.ordered_by = policy, actor
    order.writing = enqueue("forms-write", "写入任免审批表", county=order.county, requested_by=actor)
    order.save(update_fields=["policy", "writing", "ordered_by"])
    words = f"确认写入任免审批表 {sum(order.counts.values())} 份"
    record("forms.ordered", order, words, actor=actor, county=order.county, policy=order.get_policy_display())
    return order


def write(form_import: FormImport, progress: Progress) -> None:
    """The same pass again, written this time; in the caller's transaction.

    Raises Refused, and so writes nothing, when what it finds is not what was looked at.
    """
    county = County.objects.select_for_update(no_key=True).get(pk=form_import.county_id)
    register, statement = Register(county), _Statement()
    writer = Writer(form_import, register)
    for finding in _pass(form_import, register, progress):
        statement.add(finding)
        if finding.action == Action.REFUSED:
            break
        writer.take(finding)
    if statement.digest() != form_import.digest:
        raise Refused("名册在预览之后有改动，本次未写入任何数据。请重新上传，再次预览后确认。")
    progress.step("写入名册")
    writer.finish()
    form_import.written_at = timezone.now()
    form_import.save(update_fields=["written_at"])
    words = f"写入任免审批表 {sum(form_import.counts.values())} 份"
    record(
        "forms.written",
        form_import,
        words,
        actor=form_import.ordered_by,
        county=county,
        outcome={Action(action).label: count for action, count in form_import.counts.items()},
        policy=form_import.get_policy_display(),
    )


class _Statement:
    """A digest over all findings in their order."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()

    def add(self, finding: Finding) -> None:
        """One finding more."""
        self._sum.update(json.dumps(finding.statement(), ensure_ascii=True).encode() + b"\n")

    def digest(self) -> str:
        return self._sum.hexdigest()


def _pass(form_import: FormImport, register: Register, progress: Progress) -> Iterator[Finding]:
    """Every form of every file, read one at a time and held against the register."""
    with connection.cursor() as cursor:  # while files are read this transaction stands still
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '30min'")
    number, form_import.passed = 0, []
    for name, stream in pieces.opened(form_import.files):
        progress.step(f"读取 {name}"[:60])
        for told in _told(name, stream, form_import, progress):
            number += 1
            yield register.finding(number, told)


def _told(name: str, stream: Any, form_import: FormImport, progress: Progress) -> Iterator[Told]:
    try:
        bundle = unbundled(name, stream)
    except Unreadable as fault:
        told = Told(name)
        told.fault(fault.what, fault.cure)
        bundle = Bundle([], [])
        yield told
    form_import.passed += bundle.passed[:200]
    progress.step(f"读取 {name}"[:60], total=len(bundle.sheets))
    for sheet in bundle.sheets:
        yield told_by(sheet.name, sheet.content)
        progress.advance()


def _row(form_import: FormImport, finding: Finding) -> FormFinding:
    told = finding.told
    return FormFinding(
        form_import=form_import,
        number=finding.number,
        file=told.file[-260:],
        name=told.name[:60],
        person=finding.person,
        action=finding.action,
        differences=finding.as_rows(),
        faults=told.faults,
        notes=told.notes,
    )
