"""One workbook: its sheets by name, values only. Formulas are not run, links are not followed, macros are refused."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import IO, Any, TypeVar
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from cadres.workbooks import members
from cadres.workbooks.faults import Unreadable
from cadres.workbooks.texts import code_key

PARTS = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
ReturnT = TypeVar("ReturnT")
_BROKEN = "请用 Excel 或 WPS 打开该文件，另存为新的 .xlsx 后重新上传。"
_SHEET = re.compile(r"<(?:\w++:)?sheet\s[^<>]*+>")
_RELATION = re.compile(r"<(?:\w++:)?Relationship\s[^<>]*+>")
_ATTRIBUTE = re.compile(r"""(?<![\w:])([\w:]++)\s*+=\s*(?:"([^"]*)"|'([^']*)')""")


class Sheet:
    """One sheet of a workbook; lines and columns as `rows` gives them, both from the sheet's first."""

    def __init__(self, file: str, name: str, source: CalamineSheet, broken: dict[tuple[int, str], str]) -> None:
        self.file, self.name = file, name
        self._source, self._broken = source, broken

    @property
    def height(self) -> int:
        """How many lines there are."""
        return self._source.total_height if self._source.start is None else self._source.start[0] + self._source.height

    def rows(self) -> Iterator[Sequence[object]]:
        """The values of each line from line 1 and column A on; an empty cell is ''."""
        start = self._source.start
        if start is None:
            return
        pad = [""] * start[1]
        if not pad:
            yield from self._source.iter_rows()
            return
        for row in self._source.iter_rows():
            yield [*pad, *row]

    def merged(self, column: int) -> dict[int, int]:
        """First line → last line (from 1) of the vertically merged cells that begin in a column (from 0)."""
        ranges = self._source.merged_cell_ranges or []
        return {top + 1: bottom + 1 for (top, left), (bottom, _) in ranges if left == column and bottom > top}

    def across(self, line: int) -> dict[int, int]:
        """First column → last column (from 0) of the horizontally merged cells that begin in a line (from 1)."""
        ranges = self._source.merged_cell_ranges or []
        return {left: right for (top, left), (_, right) in ranges if top == line - 1 and right > left}

    def broken(self) -> dict[int, dict[int, str]]:
        """Line (from 1) → column (from 0) → what is wrong with the formula there."""
        found: dict[int, dict[int, str]] = {}
        for (line, letters), what in self._broken.items():
            found.setdefault(line, {})[members.column_number(letters) - 1] = what
        return found


class Book:
    """A workbook that has been checked by its content. Use as a context manager."""

    def __init__(self, name: str, file: IO[bytes], archive: ZipFile, *, known: bool = False) -> None:
        """`known`: the same bytes were surveyed before, and no formula in them was found wanting."""
        self.name = name
        extents = {} if known else _surveyed(file, archive)
        parts = _parts(file, archive)
        self._broken = {sheet: extents[part].broken for sheet, part in parts.items() if part in extents}
        file.seek(0)
        self._source = careful(CalamineWorkbook.from_filelike, file)

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_: object) -> None:
        self._source.close()

    def names(self) -> dict[str, str]:
        """How each sheet's name is compared → how it is written. Of two alike the first."""
        found: dict[str, str] = {}
        for name in self._source.sheet_names:
            found.setdefault(code_key(name), name)
        return found

    def hidden(self) -> set[str]:
        """Sheets that are hidden, by the names they are compared by."""
        found = self._source.sheets_metadata
        return {code_key(one.name) for one in found if one.visible != SheetVisibleEnum.Visible}

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name as written. Raises Unreadable when it is damaged."""
        source = careful(self._source.get_sheet_by_name, name)
        return Sheet(self.name, code_key(name), source, self._broken.get(name, {}))


def careful(call: Callable[[Any], ReturnT], argument: object) -> ReturnT:
    """Let the parser work on what may be damaged: its own panics included, whatever it cannot read is Unreadable."""
    try:
        return call(argument)
    except (CalamineError, ValueError, OSError) as error:
        raise Unreadable("文件已损坏，读不出工作表", _BROKEN) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("文件已损坏，读不出工作表", _BROKEN) from error


def _surveyed(file: IO[bytes], archive: ZipFile) -> dict[str, members.Extent]:
    infos = members.checked(archive)
    names = {info.filename for info in infos}
    if not names >= PARTS:
        raise Unreadable("压缩包里没有工作簿的部件，不是 .xlsx", _BROKEN)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable("工作簿带有宏", "请另存为不带宏的 .xlsx 后重新上传。")
    return {info.filename: members.surveyed(file, info) for info in infos if not info.is_dir()}


def _parts(file: IO[bytes], archive: ZipFile) -> dict[str, str]:
    """Sheet name → part that holds it, as far as the workbook says so in the usual way."""
    relations = {
        found["Id"]: found.get("Target", "") for found in _tags(file, archive, "xl/_rels/workbook.xml.rels", _RELATION)
    }
    sheets = _tags(file, archive, "xl/workbook.xml", _SHEET)
    targets = {found.get("name", ""): relations.get(found.get("r:id", ""), "") for found in sheets}
    return {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in targets.items()}


def _tags(file: IO[bytes], archive: ZipFile, part: str, tag: re.Pattern[str]) -> Iterator[dict[str, str]]:
    if part not in archive.namelist():
        return
    text = b"".join(members.unpacked(file, archive.getinfo(part))).decode(errors="replace")
    for found in tag.finditer(text):
        attributes = {name: unescape(one or other) for name, one, other in _ATTRIBUTE.findall(found[0])}
        if "Id" in attributes or "name" in attributes:
            yield attributes
