"""Workbooks of the older binary format (.xls, and .et of WPS, which writes the same): surveyed before they are parsed.

Microsoft's [MS-XLS]: a compound file with a stream of records, each of a kind (2 bytes), a length (2 bytes) and a body.
"""

import io
import struct
from collections.abc import Iterator

import olefile
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from cadres.workbooks.books import Sheet, careful
from cadres.workbooks.faults import Unreadable
from cadres.workbooks.members import MOST_CELLS, MOST_COLUMNS, MOST_LINES
from cadres.workbooks.texts import code_key

_SAVE = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后重新上传。"
_HEAD = struct.Struct("<HH")
_PLACE = struct.Struct("<HH")
_EXTENT = struct.Struct("<IIHH")
_BOUNDS, _ENCRYPTED, _SHEET_BEGINS = 0x0200, 0x002F, 0x0809
#: Records that fill a cell or several beside each other; each begins with line and column, from 0.
_CELLS = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})
_STREAMS = ("Workbook", "Book", "ET")


class OldBook:
    """A workbook in a compound file. Use as a context manager."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        _surveyed(content)
        self._source = careful(CalamineWorkbook.from_filelike, io.BytesIO(content))

    def __enter__(self) -> "OldBook":
        return self

    def __exit__(self, *_: object) -> None:
        self._source.close()

    def names(self) -> dict[str, str]:
        """How each sheet's name is compared → how it is written."""
        return {code_key(name): name for name in reversed(self._source.sheet_names)}

    def hidden(self) -> set[str]:
        """Sheets that are hidden."""
        return {code_key(one.name) for one in self._source.sheets_metadata if one.visible != SheetVisibleEnum.Visible}

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name as written."""
        return Sheet(self.name, code_key(name), careful(self._source.get_sheet_by_name, name), {})


def _surveyed(content: bytes) -> None:
    """Raise Unreadable for a file that is locked, carries macros, is no workbook, or claims cells without measure."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            streams = {"/".join(path).lower() for path in file.listdir()}
            if "encryptedpackage" in streams:
                raise Unreadable("文件加了密码", "请去掉密码后重新上传。")
            if any("_vba_project" in path for path in streams):
                raise Unreadable("工作簿带有宏", "请另存为不带宏的 .xlsx 后重新上传。")
            name = next((one for one in _STREAMS if file.exists(one)), None)
            if name is None:
                raise Unreadable("不是表格文件（可能是 Word 文档等）", _SAVE)
            _bearable(file.openstream(name).read())
    except (OSError, ValueError, IndexError, struct.error, AttributeError, TypeError) as error:
        raise Unreadable("文件已损坏，不能打开", _SAVE) from error


def _bearable(stream: bytes) -> None:
    lines, columns = 0, 0
    for kind, start, length in _records(stream):
        if kind == _ENCRYPTED:
            raise Unreadable("文件加了密码", "请去掉密码后重新上传。")
        if kind == _SHEET_BEGINS:
            lines, columns = 0, 0
        elif kind == _BOUNDS and length >= _EXTENT.size:
            _, lines, _, columns = _EXTENT.unpack_from(stream, start)
        elif kind in _CELLS and length >= _PLACE.size:
            line, column = _PLACE.unpack_from(stream, start)
            lines, columns = max(lines, line + 1), max(columns, column + 1)
        if lines > MOST_LINES or columns > MOST_COLUMNS or lines * columns > MOST_CELLS:
            cure = f"请删除表格以外的多余内容，每张工作表不超过 {MOST_LINES} 行、{MOST_COLUMNS} 列。"
            raise Unreadable(f"工作表过大（到第{lines}行、第{columns}列）", cure)


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, start and length of each record. Raises Unreadable for one that reaches beyond the end."""
    at = 0
    while at + _HEAD.size <= len(stream):
        kind, length = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        if kind == 0 and length == 0:
            return  # padding up to the stream's end
        if at + length > len(stream):
            raise Unreadable("文件已损坏或不完整", _SAVE)
        yield kind, at, length
        at += length
