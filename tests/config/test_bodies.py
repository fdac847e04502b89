"""A body that is too large is refused by its stated length: nothing of it is parsed or spooled."""

import pytest
from django.core.files import uploadedfile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cadres.access.models import Role
from config import bodies
from tests.conftest import SignedIn
from tests.world import World

pytestmark = pytest.mark.django_db


def large() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.xlsx", b"x" * (6 * bodies.MEGABYTE))


@pytest.mark.parametrize("path", ["/sign-in/", "/api/v1/token/", "/cycles/1/intake/", "/nowhere/"])
def test_strangers_send_little(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploadedfile.TemporaryUploadedFile, "__init__", None)  # spooling would break
    answer = Client(enforce_csrf_checks=True).post(path, {"a": large()})
    assert answer.status_code == 413
    assert "未接收" in answer.content.decode()


def test_workbooks_are_for_those_who_may_take_in(world: World, signed_in: SignedIn) -> None:
    path = f"/cycles/{world.cycle.pk}/intake/"
    codes = {role: signed_in(world, role).post(path, {"workbooks": large()}).status_code for role in Role}
    assert {role for role, code in codes.items() if code != 413} == {Role.OFFICE}


def test_appointment_forms_are_for_those_who_may_take_them_in(world: World, signed_in: SignedIn) -> None:
    path = "/people/forms/imports/"
    codes = {role: signed_in(world, role).post(path, {"nothing": large()}).status_code for role in Role}
    assert {role for role, code in codes.items() if code != 413} == {Role.OFFICE}


def test_an_intake_has_an_end_too(world: World, signed_in: SignedIn) -> None:
    path = f"/cycles/{world.cycle.pk}/intake/"
    answer = signed_in(world, Role.OFFICE).post(path, {}, CONTENT_LENGTH=str(bodies.MOST_OF_AN_INTAKE + 1))
    assert answer.status_code == 413
