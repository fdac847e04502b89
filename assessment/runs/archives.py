"""A judged run as an archive: read again as far as the run read, judged again, refused unless it comes out the same."""

from typing import Any

from django.db.models import QuerySet

from assessment.cycles.selectors import scheme_of
from assessment.runs.models import Run
from assessment.runs.selectors import records_in
from assessment.runs.sheets import Bounds, sheet_of
from cadres.jobs.services import Refused
from scoring.judge import judge
from scoring.keeping import archive, digest


def archive_of(run: Run) -> str:
    """The text that `python -m scoring replay` recomputes: scheme, sheet, table, digests; codes instead of names.

    Raises Refused when what was read again does not give the run's digests.
    """
    scheme = scheme_of(run.cycle)
    sheet, _ = sheet_of(run.cycle, bounds_of(run))
    verdict = judge(scheme, sheet)
    inputs = digest.inputs_digest(scheme, sheet)
    if (inputs, digest.over(inputs, verdict)) != (run.inputs_digest, run.digest):
        raise Refused(f"按现有记录重算{run}，得不到原来的校验值，不能制作存档，请联系管理员核查数据库。")
    return archive.pack(f"{run.cycle.scheme.name}.yaml", run.cycle.scheme.text, sheet, verdict)


def bounds_of(run: Run) -> Bounds:
    """Where the reading of a run ended: the run knows how many records there were, and they are only ever appended."""
    ids = (rows.order_by("pk").values_list("pk", flat=True) for rows in records_in(run.cycle_id))
    return Bounds(*(_last(one, count) for one, count in zip(ids, run.records_read, strict=True)))


def _last(ids: QuerySet[Any, int], count: int) -> int:
    """The id of record number `count`, 0 before the first."""
    return ids[count - 1] if count else 0
