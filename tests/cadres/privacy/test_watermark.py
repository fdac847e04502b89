"""Pages that name people in confidence bear who reads them and when; paper always does, and internal workbooks."""

import io
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from openpyxl import load_workbook

from assessment.runs.models import Run
from cadres.access.models import Role
from config.reads import NOTED
from tests.access.walk import addresses
from tests.conftest import SignedIn
from tests.world import World

pytestmark = pytest.mark.django_db
LAYER = re.compile(
    r'<svg class="(watermark[^"]*)" aria-hidden="true".*?<text[^>]*>([^<]*)</text><text[^>]*>([^<]*)</text>', re.DOTALL
)


def layer(answer: Any) -> tuple[str, str]:
    """The layer's classes and words; ('', '') where there is none."""
    found = LAYER.search(answer.content.decode())
    return (found[1], f"{found[2]} {found[3]}") if found else ("", "")


def test_a_page_about_a_person_bears_its_reader_and_the_minute(world: World, signed_in: SignedIn) -> None:
    kind, words = layer(signed_in(world, Role.OFFICE).get(f"/people/{world.people['D01'].pk}/"))
    assert kind == "watermark"
    assert re.fullmatch(rf"{world.office} {world.office.username} \d{{4}}-\d\d-\d\d \d\d:\d\d", words)


def test_other_pages_bear_it_on_paper_alone(world: World, signed_in: SignedIn) -> None:
    kind, words = layer(signed_in(world, Role.OFFICE).get("/schemes/"))
    assert kind == "watermark watermark-print" and str(world.office) in words
    sheet = (settings.ROOT / "static/css/hengjian.css").read_text()
    assert ".watermark-print { display: none; }" in sheet
    assert ".watermark { display: block;" in sheet[sheet.index("@media print") :]


def test_who_is_nobody_reads_no_mark(client: Client) -> None:
    assert layer(client.get("/sign-in/")) == ("", "")


def test_a_name_with_signs_of_markup_is_no_markup(world: World, signed_in: SignedIn) -> None:
    world.office.display_name = '"></text><script>x</script>'
    world.office.save()
    text = signed_in(world, Role.OFFICE).get("/schemes/").content.decode()
    assert "<script>x" not in text and "&lt;script&gt;x" in text


def test_every_marked_page_is_there_and_every_noted_page_is_marked() -> None:
    """What leaves a line when it is read as a page about one person is marked too."""
    names = {one.name for one in addresses()}
    assert names >= settings.MARKED_PAGES
    pages = {name for name, read in NOTED.items() if read.act.startswith("read.") and not name.startswith("api-")}
    assert pages <= settings.MARKED_PAGES | {"person-photo"}


def test_internal_workbooks_bear_it_at_the_head_of_every_page(published: World, signed_in: SignedIn) -> None:
    office = signed_in(published, Role.OFFICE)
    for client, path, name in (
        (office, f"/runs/{Run.objects.get().pk}/results.xlsx", published.office),
        (signed_in(published, Role.AUDITOR), "/trail/export/", published.users[Role.AUDITOR]),
    ):
        book = load_workbook(io.BytesIO(b"".join(client.get(path))))
        for sheet in book:
            assert re.search(rf"{name} 于 \d{{4}}-\d\d-\d\d \d\d:\d\d 导出", sheet.oddHeader.right.text or ""), path
