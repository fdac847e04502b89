"""Workbooks sent by the page, and what became of them."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries, Settings

from assessment.intake.models import Intake
from cadres.access.models import Role
from cadres.jobs.models import Job, JobState
from cadres.jobs.services import enqueue
from tests.conftest import SignedIn
from tests.world import World

FAULT = {
    "file": "02.xlsx",
    "sheet": "干部名册",
    "cell": "G7",
    "what": "=身份证号校验位不符",
    "cure": "请核对身份证号。",
}


def intake(world: World, **more: object) -> Intake:
    job = enqueue("intake", "导入", county=world.county, requested_by=world.office)
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
    files = [{"name": "02.xlsx", "sha256": "0" * 64, "size": 2048}]
    return Intake.objects.create(cycle=world.cycle, job=job, received_by=world.office, files=files, **more)


@pytest.fixture
def empty(world: World) -> World:
    """The world with a year that has not taken anything in."""
    from tests import world as worlds

    world.cycle = worlds.open_cycle(world.county, 2017, world.cycle.scheme, actor=world.office)
    return world


def test_several_files_are_received_at_once(
    empty: World, signed_in: SignedIn, tmp_path: Path, settings: Settings
) -> None:
    settings.INTAKE_DIR = tmp_path
    files = [SimpleUploadedFile(f"0{n}.xlsx", f"{n}".encode()) for n in (1, 2)]
    answer = signed_in(empty, Role.OFFICE).post(f"/cycles/{empty.cycle.pk}/intake/", {"workbooks": files})
    received = Intake.objects.get(cycle=empty.cycle)
    assert answer["Location"] == f"/intakes/{received.pk}/"
    assert [file["name"] for file in received.files] == ["01.xlsx", "02.xlsx"]
    assert received.job.state == JobState.QUEUED


def test_no_file_is_said_beside_the_field(empty: World, signed_in: SignedIn) -> None:
    text = signed_in(empty, Role.OFFICE).post(f"/cycles/{empty.cycle.pk}/intake/", {}).content.decode()
    assert "请选择要导入的工作簿" in text and 'id="id_workbooks_error"' in text


def test_a_year_that_is_in_offers_no_form_and_takes_no_more(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.OFFICE)
    path = f"/cycles/{world.cycle.pk}/intake/"
    assert '<input type="file"' not in client.get(path).content.decode()
    client.post(path, {"workbooks": [SimpleUploadedFile("01.xlsx", b"1")]})
    assert Intake.objects.count() == 1


def test_every_fault_is_shown_with_its_place_and_cure(world: World, signed_in: SignedIn) -> None:
    found = intake(world, faults=[FAULT] * 3, fault_count=873)
    text = signed_in(world, Role.OFFICE).get(f"/intakes/{found.pk}/").content.decode()
    assert "共 873 处问题，未写入任何数据" in text and "列出前 3 处" in text
    assert text.count(">G7<") == 3 and "请核对身份证号。" in text


def test_the_faults_come_as_a_workbook_without_formulas(world: World, signed_in: SignedIn) -> None:
    found = intake(world, faults=[FAULT], fault_count=1)
    answer = signed_in(world, Role.OFFICE).get(f"/intakes/{found.pk}/faults.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert [cell.value for cell in sheet[2]] == ["1", *FAULT.values()]
    assert sheet["E2"].data_type == "s"


def test_an_intake_under_way_polls_its_job(world: World, signed_in: SignedIn) -> None:
    found = intake(world)
    Job.objects.filter(pk=found.job_id).update(state=JobState.RUNNING)
    text = signed_in(world, Role.OFFICE).get(f"/intakes/{found.pk}/").content.decode()
    assert f'hx-get="/jobs/{found.job_id}/"' in text


def test_an_accepted_intake_shows_its_counts(world: World, signed_in: SignedIn) -> None:
    text = signed_in(world, Role.OFFICE).get(f"/intakes/{world.intake.pk}/").content.decode()
    assert "干部名册" in text and "下一步：测算" in text


@pytest.mark.parametrize("count", [1, 19])
def test_asks_the_same_queries_however_many_were_sent(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        intake(world, faults=[FAULT], fault_count=1)
    client = signed_in(world, Role.OFFICE)
    with django_assert_num_queries(6):
        client.get(f"/cycles/{world.cycle.pk}/intake/")


def test_only_the_office_takes_in_and_only_its_own(world: World, foreign: World, signed_in: SignedIn) -> None:
    for role in set(Role) - {Role.OFFICE}:
        assert signed_in(world, role).get(f"/cycles/{world.cycle.pk}/intake/").status_code == 403
    client = signed_in(world, Role.OFFICE)
    for path in (f"/cycles/{foreign.cycle.pk}/intake/", f"/intakes/{foreign.intake.pk}/"):
        assert client.get(path).status_code == 404
    assert client.get(f"/intakes/{foreign.intake.pk}/faults.xlsx").status_code == 404
