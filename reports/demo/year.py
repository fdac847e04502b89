"""The main job: one county's year through the same services that the pages call."""

import sys
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.db import transaction

from assessment.cycles.models import Cycle
from assessment.cycles.services import adopt_scheme, open_cycle
from assessment.intake.models import Intake
from assessment.intake.services import receive
from assessment.publications.models import Publication
from assessment.publications.services import publish
from assessment.runs.models import Run
from assessment.runs.services import request_run
from cadres.access.models import Role
from cadres.counties.models import County
from cadres.jobs.models import JobState
from cadres.jobs.services import ask_again
from cadres.jobs.tasks import ring
from reports.demo import accounts
from reports.demo.waiting import JobFailed, wait_for
from scoring.shipped import scheme_text

_COUNTY, _SCHEME, _YEAR = "990101", "hangjin/2016", 2016


def finished() -> Publication | None:
    """The sample year's latest publication, where its documents are made; None while there is work left."""
    ours = Publication.objects.filter(cycle__county__code=_COUNTY, cycle__year=_YEAR).select_related("job")
    latest = ours.order_by("-number").first()
    return latest if latest and latest.job.state == JobState.DONE else None


def run_year(workbooks: Path, out: TextIO = sys.stdout) -> Publication:
    """Take the sample county from its workbooks to a publication with documents; steps already taken are kept.

    Raises reports.demo.waiting.JobFailed when a step does not get done.
    """
    county, _ = County.objects.get_or_create(code=_COUNTY, defaults={"name": "示例旗", "department": "示例旗委组织部"})
    staff = accounts.staff(county)
    cycle = _cycle(county, staff[Role.OFFICE])
    _take_in(cycle, workbooks, staff[Role.OFFICE], out)
    accounts.members(cycle)
    run = _judged(cycle, staff[Role.OFFICE], out)
    return _published(run, staff[Role.APPROVER], out)


def _cycle(county: County, office: object) -> Cycle:
    cycle = Cycle.objects.filter(county=county, year=_YEAR).first()
    if cycle is None:
        with transaction.atomic():
            adopted = adopt_scheme(county, _SCHEME, scheme_text(_SCHEME), actor=office)
            cycle = open_cycle(county, _YEAR, adopted, actor=office)
    return cycle


def _take_in(cycle: Cycle, workbooks: Path, office: object, out: TextIO) -> None:
    if Intake.objects.filter(cycle=cycle, accepted_at__isnull=False).exists():
        return
    with transaction.atomic():
        intake = receive(cycle, sorted(workbooks.glob("*.xlsx")), actor=office)
        ring(intake.job)
    wait_for(intake.job, out)
    intake.refresh_from_db()
    if intake.fault_count:
        first = intake.faults[0]
        raise JobFailed(f"工作簿有 {intake.fault_count} 处问题，第一处：{first}")


def _judged(cycle: Cycle, office: object, out: TextIO) -> Run:
    run = Run.objects.filter(cycle=cycle, judged_at__isnull=False).order_by("-number").first()
    if run is not None:
        return run
    with transaction.atomic():
        run = request_run(cycle, actor=office)
        ring(run.job)
    wait_for(run.job, out)
    run.refresh_from_db()
    return run


def _published(run: Run, approver: object, out: TextIO) -> Publication:
    publication = Publication.objects.filter(cycle=run.cycle).order_by("-number").first()
    if publication is None:
        with transaction.atomic():
            publication = publish(run, actor=approver)
            ring(publication.job)
    elif publication.job.state == JobState.FAILED:
        with transaction.atomic():
            ring(ask_again(publication.job, actor=approver))
    wait_for(publication.job, out)
    return publication


def sample_workbooks() -> Path:
    """Where the sample county's workbooks lie in the checkout."""
    return Path(settings.ROOT) / "samples" / "hangjin" / "workbooks"
