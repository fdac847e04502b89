"""Kept files: each is wholly there or not at all, and what is frozen lies under its SHA-256."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Damaged(Exception):
    """The file under a digest is gone, or is no longer what was kept there."""


def keep(folder: Path, pieces: Iterable[bytes]) -> str:
    """Keep what `pieces` hold together under its digest in `folder` and return the digest.

    Keeping the same bytes again changes nothing; a file that was damaged in between is mended.
    """
    digest = hashlib.sha256()
    with _draft(folder) as (file, draft):
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        sha256 = digest.hexdigest()
        if not is_whole(folder, sha256):
            _settle(file, draft, folder / sha256)
    return sha256


def put(path: Path, content: bytes) -> None:
    """Keep `content` at `path`, instead of what may lie there."""
    with _draft(path.parent) as (file, draft):
        file.write(content)
        _settle(file, draft, path)


def content_of(folder: Path, sha256: str) -> bytes:
    """The file, byte for byte as kept. Raises Damaged rather than hand out anything else."""
    try:
        content = (folder / sha256).read_bytes()
    except FileNotFoundError as gone:
        raise Damaged(f"{sha256}: no file") from gone
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(f"{sha256}: digest differs")
    return content


def is_whole(folder: Path, sha256: str) -> bool:
    """Whether the file is there and its bytes still have that digest."""
    try:
        content_of(folder, sha256)
    except Damaged:
        return False
    return True


@contextmanager
def _draft(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file of another name in the same folder, which only this account may read; gone afterwards, error or not."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _settle(file: IO[bytes], draft: Path, path: Path) -> None:
    """Let the draft be the file: its bytes and then its name are on the disk before anyone is told of it."""
    file.flush()
    os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
