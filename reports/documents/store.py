"""Frozen files: each lies under its SHA-256 and is either wholly there or not at all."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def keep(content: bytes) -> str:
    """Write `content` under its digest and return the digest. Writing the same bytes again changes nothing."""
    sha256 = hashlib.sha256(content).hexdigest()
    folder = Path(settings.DOCUMENTS_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_whole(sha256):
        _write(folder, folder / sha256, content)
    return sha256


def path_of(sha256: str) -> Path:
    """Where the file with this digest lies."""
    return Path(settings.DOCUMENTS_DIR) / sha256


def is_whole(sha256: str) -> bool:
    """Whether the file is there and its bytes still have that digest."""
    path = path_of(sha256)
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _write(folder: Path, path: Path, content: bytes) -> None:
    """Through a draft in the same folder: a crash leaves a draft, never half a document."""
    handle, draft = tempfile.mkstemp(dir=folder, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)
    _settle(folder)


def _settle(folder: Path) -> None:
    """Make the new name itself durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
