from typing import Any

from django.db.models import QuerySet

from assessment.cycles.selectors import scheme_of
from assessment.intake.databook import wanted_for
from assessment.publications.models import FOR_STAFF, Document, Publication
from assessment.runs.models import Run
from assessment.runs.selectors import records_of
from cadres.access.permissions import May, may
from scoring.model.verdict import BLOCKED


def publications_for(user: Any) -> QuerySet[Publication]:
    """The county's publications, newest first."""
    mine = Publication.objects.filter(cycle__county_id=user.county_id).select_related("run", "job", "cycle__county")
    return mine if may(user, May.READ_PUBLISHED) else mine.none()


def documents_for(user: Any) -> QuerySet[Document]:
    """Frozen documents of the county's publications; those for staff only for who reads all results."""
    found = Document.objects.filter(publication__in=publications_for(user))
    return found if may(user, May.READ_ALL_RESULTS) else found.exclude(kind__in=FOR_STAFF)


def blockers_of(run: Run) -> list[str]:
    """Everything that keeps a run from being published, all at once, each with its cure. Empty: it may be signed."""
    if run.judged_at is None:
        return ["测算尚未完成，请待其完成后再签发。"]
    supply, mend, change = _CURES[wanted_for(scheme_of(run.cycle))]
    checks = [
        (Publication.objects.filter(run=run).exists(), f"{run}已经公布，不能重复公布。"),
        (_newer(run), f"{run}之后又有新的测算，请签发最新的一次。"),
        (bool(run.missing), f"还缺 {len(run.missing)} 项得分，请{supply}后重新测算。"),
        (_unscored(run), "还有对象没有得分，原因见其得分卡，请补齐后重新测算。"),
        (bool(run.problems), f"有 {len(run.problems)} 个问题未解决，请{mend}后重新测算。"),
        (_changed_since(run), f"测算之后又有{change}或裁定，请重新测算。"),
    ]
    return [reason for blocked, reason in checks if blocked]


_CURES = {
    False: ("补录", "处理", "更正"),
    True: ("在数据表中补上，上传更正后的数据表", "改正数据表，上传更正后的数据表", "新的数据表"),
}
"""How a gap and a problem are mended, and what may have come since: by single entries, or by a data book."""


def _unscored(run: Run) -> bool:
    """Whether somebody has no score although nothing of his own is missing: what he depends on has none."""
    return not run.missing and not run.problems and run.results.filter(status=BLOCKED).exists()


def _newer(run: Run) -> bool:
    return Run.objects.filter(cycle=run.cycle_id, judged_at__isnull=False, number__gt=run.number).exists()


def _changed_since(run: Run) -> bool:
    """Whether an entry, deduction, ruling or data book has come since the run read its inputs."""
    seen: list[int] = run.records_read
    return records_of(run.cycle_id) != seen
