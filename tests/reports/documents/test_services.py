"""The job: three frozen documents for a publication, once."""

from pathlib import Path

import pytest

from assessment.publications.files import content_of, is_whole
from assessment.publications.models import Document, DocumentKind, Publication
from cadres.jobs.progress import Progress
from cadres.jobs.services import Claim, Refused, claim
from cadres.trail.models import TrailLine
from reports.documents import services
from reports.documents.tasks import perform


def test_the_job_makes_three_frozen_documents(publication: Publication, documents: Path) -> None:
    taken = claim(publication.job_id)
    assert taken
    perform(publication.job_id, Progress(taken))
    made = {document.kind: document for document in Document.objects.filter(publication=publication)}
    assert set(made) == set(DocumentKind)
    assert {path.name for path in documents.iterdir()} == {document.sha256 for document in made.values()}
    for document in made.values():
        assert len(content_of(document)) == document.bytes_long
    assert made[DocumentKind.REPORT_PDF].file_name == "示例旗2016年度综合考评第1次公布结果通报.pdf"
    assert TrailLine.objects.filter(act="document.frozen").count() == 3


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
    assert Document.objects.count() == 3


def test_a_lost_file_that_would_come_out_otherwise_is_refused(
    publication: Publication, documents: Path, quick: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make(publication)[0]
    (documents / document.sha256).unlink()
    monkeypatch.setitem(services.MAKERS, document.kind, lambda contents: b"other")
    with pytest.raises(Refused, match="请从备份恢复"):
        make(publication)
