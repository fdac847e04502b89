"""The sample county's whole year, read from its workbooks, judged and published once for all tests of this folder.

It is committed, so that each test may look at it, and try changes in a transaction of its own that is rolled back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from assessment.cycles.models import Cycle
from assessment.cycles.services import adopt_scheme, open_cycle
from assessment.intake.services import receive, take_in
from assessment.publications.models import Publication
from assessment.publications.services import publish
from assessment.runs.models import Run
from assessment.runs.services import judge_run, request_run
from cadres.access.models import Assignment, Role
from cadres.accounts.models import User
from cadres.counties.models import County
from cadres.jobs import services as jobs
from cadres.jobs.models import Job
from cadres.jobs.progress import Progress
from samples.hangjin.make import FOLDER
from scoring.shipped import scheme_text

SCHEME = "hangjin/2016"


@dataclass(frozen=True)
class Year:
    """A published year: `folder` its workbooks, `office` and `approver` who did it."""

    folder: Path
    cycle: Cycle
    office: User
    approver: User
    run: Run
    publication: Publication


@transaction.atomic
def taken_in(folder: Path, code: str = "990101") -> tuple[Cycle, User]:
    """A county of its own with a year taken in from the workbooks of a folder."""
    county = County.objects.create(code=code, name="示例旗", department="示例旗委组织部")
    office = account(county, Role.OFFICE)
    adopted = adopt_scheme(county, SCHEME, scheme_text(SCHEME), actor=office)
    cycle = open_cycle(county, 2016, adopted, actor=office)
    intake = receive(cycle, sorted(folder.glob("*.xlsx")), actor=office)
    take_in(intake, begun(intake.job))
    assert intake.faults == []
    assert intake.accepted_at is not None
    Job.objects.filter(pk=intake.job_id).update(state="done")
    return cycle, office


def account(county: County, role: Role) -> User:
    """An account of one role."""
    user = User.objects.create_user(f"{role}-{county.code}", password="a long word 2016", county=county)
    Assignment.objects.create(user=user, role=role)
    return user


def begun(job: Job) -> Progress:
    """The progress of a job that is claimed here."""
    claim = jobs.claim(job.pk)
    assert claim is not None
    return Progress(claim)


@transaction.atomic
def judged(cycle: Cycle, office: User) -> Run:
    """The next run of a cycle, judged."""
    run = request_run(cycle, actor=office)
    progress = begun(run.job)
    judge_run(run, progress)
    jobs.finish(progress.claim)
    return Run.objects.get(pk=run.pk)


@pytest.fixture(scope="package")
def year(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Year]:
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.INTAKE_DIR", tmp_path_factory.mktemp("intake"))
        try:
            cycle, office = taken_in(FOLDER)
            approver = account(cycle.county, Role.APPROVER)
            run = judged(cycle, office)
            yield Year(FOLDER, cycle, office, approver, run, publish(run, actor=approver))
        finally:
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
