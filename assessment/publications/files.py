"""Frozen documents as they lie in the documents folder, each under its digest."""

from django.conf import settings

from assessment.publications.models import Document
from cadres import vault


def keep(content: bytes) -> str:
    """Keep a document's bytes and return their digest."""
    return vault.keep(settings.DOCUMENTS_DIR, [content])


def content_of(document: Document) -> bytes:
    """The file, byte for byte as published. Raises `vault.Damaged` rather than hand out anything else."""
    return vault.content_of(settings.DOCUMENTS_DIR, document.sha256)


def is_whole(document: Document) -> bool:
    """Whether the file is there as it was published."""
    return vault.is_whole(settings.DOCUMENTS_DIR, document.sha256)
