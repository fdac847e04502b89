"""Kept files: under names that tell nothing, once each, found by what they hold; strays do not stay for ever."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from cadres.people import sealed
from cadres.people.models import KeptFile
from cadres.workbooks.faults import Unreadable

pytestmark = pytest.mark.django_db
CONTENT = "名册 990101197405110018".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def test_the_name_is_random_and_the_digest_finds_the_file(folder: Path) -> None:
    assert sealed.keep(folder, CONTENT) == SHA256
    (file,) = folder.iterdir()
    assert file.name != SHA256 and len(file.name) == 64 and CONTENT not in file.read_bytes()
    assert sealed.content_of(folder, SHA256) == CONTENT
    other = folder.parent / "elsewhere"
    sealed.keep(other, CONTENT)
    assert [one.name for one in other.iterdir()] != [file.name]


def test_the_same_content_is_kept_once_and_mends_what_was_damaged(folder: Path) -> None:
    path = sealed.path_of(folder, sealed.keep(folder, CONTENT))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Unreadable, match="已损坏"):
        sealed.content_of(folder, SHA256)
    sealed.keep(folder, CONTENT)
    assert list(folder.iterdir()) == [path] and sealed.content_of(folder, SHA256) == CONTENT


def test_a_file_in_the_place_of_another_is_not_handed_out(folder: Path) -> None:
    other = sealed.path_of(folder, sealed.keep(folder, b"other"))
    path = sealed.path_of(folder, sealed.keep(folder, CONTENT))
    path.write_bytes(other.read_bytes())
    with pytest.raises(Unreadable, match="与校验值不符"):
        sealed.content_of(folder, SHA256)
    with pytest.raises(Unreadable, match="没有保存"):
        sealed.content_of(folder, "0" * 64)


def test_forgotten_files_go_with_their_rows_and_strays_after_two_days(folder: Path) -> None:
    kept = sealed.keep(folder, b"kept")
    sealed.keep(folder, CONTENT)
    for name, age in (("of a worker that was killed", 3), ("of one at work", 1)):
        (folder / name).write_bytes(b"x")
        then = time.time() - age * 86_400
        os.utime(folder / name, (then, then))
    sealed.forget(folder, {SHA256})
    assert {one.name for one in folder.iterdir()} == {sealed.path_of(folder, kept).name, "of one at work"}
    assert list(KeptFile.objects.values_list("sha256", flat=True)) == [kept]
