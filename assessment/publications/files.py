"""Frozen documents as they lie on the disk under their digest."""

import hashlib

from django.conf import settings

from assessment.publications.models import Document


class Damaged(Exception):
    """The file under a document's digest is gone, or is no longer what was published."""


def content_of(document: Document) -> bytes:
    """The file, byte for byte as published. Raises Damaged rather than hand out anything else."""
    try:
        content: bytes = (settings.DOCUMENTS_DIR / document.sha256).read_bytes()
    except FileNotFoundError as gone:
        raise Damaged(f"document {document.pk}: no file") from gone
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Damaged(f"document {document.pk}: digest differs")
    return content
