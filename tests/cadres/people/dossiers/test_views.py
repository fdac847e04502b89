"""The pages: upload, preview with conflicts by person and field, confirmation, result; export of one and of several."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries, Settings

from cadres.access.models import Role
from cadres.people import identity, keys
from cadres.people.dossiers.models import FormImport
from cadres.people.lrmx.forms import read_form
from cadres.people.models import Person
from cadres.trail.models import TrailLine
from tests.cadres.people.dossiers.conftest import perform
from tests.cadres.people.lrmx.sheets import filled, id_number, people, zipped
from tests.conftest import SignedIn
from tests.world import World

NUMBER = id_number("19800315", 1)
FORM = filled({"ShenFenZheng": NUMBER, "XingMing": "=王宁<b>"}).replace(b"<b></XingMing>", b"&lt;b&gt;</XingMing>")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Settings) -> None:
    settings.FORMS_DIR = tmp_path / "forms"


@pytest.fixture
def known(world: World) -> Person:
    """Someone of the world whose number the installation's key opens."""
    person = world.people["D01"]
    person.id_cipher = identity.seal(NUMBER, keys.sealing())
    person.id_index = identity.index_of(NUMBER, keys.indexing())
    person.save()
    return person


def test_names_with_characters_of_unknown_strokes_are_told(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.OFFICE)
    assert "笔顺数据未收" not in client.get("/people/forms/").content.decode()
    Person.objects.filter(pk=world.people["D02"].pk).update(name="李㐰", name_key="李㐰")
    assert "李㐰：姓名中有笔顺数据未收的字" in client.get("/people/forms/").content.decode()
    assert "笔顺数据未收" not in client.get("/people/forms/?order=pinyin").content.decode()


def test_upload_preview_confirm_result(world: World, known: Person, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.OFFICE)
    answer = client.post("/people/forms/imports/", {"sheets": [SimpleUploadedFile("王.lrmx", FORM)]})
    form_import = FormImport.objects.get()
    page = f"/people/forms/imports/{form_import.pk}/"
    assert answer["Location"] == page
    perform(form_import.looking)
    text = client.get(page).content.decode()
    assert "名册 张敏，表中 <b>=王宁&lt;b&gt;</b>" in text
    assert "下面是预览，名册还没有改动" in text
    assert NUMBER not in text
    form_import.refresh_from_db()
    client.post(f"{page}write/", {"policy": "replace", "digest": form_import.digest})
    form_import.refresh_from_db()
    assert form_import.writing
    perform(form_import.writing)
    assert "已全部写入名册" in client.get(page).content.decode()
    assert Person.objects.get(pk=known.pk).name == "=王宁<b>"


def test_faults_are_shown_and_nothing_can_be_confirmed(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.OFFICE)
    files = {"好.lrmx": FORM, "坏.lrmx": b"<!DOCTYPE x><Person><A/></Person>"}
    client.post("/people/forms/imports/", {"sheets": [SimpleUploadedFile("a.zip", zipped(files))]})
    form_import = FormImport.objects.get()
    perform(form_import.looking)
    text = client.get(f"/people/forms/imports/{form_import.pk}/").content.decode()
    assert "1 份表有问题，未写入任何数据" in text
    assert "DOCTYPE 声明" in text
    assert "确认写入" not in text
    form_import.refresh_from_db()
    client.post(
        f"/people/forms/imports/{form_import.pk}/write/", {"policy": "fill", "digest": form_import.digest}, follow=True
    )
    form_import.refresh_from_db()
    assert form_import.writing is None


@pytest.mark.parametrize("data", [{}, {"policy": "fill"}, {"policy": "steal", "digest": "x"}, {"digest": "x"}])
def test_forged_confirmations_are_refused(world: World, signed_in: SignedIn, data: dict[str, str]) -> None:
    client = signed_in(world, Role.OFFICE)
    client.post("/people/forms/imports/", {"sheets": [SimpleUploadedFile("王.lrmx", FORM)]})
    form_import = FormImport.objects.get()
    perform(form_import.looking)
    client.post(f"/people/forms/imports/{form_import.pk}/write/", data)
    form_import.refresh_from_db()
    assert form_import.writing is None


def test_an_empty_upload_is_said_beside_the_field(world: World, signed_in: SignedIn) -> None:
    text = signed_in(world, Role.OFFICE).post("/people/forms/imports/", {}).content.decode()
    assert "请选择任免审批表" in text
    assert 'id="id_sheets_error"' in text


def test_one_form_is_given_as_an_attachment_with_a_line(world: World, known: Person, signed_in: SignedIn) -> None:
    answer = signed_in(world, Role.OFFICE).get(f"/people/{known.pk}/form.lrmx")
    assert answer["Content-Disposition"].startswith("attachment")
    form = read_form(b"".join(answer.streaming_content))
    assert (form.value("XingMing"), form.value("ShenFenZheng")) == ("张敏", NUMBER)
    assert TrailLine.objects.filter(act="export.forms", thing_id=str(known.pk)).count() == 1


def test_several_are_given_as_a_zip_and_strangers_among_them_are_left_out(
    world: World, foreign: World, known: Person, signed_in: SignedIn
) -> None:
    stranger = foreign.people["D01"].pk
    answer = signed_in(world, Role.OFFICE).get("/people/forms.zip", {"person": [known.pk, stranger, "x", "9" * 30]})
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.namelist() == [f"张敏-{known.code}.lrmx"]


def test_nothing_ticked_leads_back_with_a_word(world: World, signed_in: SignedIn) -> None:
    answer = signed_in(world, Role.OFFICE).get("/people/forms.zip", follow=True)
    assert "请先勾选要导出的干部" in answer.content.decode()


def test_a_number_under_another_key_is_said_not_crashed_on(world: World, signed_in: SignedIn) -> None:
    person = world.people["D02"]
    Person.objects.filter(pk=person.pk).update(id_cipher=identity.seal(NUMBER, bytes(16)))
    answer = signed_in(world, Role.OFFICE).get(f"/people/{person.pk}/form.lrmx", follow=True)
    assert "身份证号不能解密" in answer.content.decode()


def test_people_stand_in_the_order_asked_for(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.OFFICE)

    def first(order: str) -> list[str]:
        return [person.name for person in client.get("/people/forms/", {"order": order}).context["people"]][:3]

    assert first("") == ["王建军", "乌云其其格", "刘洋"]
    assert first("pinyin") == ["阿拉腾其木格·乌力吉巴特尔", "额尔德木图", "李伟"]


def test_the_preview_costs_the_same_for_many(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(world, Role.OFFICE)
    costs = []
    for count in (2, 30):
        client.post("/people/forms/imports/", {"sheets": [SimpleUploadedFile("a.zip", zipped(people(count)))]})
        form_import = FormImport.objects.first()
        assert form_import
        perform(form_import.looking)
        with django_assert_num_queries(8, exact=False) as counted:
            client.get(f"/people/forms/imports/{form_import.pk}/")
        costs.append(len(counted))
    assert costs[0] == costs[1]
