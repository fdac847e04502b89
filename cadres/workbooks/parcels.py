"""What an office sends: workbooks, or zips of workbooks, told apart by content and checked before they are opened."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, NamedTuple
from zipfile import ZipFile, ZipInfo

from cadres.workbooks import members
from cadres.workbooks.books import PARTS, Book
from cadres.workbooks.faults import Faults, Unreadable

MOST_FILE_BYTES = 20 * members.MEGABYTE
_SKIPPED = ("__MACOSX/", "~$", ".")
_UTF8_NAME = 0x800


class Sent(NamedTuple):
    """A file as sent: its name, its size, what reads it whole (None when it is not there; may raise Unreadable)."""

    name: str
    size: int
    content: Callable[[], bytes] | None


def oversize(name: str, size: int) -> tuple[str, str] | None:
    """What is wrong, and the cure, when a file is larger than one may be."""
    if size <= MOST_FILE_BYTES:
        return None
    limit = MOST_FILE_BYTES // members.MEGABYTE
    what = f"文件“{name}”有 {size / members.MEGABYTE:.1f} MB，超过 {limit} MB"
    return what, "请删除图片和多余的工作表，或拆成几个文件后重新上传。"


def books(sent: Iterator[Sent] | list[Sent], faults: Faults) -> Iterator[Book]:
    """Each workbook of what was sent, open until the next is asked for; one that cannot be opened is a fault."""
    for one in sent:
        try:
            yield from _books(one, faults)
        except Unreadable as fault:
            faults.add(one.name, "", "", fault.what, fault.cure)


def _books(sent: Sent, faults: Faults) -> Iterator[Book]:
    if wrong := oversize(sent.name, sent.size):
        raise Unreadable(*wrong)
    if sent.content is None:
        raise Unreadable("文件没有保存下来", "请重新上传。")
    with io.BytesIO(sent.content()) as file, members.opened(file) as archive:
        names = set(archive.namelist())
        if names & PARTS or not sent.name.lower().endswith(".zip"):
            with Book(sent.name, file, archive) as book:
                yield book
        else:
            yield from _bundle(sent.name, file, archive, faults)


def _bundle(name: str, file: IO[bytes], archive: ZipFile, faults: Faults) -> Iterator[Book]:
    infos = [info for info in members.checked(archive) if not info.is_dir() and not skipped(info)]
    if not infos:
        raise Unreadable("压缩包是空的", "请放入工作簿后重新上传。")
    for info in infos:
        inner = f"{name}/{file_name(info)}"
        try:
            with _member(inner, file, info) as book:
                yield book
        except Unreadable as fault:
            faults.add(inner, "", "", fault.what, fault.cure)


@contextmanager
def _member(name: str, file: IO[bytes], info: ZipInfo) -> Iterator[Book]:
    if wrong := oversize(name, info.file_size):
        raise Unreadable(*wrong)
    content = io.BytesIO(b"".join(members.unpacked(file, info)))
    with members.opened(content) as archive, Book(name, content, archive) as book:
        yield book


def skipped(info: ZipInfo) -> bool:
    """Files that computers add of themselves."""
    return info.filename.startswith(_SKIPPED[0]) or PurePosixPath(file_name(info)).name.startswith(_SKIPPED[1:])


def file_name(info: ZipInfo) -> str:
    """A member's name: UTF-8 where it says so or is, else GBK, as Windows in Chinese writes it."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    raw = info.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
