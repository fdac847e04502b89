from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from assessment.cycles.models import Cycle
from assessment.cycles.services import adopt_scheme, open_cycle
from assessment.intake.facts import gather
from assessment.intake.layouts import layouts_of
from assessment.intake.models import Intake
from assessment.intake.papers import read_papers
from assessment.intake.services import receive
from assessment.intake.tasks import perform
from cadres.accounts.models import User
from cadres.counties.models import County
from cadres.jobs import services as jobs
from cadres.jobs.models import Job
from cadres.jobs.progress import Progress
from cadres.jobs.services import Claim
from cadres.workbooks.faults import Fault, Faults
from cadres.workbooks.parcels import Sent
from scoring.load import loads
from scoring.shipped import scheme_text
from tests.assessment.intake.office import Office

SCHEME = loads(scheme_text("hangjin/2016"), "hangjin/2016")
LAYOUTS = layouts_of(SCHEME)
YEAR = Cycle(year=2016, first_on=date(2016, 1, 1), last_on=date(2016, 12, 31))

FaultsOf = Callable[..., list[Fault]]
TakeIn = Callable[..., Intake]


def read_faults(paths: list[Path]) -> Faults:
    """Read files without a database, as the job would."""
    faults = Faults()
    sent = [Sent(path.name, path.stat().st_size, path.read_bytes) for path in paths]
    papers = read_papers(sent, LAYOUTS, faults, Progress(Claim(0, "intake", 1)))
    gather(papers, LAYOUTS, YEAR, faults)
    return faults


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def faults_of(tmp_path: Path) -> FaultsOf:
    """`faults_of(office)`: the faults of its workbook."""
    return lambda office: read_faults([office.save(tmp_path)]).kept


@pytest.fixture
def cycle(db: None, tmp_path: Path, settings: Settings) -> Cycle:
    settings.INTAKE_DIR = tmp_path / "kept"
    county = County.objects.create(code="990101", name="示例旗", department="示例旗委组织部")
    office = User.objects.create_user(username="office", password="a long word 2016", county=county)
    adopted = adopt_scheme(county, "hangjin/2016", scheme_text("hangjin/2016"), actor=office)
    return open_cycle(county, 2016, adopted, actor=office)


def do(job: Job) -> None:
    """Do a queued intake as a worker would."""
    claim = jobs.claim(job.pk)
    assert claim is not None
    with transaction.atomic():
        perform(claim.job_id, Progress(claim))
        jobs.finish(claim)


@pytest.fixture
def take_in(cycle: Cycle) -> TakeIn:
    """`take_in(path, …)`: the intake after its job was done."""

    def done(*paths: Path) -> Intake:
        intake = receive(cycle, paths, actor=User.objects.get(username="office"))
        do(intake.job)
        intake.refresh_from_db()
        return intake

    return done
