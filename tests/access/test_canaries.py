"""Planted values that some may not see are looked for in every byte those receive: pages, JSON, charts, Excel, PDF."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pdfplumber
import pytest
from django.urls import reverse

from assessment.publications.files import content_of
from assessment.publications.models import FOR_STAFF
from cadres.access.models import Role
from cadres.access.permissions import RULES, May
from cadres.people.identity import masked
from tests import world as worlds
from tests.access.conftest import KEPT_BACK, UNSIGNED_MARK, UNSIGNED_REASON
from tests.access.places import Place
from tests.access.walk import OPEN, addresses

Places = tuple[Place, Place]
#: Whose figures must not be seen: one has a corrected mark in a run that nobody signed, one is under investigation.
PROTECTED = ("D02", worlds.INVESTIGATED)
#: The reason of the county's one deduction, which weighs on two people.
DEDUCTED_FOR = "控辍保学工作被通报"
#: Those to whom neither the reason of a status nor a score before its publication is told.
NOT_CLEARED = sorted(set(Role) - RULES[May.READ_ALL_RESULTS])


@cache
def text_of(content: bytes) -> str:
    """What stands in an answer, whatever its format; PDF text without its line breaks. Many roles read one file."""
    if content.startswith(b"%PDF"):
        return "".join("".join(page.extract_text().split()) for page in pdfplumber.open(BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            return "".join(packed.read(name).decode() for name in packed.namelist())
    return content.decode(errors="replace")  # a photo is no text


def paths(place: Place) -> Iterator[str]:
    """Every address with this county's usual objects, and the ones about people who must be protected."""
    people = [place.result(code, run).pk for run in (place.publication.run, place.later) for code in PROTECTED]
    for address in addresses():
        if address.name not in OPEN:
            yield place.path(address)
        if "result_id" in address.takes:
            yield from (place.path(address, result_id=result) for result in people)
        if address.name == "api-score-cards-detail":
            yield from (place.path(address, pk=result) for result in people)
    for run in (place.publication.run, place.later):
        yield reverse("ranking", args=[place.world.cycle.pk, "cadre", "deputy"]) + f"?run={run.number}"
    for document in place.publication.documents.all():
        yield reverse("document", args=[document.pk])
    yield "/api/v1/rankings/?publication=2"


def seen_by(place: Place, role: Role) -> dict[str, str]:
    """What the role receives, refusals and errors included, by path."""
    return {path: text_of(place.given(role, path).content) for path in paths(place)}


def hits(seen: dict[str, str], planted: str) -> list[str]:
    return [path for path, text in seen.items() if planted in text]


@pytest.fixture(scope="module")
def seen(places: Places) -> dict[Role, dict[str, str]]:
    return {role: seen_by(places[0], role) for role in Role}


@pytest.mark.parametrize("role", Role)
def test_no_id_number_is_shown_to_anyone(seen: dict[Role, dict[str, str]], role: Role) -> None:
    """But to whom appointment forms are given out: the format has the number. A page shows it only for a reason."""
    given = [path for path in seen[role] if path.endswith("/form.lrmx")]
    for code, *_ in worlds.CADRES:
        assert [path for path in hits(seen[role], worlds.id_number(code)) if path not in given] == []
    assert hits(seen[role], "sm4gcm:") == hits(seen[role], "hmacsm3:") == []


def test_the_numbers_that_are_looked_for_are_there(seen: dict[Role, dict[str, str]], places: Places) -> None:
    """The twin: the office's form holds one, and its page the masked one."""
    number, form = worlds.id_number("D01"), f"/people/{places[0].world.people['D01'].pk}/form.lrmx"
    assert number in seen[Role.OFFICE][form]
    assert hits(seen[Role.OFFICE], masked(number)) and hits(seen[Role.CADRE], masked(number))


@pytest.mark.parametrize("role", NOT_CLEARED)
def test_the_reason_of_an_undetermined_grade_is_for_the_cleared(seen: dict[Role, dict[str, str]], role: Role) -> None:
    assert hits(seen[role], worlds.REASON_KEPT_SECRET) == []
    for planted in ("立案", "不定等次", "不确定等次", "under_investigation", "undetermined"):
        assert hits(seen[role], planted) == [], planted


@pytest.mark.parametrize("role", NOT_CLEARED)
def test_a_score_that_was_not_published_is_for_the_cleared(
    seen: dict[Role, dict[str, str]], places: Places, role: Role
) -> None:
    unsigned = places[0].result("D02", places[0].later)
    assert hits(seen[role], f"{unsigned.score:.2f}") == []
    assert hits(seen[role], KEPT_BACK) == []


@pytest.mark.parametrize("role", NOT_CLEARED)
def test_a_correction_that_was_not_published_is_for_the_cleared(seen: dict[Role, dict[str, str]], role: Role) -> None:
    """Planted on the very person whose card the cadre and the head of the unit may unfold."""
    assert hits(seen[role], UNSIGNED_MARK) == hits(seen[role], UNSIGNED_REASON) == []


@pytest.mark.parametrize("role", [Role.CLIENT, Role.CADRE, Role.UNIT_LEADER])
def test_staff_documents_do_not_exist_for_others(places: Places, role: Role) -> None:
    client = places[0].client(role)
    answers = {one.kind: client.get(f"/documents/{one.pk}/") for one in places[0].publication.documents.all()}
    assert {kind for kind, answer in answers.items() if answer.status_code == 404} == set(FOR_STAFF)


def test_the_canaries_sing_where_they_may(seen: dict[Role, dict[str, str]], places: Places) -> None:
    """The twin: who may see the values does receive them, so the search above can find them."""
    later = places[0].result("D02", places[0].later)
    office = seen[Role.OFFICE]
    assert hits(office, f"{later.score:.2f}")
    assert hits(office, KEPT_BACK)
    assert hits(office, UNSIGNED_MARK) and hits(office, UNSIGNED_REASON)
    assert hits(office, "立案审查") and hits(office, "不定等次")


def test_the_documents_hold_none_of_it(places: Places) -> None:
    place = places[0]
    later = place.result("D02", place.later)
    numbers = [worlds.id_number(code) for code, *_ in worlds.CADRES]
    for document in place.publication.documents.all():
        text = text_of(content_of(document))
        kept_back = () if document.kind in FOR_STAFF else (KEPT_BACK, "立案", "不定等次", DEDUCTED_FOR)
        for planted in (*numbers, worlds.REASON_KEPT_SECRET, f"{later.score:.2f}", *kept_back):
            assert planted not in text, (document.kind, planted)
