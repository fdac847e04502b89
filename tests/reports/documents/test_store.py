"""Frozen files: whole or not there, under the digest of their bytes."""

import hashlib
from pathlib import Path

import pytest

from reports.documents import store

CONTENT = "排名".encode()


def test_a_file_lies_under_its_digest_and_only_its_owner_reads_it(documents: Path) -> None:
    sha256 = store.keep(CONTENT)
    assert sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert store.path_of(sha256).read_bytes() == CONTENT
    assert documents.stat().st_mode & 0o777 == 0o700


def test_keeping_it_again_changes_nothing(documents: Path) -> None:
    path = store.path_of(store.keep(CONTENT))
    before = path.stat().st_mtime_ns
    store.keep(CONTENT)
    assert path.stat().st_mtime_ns == before


def test_a_damaged_file_is_noticed_and_mended() -> None:
    sha256 = store.keep(CONTENT)
    store.path_of(sha256).write_bytes(b"x")
    assert not store.is_whole(sha256)
    store.keep(CONTENT)
    assert store.is_whole(sha256)


def test_a_write_that_fails_leaves_neither_half_nor_draft(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="disk full"):
        store.keep(CONTENT)
    assert list(documents.iterdir()) == []
