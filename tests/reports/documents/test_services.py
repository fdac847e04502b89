"""The job: the frozen documents of a publication, once; its archive holds exactly what the run read."""

from decimal import Decimal
from pathlib import Path

import pytest

from assessment.entries.models import Entry
from assessment.entries.services import correct
from assessment.publications.files import content_of, is_whole
from assessment.publications.models import Document, DocumentKind, Publication
from cadres.jobs.progress import Progress
from cadres.jobs.services import Claim, Refused, claim
from cadres.trail.models import TrailLine
from reports.documents import services
from reports.documents.tasks import perform
from scoring.__main__ import main
from tests.world import World


def test_the_job_freezes_every_kind_of_document(publication: Publication, documents: Path) -> None:
    taken = claim(publication.job_id)
    assert taken
    perform(publication.job_id, Progress(taken))
    made = {document.kind: document for document in Document.objects.filter(publication=publication)}
    assert set(made) == set(DocumentKind)
    assert {path.name for path in documents.iterdir()} == {document.sha256 for document in made.values()}
    for document in made.values():
        assert len(content_of(document)) == document.bytes_long
    assert made[DocumentKind.REPORT_PDF].file_name == "示例旗2016年度综合考评第1次公布结果通报.pdf"
    assert TrailLine.objects.filter(act="document.frozen").count() == len(DocumentKind)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Makers that only say their kind, and count."""
    made: dict[str, int] = {}

    def maker(kind: str):
        def make(contents: object) -> bytes:
            made[kind] = made.get(kind, 0) + 1
            return kind.encode()

        return make

    monkeypatch.setattr(services, "MAKERS", {kind: maker(kind) for kind in services.MAKERS})
    return made


def make(publication: Publication) -> list[Document]:
    taken = claim(publication.job_id)
    progress = Progress(taken) if taken else quiet()
    return services.make_documents(publication, progress)


def quiet() -> Progress:
    return Progress(Claim(0, "documents", 1))


def test_repeating_is_harmless(publication: Publication, quick: dict[str, int]) -> None:
    first, second = make(publication), make(publication)
    assert [document.pk for document in first] == [document.pk for document in second]
    assert set(quick.values()) == {1}


def test_a_lost_file_is_made_again_as_it_was(publication: Publication, documents: Path, quick: dict[str, int]) -> None:
    document = make(publication)[0]
    (documents / document.sha256).unlink()
    make(publication)
    assert is_whole(document)
    assert Document.objects.count() == len(DocumentKind)


def test_a_lost_file_that_would_come_out_otherwise_is_refused(
    publication: Publication, documents: Path, quick: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make(publication)[0]
    (documents / document.sha256).unlink()
    monkeypatch.setitem(services.MAKERS, document.kind, lambda contents: b"other")
    with pytest.raises(Refused, match="请从备份恢复"):
        make(publication)


def archive_in(publication: Publication, folder: Path) -> Path:
    made = {document.kind: document for document in make(publication)}
    return folder / made[DocumentKind.ARCHIVE_JSON].sha256


def test_the_archive_is_recomputed_without_the_database(
    publication: Publication, quick: dict[str, int], documents: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = archive_in(publication, documents)
    assert main(["replay", str(path)]) == 0
    assert f"重算一致：18 个对象，{publication.run.digest}" in capsys.readouterr().out
    assert "张敏" not in path.read_text() and "刘洋" not in path.read_text()


def test_the_archive_holds_what_the_run_read_whatever_came_after(
    published: World, publication: Publication, quick: dict[str, int], documents: Path
) -> None:
    entry = Entry.objects.get(seat=published.seats["cadre", "D01"], source="routine", period="2016-03")
    correct(entry, Decimal("61.23"), "核查更正", actor=published.office)
    text = archive_in(publication, documents).read_text()
    assert "61.23" not in text and publication.run.digest in text


def test_an_archive_that_does_not_give_the_published_digest_is_refused(
    publication: Publication, quick: dict[str, int]
) -> None:
    publication.run.digest = "sha256:other"
    with pytest.raises(Refused, match="得不到原来的校验值"):
        make(publication)
