"""What lies inside a zip, made sure of before any parser sees it: how much it really is, and what its cells claim."""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from cadres.workbooks.faults import Unreadable

MEGABYTE = 1024 * 1024
MOST_MEMBERS = 2_000
MOST_BYTES = 200 * MEGABYTE
#: How many times its packed size a member may unpack to; small ones may do as they like.
MOST_TIMES, SMALL = 200, 4 * MEGABYTE
_PIECE = 1 * MEGABYTE
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_BOMB_CURE = "请用 Excel 或 WPS 打开原文件，另存为新的 .xlsx 后重新上传。"

DAMAGED = (BadZipFile, ValueError, OSError, NotImplementedError, struct.error, UnicodeDecodeError)
"""What opening or listing a damaged archive raises; whoever opens one says so in words."""


def checked(archive: ZipFile, most: int = MOST_MEMBERS, most_bytes: int = MOST_BYTES) -> list[ZipInfo]:
    """The members of an archive that claims a bearable size. Raises Unreadable for one that does not."""
    members = archive.infolist()
    if len(members) > most:
        raise Unreadable(f"压缩包内有 {len(members)} 个部件，超过 {most} 个", _BOMB_CURE)
    if len({member.filename for member in members}) < len(members):
        raise Unreadable("压缩包内有同名部件", _BOMB_CURE)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("文件加了密码", "请去掉密码后重新上传。")
    _bearable(members, most_bytes)
    return members


def _bearable(members: list[ZipInfo], most_bytes: int) -> None:
    whole = sum(member.file_size for member in members)
    if whole > most_bytes:
        limit = most_bytes // MEGABYTE
        raise Unreadable(f"解压后有 {whole // MEGABYTE} MB，超过 {limit} MB，疑似压缩炸弹", _BOMB_CURE)
    for member in members:
        if member.file_size > max(SMALL, MOST_TIMES * member.compress_size):
            raise Unreadable("压缩比异常，疑似压缩炸弹", _BOMB_CURE)


def unpacked(file: IO[bytes], member: ZipInfo) -> Iterator[bytes]:
    """A member's bytes, piece by piece. Raises Unreadable once there are more, or in the end others, than it claims.

    zipfile stops at the claimed size and would not notice; the parser behind us does not stop.
    """
    left, checksum = member.file_size, 0
    for piece in _inflated(file, member):
        left -= len(piece)
        checksum = zlib.crc32(piece, checksum)
        if left < 0:
            raise Unreadable("解压后比声明的大，疑似压缩炸弹", _BOMB_CURE)
        yield piece
    if left or checksum != member.CRC:
        raise Unreadable("文件已损坏或不完整", _BOMB_CURE)


def _inflated(file: IO[bytes], member: ZipInfo) -> Iterator[bytes]:
    packed = _packed(file, member)
    if member.compress_type == ZIP_STORED:
        yield from packed
    elif member.compress_type == ZIP_DEFLATED:
        yield from _deflated(packed)
    else:
        raise Unreadable("用了不支持的压缩方法", _BOMB_CURE)


def _deflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    engine = zlib.decompressobj(-15)
    try:
        for piece in packed:
            yield engine.decompress(piece, _PIECE)
            while engine.unconsumed_tail:
                yield engine.decompress(engine.unconsumed_tail, _PIECE)
        yield engine.flush()
    except zlib.error as error:
        raise Unreadable("文件已损坏，无法解压", _BOMB_CURE) from error


def _packed(file: IO[bytes], member: ZipInfo) -> Iterator[bytes]:
    if member.header_offset < 0:  # a directory that tells of more before it than there is
        raise Unreadable("文件已损坏", _BOMB_CURE)
    file.seek(member.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
        raise Unreadable("文件已损坏", _BOMB_CURE)
    _, name, extra = _LOCAL_HEADER.unpack(header)
    file.seek(name + extra, 1)
    left = member.compress_size
    while left and (piece := file.read(min(left, _PIECE // 16))):
        left -= len(piece)
        yield piece


def opened(file: IO[bytes]) -> ZipFile:
    """The archive in `file`. Raises Unreadable, saying what the file looks like, when it is none."""
    start = file.read(8)
    file.seek(0)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("是旧版 .xls 或加了密码的工作簿", "请去掉密码，另存为 .xlsx 后重新上传。")
    if not start.startswith(b"PK"):
        what = "内容不是 Excel 工作簿（可能是改了扩展名的文本或其他文件）"
        raise Unreadable(what, "请用 Excel 或 WPS 打开原表，另存为 .xlsx 后重新上传。")
    try:
        return ZipFile(file)
    except DAMAGED as error:
        raise Unreadable("文件已损坏，不能作为 .xlsx 打开", _BOMB_CURE) from error


# Strangers write what these read: no part may cross a bracket, and an address once found is not looked for again
# (the atomic groups), so the work grows with the text and never with its square.
#: A cell with something in it, whatever its name space is called: column, line.
_CELL = re.compile(rb"""<(?:\w++:)?c\s(?>(?:[^<>]*?\s)?r\s*+=\s*+["']([A-Za-z]{1,9})(\d{1,9})["'])[^<>]*+(?<!/)>""")
_ERROR = re.compile(
    rb"""<(?:\w++:)?c\s(?=[^<>]*\st\s*+=\s*+["']e["'])[^<>]*?\br\s*+=\s*+["']([A-Z]{1,3})(\d{1,7})["']"""
)
_VALUELESS = re.compile(
    rb"""<c\s(?![^<>]*\st="str")(?>[^<>]*?\br="([A-Z]{1,3})(\d{1,7})")[^<>]*+>"""
    rb"""<f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>"""
)
MOST_LINES, MOST_COLUMNS, MOST_CELLS = 200_000, 500, 4_000_000
_BROKEN_KEPT = 1_000


@dataclass(slots=True)
class Extent:
    """How far the cells of a part reach, and which show an error: {(line from 1, column letters): what}."""

    lines: int = 0
    columns: set[bytes] = field(default_factory=set)
    broken: dict[tuple[int, str], str] = field(default_factory=dict)

    def look(self, text: bytes) -> None:
        """Take in a stretch of whole cells."""
        found = _CELL.findall(text)
        if found:
            columns, lines = map(set, zip(*found, strict=True))
            self.lines = max(self.lines, *map(int, lines))
            self.columns |= columns
        if b'"e"' in text or b"'e'" in text:
            self._broken(_ERROR, text, b"=", "公式显示错误值")
        self._broken(_VALUELESS, text, b"<f", "公式没有计算结果")

    def _broken(self, pattern: re.Pattern[bytes], text: bytes, telling: bytes, what: str) -> None:
        if telling not in text:
            return
        for letters, line in pattern.findall(text):
            if len(self.broken) < _BROKEN_KEPT:
                self.broken[int(line), letters.decode()] = what

    def bearable(self) -> None:
        """Raise Unreadable for cells so far out that a parser would drown in the emptiness between."""
        width = max((column_number(letters.decode()) for letters in self.columns), default=0)
        if self.lines > MOST_LINES or width > MOST_COLUMNS or self.lines * width > MOST_CELLS:
            raise Unreadable(
                f"工作表过大（到第{self.lines}行、第{width}列）",
                f"请删除表格以外的多余内容，每张工作表不超过 {MOST_LINES} 行、{MOST_COLUMNS} 列。",
            )


def column_number(letters: str) -> int:
    """1 for 'A', 27 for 'aa'."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _plain(text: bytes) -> None:
    """Raise Unreadable where a part defines entities: no program that writes workbooks does; parsers would follow."""
    if any(mark in text for mark in _DOCTYPES):
        raise Unreadable("工作簿中有 DOCTYPE 声明（可能引用外部内容），不予读取", _BOMB_CURE)


def surveyed(file: IO[bytes], member: ZipInfo) -> Extent:
    """Unpack a member to its end, as a check, and say how far its cells reach. Raises Unreadable."""
    extent, rest = Extent(), b""
    for piece in unpacked(file, member):
        text = rest + piece
        _plain(text)
        cut = text.rfind(b"c>") + 2
        cut = cut if cut > 1 else max(0, len(text) - 4096)
        extent.look(text[:cut])
        rest = text[cut:]
    extent.look(rest)
    extent.bearable()
    return extent
