"""Kept files: whole or not there, under the digest of their bytes."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadres import vault

CONTENT = "排名".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def test_a_file_lies_under_its_digest_and_only_its_owner_reads_it(folder: Path) -> None:
    assert vault.keep(folder, [CONTENT[:2], CONTENT[2:]]) == SHA256
    assert vault.content_of(folder, SHA256) == CONTENT
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / SHA256).stat().st_mode & 0o777 == 0o600


def test_keeping_it_again_changes_nothing(folder: Path) -> None:
    path = folder / vault.keep(folder, [CONTENT])
    before = path.stat()
    vault.keep(folder, [CONTENT])
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_damaged_file_is_noticed_and_mended(folder: Path) -> None:
    (folder / vault.keep(folder, [CONTENT])).write_bytes(b"x")
    assert not vault.is_whole(folder, SHA256)
    with pytest.raises(vault.Damaged, match="digest differs"):
        vault.content_of(folder, SHA256)
    vault.keep(folder, [CONTENT])
    assert vault.is_whole(folder, SHA256)


def test_a_file_that_is_gone_is_named(folder: Path) -> None:
    with pytest.raises(vault.Damaged, match="no file"):
        vault.content_of(folder, SHA256)


def test_a_chart_is_put_where_it_is_asked_for(folder: Path) -> None:
    for content in (b"first", b"second"):
        vault.put(folder / "chart.svg", content)
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("chart.svg", b"second")]


def test_a_write_that_fails_leaves_neither_half_nor_draft(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="disk full"):
        vault.keep(folder, [CONTENT])
    with pytest.raises(OSError, match="disk full"):
        vault.put(folder / "chart.svg", CONTENT)
    assert list(folder.iterdir()) == []


def test_an_upload_that_breaks_off_leaves_no_draft(folder: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield CONTENT
        raise OSError("connection lost")

    with pytest.raises(OSError, match="connection lost"):
        vault.keep(folder, broken())
    assert list(folder.iterdir()) == []
