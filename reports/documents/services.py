"""Make a publication's documents and freeze them: the file under its digest, then the row that names it."""

from collections.abc import Callable, Mapping

from assessment.publications import files
from assessment.publications.models import Document, DocumentKind, Publication
from assessment.runs.archives import archive_of
from cadres.jobs.progress import Progress
from cadres.jobs.services import Refused
from cadres.trail.services import record
from reports.documents import board, report, workbook
from reports.documents.contents import Contents
from reports.documents.gather import contents_of

MAKERS: Mapping[str, Callable[[Contents], bytes]] = {
    DocumentKind.REPORT_XLSX: workbook.render,
    DocumentKind.BOARD_PDF: board.render,
    DocumentKind.REPORT_PDF: report.render,
    DocumentKind.CARRIED_XLSX: workbook.render_carried,
}
NAMES: Mapping[str, str] = {
    DocumentKind.REPORT_XLSX: "排名表.xlsx",
    DocumentKind.BOARD_PDF: "晾晒表.pdf",
    DocumentKind.REPORT_PDF: "结果通报.pdf",
    DocumentKind.CARRIED_XLSX: "扣分传导表.xlsx",
    DocumentKind.ARCHIVE_JSON: "测算存档.json",
}


def make_documents(publication: Publication, progress: Progress) -> list[Document]:
    """Make what is not there yet. Documents that exist are left alone: repeating is harmless."""
    progress.step("整理公布内容")
    contents = contents_of(publication)
    makers = {**MAKERS, DocumentKind.ARCHIVE_JSON: lambda _: archive_of(publication.run).encode()}
    progress.step("制作文件", total=len(makers))
    made = []
    for kind, make in makers.items():
        made.append(_document(publication, contents, DocumentKind(kind), make))
        progress.advance()
    return made


def _document(
    publication: Publication, contents: Contents, kind: DocumentKind, make: Callable[[Contents], bytes]
) -> Document:
    frozen = Document.objects.filter(publication=publication, kind=kind).first()
    if frozen and files.is_whole(frozen):
        return frozen
    content = make(contents)
    sha256 = files.keep(content)
    if frozen is None:
        return _freeze(publication, contents, kind, sha256, len(content))
    if frozen.sha256 != sha256:
        raise Refused(f"“{frozen.file_name}”的原件已丢失或损坏，重新制作的与原校验值不一致，请从备份恢复该文件。")
    return frozen


def _freeze(publication: Publication, contents: Contents, kind: DocumentKind, sha256: str, length: int) -> Document:
    name = f"{contents.county}{contents.cycle}{publication}{NAMES[kind]}"
    document = Document.objects.create(
        publication=publication, kind=kind, file_name=name, sha256=sha256, bytes_long=length
    )
    county = publication.cycle.county
    record("document.frozen", document, f"制成{name}", actor=publication.signed_by, county=county, sha256=sha256)
    return document
