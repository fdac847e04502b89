"""What was sent: one form, or a zip of many; told apart by content, each form ready to be read on its own."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath
from typing import IO, NamedTuple
from zipfile import ZipFile, ZipInfo

from cadres.people.lrmx.forms import MOST_BYTES
from cadres.workbooks import members, parcels
from cadres.workbooks.faults import Unreadable
from cadres.workbooks.texts import storable

#: Forms in one zip, and bytes that all of them unpack to.
MOST_FORMS, MOST_UNPACKED = 5_000, 2_048 * members.MEGABYTE
_CURE = "请重新压缩为 .zip（不加密码）后上传。"
_OLD = "旧版 .lrm 文件请用任免审批表编辑器打开，另存为 .lrmx 后重新上传。"


class Sheet(NamedTuple):
    """One file that should be a form: its name as sent, and what reads it whole (may raise Unreadable)."""

    name: str
    content: Callable[[], bytes]


class Bundle(NamedTuple):
    """The files of a bundle that are read, and the names of those passed over."""

    sheets: list[Sheet]
    passed: list[str]


def unbundled(name: str, file: IO[bytes]) -> Bundle:
    """What a file holds; it stays open as long as the sheets are read. Raises Unreadable for a zip that is not safe.

    Names inside a zip are shown, and never used as paths.
    """
    start = file.read(4)
    file.seek(0)
    if name.lower().endswith(".lrm"):
        raise Unreadable("是旧版任免审批表（.lrm）", _OLD)
    if not start.startswith(b"PK"):
        return Bundle([Sheet(storable(name), partial(_whole, file))], [])
    return _of_zip(file)


def _of_zip(file: IO[bytes]) -> Bundle:
    infos = [info for info in _listed(file) if not info.is_dir() and not parcels.skipped(info)]
    forms = [info for info in infos if _suffix(info) in {".lrmx", ".lrm", ".zip"}]
    if not forms:
        raise Unreadable("压缩包内没有 .lrmx 文件", "请放入任免审批表（.lrmx）后重新上传。")
    sheets = [Sheet(storable(parcels.file_name(info)), partial(_member, file, info)) for info in forms]
    passed = [storable(parcels.file_name(info)) for info in infos if info not in forms]
    return Bundle(sheets, passed)


def _listed(file: IO[bytes]) -> list[ZipInfo]:
    try:
        with ZipFile(file) as archive:
            return members.checked(archive, MOST_FORMS, MOST_UNPACKED)
    except Unreadable as fault:
        raise Unreadable(fault.what, _CURE) from fault
    except members.DAMAGED as error:
        raise Unreadable("压缩包已损坏，不能打开", _CURE) from error


def _suffix(info: ZipInfo) -> str:
    return PurePosixPath(parcels.file_name(info)).suffix.lower()


def _whole(file: IO[bytes]) -> bytes:
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    _bearable(len(content))
    return content


def _member(file: IO[bytes], info: ZipInfo) -> bytes:
    name = PurePosixPath(parcels.file_name(info).replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        raise Unreadable("压缩包内的文件名指向别处", _CURE)
    if name.suffix.lower() == ".zip":
        raise Unreadable("压缩包内还有压缩包", "请先解压里层的压缩包，再把 .lrmx 文件压缩为一个 .zip。")
    if name.suffix.lower() == ".lrm":
        raise Unreadable("是旧版任免审批表（.lrm）", _OLD)
    _bearable(info.file_size)
    try:
        return b"".join(members.unpacked(file, info))
    except Unreadable as fault:
        raise Unreadable(fault.what, _CURE) from fault


def _bearable(size: int) -> None:
    if size > MOST_BYTES:
        raise Unreadable(f"文件超过 {MOST_BYTES // members.MEGABYTE} MB", "请压缩照片后重新保存上传。")
