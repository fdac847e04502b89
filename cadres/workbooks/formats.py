"""A table in whatever format an office keeps it: .xlsx, .xls, .et or CSV, told by content and never by name."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from cadres.workbooks import members
from cadres.workbooks.books import PARTS, Book
from cadres.workbooks.faults import Unreadable
from cadres.workbooks.old import OldBook
from cadres.workbooks.parcels import oversize
from cadres.workbooks.tables import Grid
from cadres.workbooks.text_tables import TextBook

_SAVE = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后重新上传。"
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
#: How other files begin, and what they are.
_STRANGE = (
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"<html", "网页（扩展名可能被改成了 .xls）"),
    (b"<!doctype", "网页（扩展名可能被改成了 .xls）"),
    (b"<table", "网页（扩展名可能被改成了 .xls）"),
    (b"<?xml", "XML 文件（如“XML 电子表格 2003”）"),
)


class Opened(Protocol):
    """A file of tables that has been checked by its content."""

    name: str

    def names(self) -> dict[str, str]:
        """How each sheet's name is compared → how it is written."""

    def hidden(self) -> set[str]:
        """Names of sheets that are hidden, as they are compared."""

    def sheet(self, name: str) -> Grid:
        """The sheet of that name as written. Raises Unreadable when it is damaged."""


@contextmanager
def opened(name: str, content: bytes, *, known: bool = False) -> Iterator[Opened]:
    """The tables of a file. Raises Unreadable, saying what it is and how to save it otherwise, for what is none.

    `known`: the same bytes were opened before and nothing was wrong with them; they are not surveyed again.
    """
    if wrong := oversize(name, len(content)):
        raise Unreadable(*wrong)
    if content.startswith(ZIP):
        with io.BytesIO(content) as file, members.opened(file) as archive:
            _workbook(set(archive.namelist()))
            with Book(name, file, archive, known=known) as book:
                yield book
    elif content.startswith(OLE):
        with OldBook(name, content) as old:
            yield old
    else:
        _strange(content)
        yield TextBook(name, content)


def _workbook(names: set[str]) -> None:
    """Raise Unreadable for a zip that is another sort of document."""
    if names >= PARTS:
        return
    if "xl/workbook.bin" in names:
        raise Unreadable("是 Excel 二进制工作簿（.xlsb），不能读取", _SAVE)
    if "content.xml" in names:
        raise Unreadable("是 OpenDocument 文件（.ods），不能读取", _SAVE)
    if "word/document.xml" in names:
        raise Unreadable("是 Word 文档，不能读取", "请把表格复制到 Excel 或 WPS 表格中，另存为 .xlsx 后重新上传。")
    raise Unreadable("是压缩包，不是工作簿", "请解压后上传其中的工作簿；一次可选择多个文件。")


def _strange(content: bytes) -> None:
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, what in _STRANGE:
        if start.startswith(mark.lower()):
            raise Unreadable(f"内容是{what}，不能读取", _SAVE)
    if not start:
        raise Unreadable("文件是空的", "请核对文件后重新上传。")
