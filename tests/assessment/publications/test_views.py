"""Signing, and what readers download."""

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from assessment.entries.models import Entry
from assessment.entries.services import correct
from assessment.publications.models import Document, Publication
from cadres.access.models import Role
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World

CONTENT = "排名".encode()


def frozen(publication: Publication, folder: Path, settings: Settings, kind: str = "report_pdf") -> Document:
    settings.DOCUMENTS_DIR = folder
    digest = hashlib.sha256(CONTENT).hexdigest()
    (folder / digest).write_bytes(CONTENT)
    return Document.objects.create(
        publication=publication, kind=kind, file_name="示例旗结果通报.pdf", sha256=digest, bytes_long=len(CONTENT)
    )


def raised(world: World) -> None:
    """Correct a mark so that the tie is gone: 李伟 is ahead."""
    entry = Entry.objects.get(seat=world.seats["cadre", "D02"], source="routine", period="2016-01")
    correct(entry, Decimal("99"), "录入有误", actor=world.office)


def test_shows_first_what_becomes_public(judged: World, signed_in: SignedIn) -> None:
    run = judged.cycle.runs.get()
    text = signed_in(judged, Role.APPROVER).get(f"/runs/{run.pk}/publish/").content.decode()
    for words in (run.digest, "1 处同分尚未裁定", "这是本年度第一次公布", "签发公布"):
        assert words in text
    assert not Publication.objects.exists()


def test_signing_publishes_and_queues_the_documents(judged: World, signed_in: SignedIn) -> None:
    run = judged.cycle.runs.get()
    answer = signed_in(judged, Role.APPROVER).post(f"/runs/{run.pk}/publish/", {"digest": run.digest, "seen": "on"})
    publication = Publication.objects.get()
    assert answer["Location"] == f"/cycles/{judged.cycle.pk}/publications/"
    assert (publication.run, publication.signed_by, publication.job.kind) == (run, judged.approver, "documents")


@pytest.mark.parametrize(
    ("change", "words"), [({"seen": ""}, "请先核对并勾选"), ({"digest": "sha256:other"}, "请刷新后重新核对")]
)
def test_nothing_is_signed_unseen(judged: World, signed_in: SignedIn, change: dict[str, str], words: str) -> None:
    run = judged.cycle.runs.get()
    data = {"digest": run.digest, "seen": "on", **change}
    answer = signed_in(judged, Role.APPROVER).post(f"/runs/{run.pk}/publish/", data)
    assert words in answer.content.decode() and not Publication.objects.exists()


def test_what_blocks_is_said_and_takes_the_button_away(judged: World, signed_in: SignedIn) -> None:
    run = judged.cycle.runs.get()
    raised(judged)
    client = signed_in(judged, Role.APPROVER)
    text = client.get(f"/runs/{run.pk}/publish/").content.decode()
    assert "测算之后又有更正或裁定，请重新测算" in text and "签发公布</button>" not in text
    refused = client.post(f"/runs/{run.pk}/publish/", {"digest": run.digest, "seen": "on"}).content.decode()
    assert "请重新测算" in refused and not Publication.objects.exists()


def test_says_what_changes_against_the_last_publication(published: World, signed_in: SignedIn) -> None:
    raised(published)
    run = worlds.judge(published)
    text = signed_in(published, Role.APPROVER).get(f"/runs/{run.pk}/publish/").content.decode()
    assert "与第1次公布相比，有 <b>2</b> 个对象的结果不同" in text
    assert "李伟" in text and "95.13" in text and "张敏" in text and "塔娜" not in text


def test_only_the_approver_signs(judged: World, signed_in: SignedIn) -> None:
    for role in set(Role) - {Role.APPROVER}:
        assert signed_in(judged, role).get(f"/runs/{judged.cycle.runs.get().pk}/publish/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_queries_however_long(
    published: World,
    signed_in: SignedIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
    tmp_path: Path,
    settings: Settings,
) -> None:
    for kind in ("report_pdf", "report_xlsx", "board_pdf")[:count]:
        frozen(published.cycle.publications.get(), tmp_path, settings, kind)
    client = signed_in(published, Role.CADRE)
    with django_assert_num_queries(9):
        text = client.get(f"/cycles/{published.cycle.pk}/publications/").content.decode()
    assert text.count('href="/documents/') == count


def test_a_document_comes_as_published_with_its_digest(
    published: World, signed_in: SignedIn, tmp_path: Path, settings: Settings
) -> None:
    document = frozen(published.cycle.publications.get(), tmp_path, settings)
    answer = signed_in(published, Role.CADRE).get(f"/documents/{document.pk}/")
    assert b"".join(answer.streaming_content) == CONTENT
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%A4%BA%E4%BE%8B")
    assert answer["Repr-Digest"].startswith("sha-256=:")


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_damaged_document_is_not_handed_out(
    published: World, signed_in: SignedIn, tmp_path: Path, settings: Settings, harm: str
) -> None:
    document = frozen(published.cycle.publications.get(), tmp_path, settings)
    path = tmp_path / document.sha256
    path.write_bytes(b"other") if harm == "changed" else path.unlink()
    answer = signed_in(published, Role.OFFICE).get(f"/documents/{document.pk}/")
    assert answer.status_code == 500 and "与登记的校验值不符" in answer.content.decode()


def test_others_documents_and_runs_are_not_found(
    published: World, foreign: World, signed_in: SignedIn, tmp_path: Path, settings: Settings
) -> None:
    run = worlds.judge(foreign)
    client = signed_in(published, Role.APPROVER)
    assert client.get(f"/runs/{run.pk}/publish/").status_code == 404
    document = frozen(worlds.publish(foreign, run), tmp_path, settings)
    assert client.get(f"/documents/{document.pk}/").status_code == 404
