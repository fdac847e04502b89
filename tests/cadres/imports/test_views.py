"""The pages of rosters: who sends, what is shown and what never is, and a worker that dies halfway."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from pytest_django import Settings

from cadres.access.models import Assignment, Role
from cadres.imports import tasks
from cadres.imports.models import RegisterImport, RegisterRow
from cadres.imports.services import order_writing, receive
from cadres.imports.template import template
from cadres.jobs import services as jobs
from cadres.jobs.progress import Progress
from cadres.jobs.services import Refused
from cadres.people import sealed
from cadres.people.models import Person
from cadres.units.models import Unit
from tests.cadres.imports.conftest import Look, perform, sent
from tests.cadres.imports.rosters import HEAD, PEOPLE, UNITS_HEAD, WANG, book, changed, plain
from tests.conftest import SignedIn
from tests.world import World

ROSTERS = "/people/rosters/"


def rosters(*people: list[object]) -> bytes:
    """A unit in the words of the county's scheme, and people in it."""
    units = [[900, "W01", "示例县财政局", "县财政局", "政府职能部门", None]]
    return book({"单位名册": [UNITS_HEAD, *units], "干部名册": [HEAD, *people]})


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> None:
    settings.REGISTERS_DIR = tmp_path / "registers"


@pytest.mark.usefixtures("folder")
def test_rosters_are_sent_confirmed_and_taken_back(world: World, signed_in: SignedIn) -> None:
    office, before = signed_in(world, Role.OFFICE), Person.objects.count()
    content = rosters(changed(PEOPLE[0], 出生年月="1974.06"))
    answer = office.post(ROSTERS, {"sheets": SimpleUploadedFile("名册.xlsx", content)})
    order = RegisterImport.objects.get()
    assert answer["Location"] == f"{ROSTERS}{order.pk}/"
    perform(order.looking)
    page = office.get(answer["Location"]).content.decode()
    assert "须核对的 1 行已逐行核对无误" in page and f"{WANG[:3]}***********{WANG[-4:]}" in page
    assert WANG not in page
    order.refresh_from_db()
    form = {"digest": order.digest}
    assert "有 1 行须核对" in office.post(f"{ROSTERS}{order.pk}/write/", form, follow=True).content.decode()
    office.post(f"{ROSTERS}{order.pk}/write/", form | {"looked": "on"})
    order.refresh_from_db()
    assert order.writing
    perform(order.writing)
    assert "已全部写入名册" in office.get(answer["Location"]).content.decode()
    assert Person.objects.count() == before + 1
    Assignment.objects.create(user=world.office, role=Role.UNIT_CLERK, unit=Unit.objects.get(code="W01"))
    office.post(f"{ROSTERS}{order.pk}/undo/", {"reason": "传错了表"})
    order.refresh_from_db()
    assert order.undoing
    perform(order.undoing)
    page = office.get(answer["Location"]).content.decode()
    assert "撤销了这次导入：传错了表" in page and "示例县财政局：已有角色" in page
    assert Person.objects.count() == before
    assert "已撤销" in office.get(ROSTERS).content.decode()


@pytest.mark.usefixtures("folder")
def test_faults_are_shown_by_cell_and_in_a_copy(world: World, signed_in: SignedIn) -> None:
    order = receive(
        world.county, [sent("名册.xlsx", rosters(changed(PEOPLE[0], 任现职时间=2016.1)))], actor=world.office
    )
    perform(order.looking)
    office = signed_in(world, Role.OFFICE)
    page = office.get(f"{ROSTERS}{order.pk}/?action=refused").content.decode()
    assert "J2" in page and "分不清1月和10月" in page and "确认写入" not in page
    copy = office.get(f"{ROSTERS}{order.pk}/remarks/0/")
    assert "attachment" in copy["Content-Disposition"]
    book = load_workbook(io.BytesIO(b"".join(copy.streaming_content)))  # type: ignore[attr-defined]
    assert "分不清1月和10月" in book["干部名册"]["J2"].comment.text
    assert office.get(f"{ROSTERS}{order.pk}/remarks/1/").status_code == 404


@pytest.mark.usefixtures("folder")
def test_the_blank_form_speaks_the_schemes_words(world: World, signed_in: SignedIn) -> None:
    answer = signed_in(world, Role.OFFICE).get(f"{ROSTERS}blank.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    words = {one.formula1 for one in book["单位名册"].data_validations.dataValidation}
    assert words == {'"党群部门,政府职能部门,社会事业部门,垂管部门,苏木镇"'}


def test_the_blank_form_has_room_and_writes_no_empty_cell() -> None:
    """Codes and dates typed into it stay text, words are offered, pages are ruled: by columns, not cell by cell."""
    book = load_workbook(io.BytesIO(template(["政府部门"])))
    for page in book:
        assert page.max_row == 3 and page.auto_filter.ref == f"A3:{get_column_letter(page.max_column)}503"
        looks = {letter: page.column_dimensions[letter] for letter in ("A", "B", "C", "F")}
        assert {(one.number_format, one.border.bottom.style, one.font.name) for one in looks.values()} == {
            ("@", "thin", "宋体")
        }
    heads = {cell.value: cell.column_letter for cell in book["干部名册"][3]}
    offered = {str(one.sqref): one.formula1 for one in book["干部名册"].data_validations.dataValidation}
    assert offered[f"{heads['性别']}4:{heads['性别']}503"] == '"男,女"'


def test_too_much_or_nothing_is_refused(looked: Look, county: object, clerk: object) -> None:
    with pytest.raises(Refused, match="请选择"):
        receive(county, [], actor=clerk)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="最多上传 5 个"):
        receive(county, [sent("a.csv", b"x")] * 6, actor=clerk)  # type: ignore[arg-type]
    large = sent("a.csv", b"x")
    large.size = 21 * 1024 * 1024
    with pytest.raises(Refused, match="超过 20 MB"):
        receive(county, [large], actor=clerk)  # type: ignore[arg-type]


def test_a_file_that_is_gone_is_said(looked: Look, county: object, clerk: object, settings: Settings) -> None:
    order = receive(county, [sent("名册.xlsx", plain())], actor=clerk)  # type: ignore[arg-type]
    sealed.path_of(settings.REGISTERS_DIR, order.files[0]["sha256"]).unlink()
    perform(order.looking)
    assert RegisterRow.objects.get().faults[0]["what"] == "文件没有保存下来"


def test_what_was_sent_lies_sealed(looked: Look, settings: Settings) -> None:
    looked(plain())
    for path in settings.REGISTERS_DIR.iterdir():
        assert b"PK" not in path.read_bytes()[:100] and WANG.encode() not in path.read_bytes()


def test_a_worker_that_dies_while_writing_leaves_nothing_and_the_next_does_it_once(
    looked: Look, clerk: object, settings: Settings
) -> None:
    settings.JOB_LEASE_SECONDS = 0
    order = looked(plain())
    order = order_writing(order, "", order.digest, looked=True, actor=clerk)
    assert order.writing
    first = jobs.claim(order.writing.pk)
    assert first
    with pytest.raises(jobs.ClaimLost), transaction.atomic():
        tasks.write(order.writing.pk, Progress(first))
        assert Person.objects.count() == 3
        second = jobs.claim(order.writing.pk)
        assert second and second.attempt == 2
        jobs.finish(first)
    assert Person.objects.count() == 0
    perform(order.writing)
    assert Person.objects.count() == 3 and order.effects.count() == 4
    with pytest.raises(Refused, match="已经确认写入"):
        order_writing(order, "", order.digest, looked=True, actor=clerk)
