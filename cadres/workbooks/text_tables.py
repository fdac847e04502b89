"""CSV in the encodings and habits of offices: UTF-8 with or without BOM, GB 18030, UTF-16; comma, tab or semicolon."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from cadres.workbooks.faults import Unreadable
from cadres.workbooks.members import MOST_CELLS, MOST_COLUMNS, MOST_LINES
from cadres.workbooks.texts import code_key

_SAVE = "请用 Excel 或 WPS 打开原表，另存为“Excel 工作簿（.xlsx）”后重新上传。"
#: A year and one digit: a spreadsheet writes October as 2016.1, and whoever typed January may have meant it.
_LOST_NOUGHT = re.compile(r"(?:19|20)\d\d\.1")
_MOST_LETTERS = 20_000


class TextSheet:
    """The one table of a text file."""

    def __init__(self, file: str, name: str, text: str) -> None:
        self.file, self.name, self._text = file, name, text
        self._separator = _separator(text)
        self.height = text.count("\n") + 1

    def rows(self) -> Iterator[Sequence[object]]:
        """Texts only; what a spreadsheet wrote as a number without its last nought is given as a number again."""
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._separator, strict=True)
        line, cells = 0, 0
        try:
            for line, row in enumerate(reader, 1):
                cells += len(row)
                if line > MOST_LINES or len(row) > MOST_COLUMNS or cells > MOST_CELLS:
                    what = f"表格过大（到第{line}行）"
                    raise Unreadable(what, f"请拆成几个文件，每个不超过 {MOST_LINES} 行、{MOST_COLUMNS} 列。")
                yield [_value(text) for text in row]
        except csv.Error as error:
            raise Unreadable(f"第{line + 1}行的引号不成对，或单元格过长", _SAVE) from error

    def merged(self, column: int) -> dict[int, int]:
        """None: a text file knows no merged cells."""
        return {}

    def across(self, line: int) -> dict[int, int]:
        """None, likewise."""
        return {}

    def broken(self) -> dict[int, dict[int, str]]:
        """None: formulas do not come along."""
        return {}


class TextBook:
    """A text file as a book of one sheet."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self._sheet = TextSheet(name, code_key(name.rsplit(".", 1)[0])[-31:], _decoded(content))

    def names(self) -> dict[str, str]:
        return {self._sheet.name: self._sheet.name}

    def hidden(self) -> set[str]:
        """None."""
        return set()

    def sheet(self, name: str) -> TextSheet:
        """The one sheet there is."""
        return self._sheet


def _decoded(content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _text(content, (encoding,))
    return _text(content, ("utf-8", "gb18030"))


def _text(content: bytes, encodings: Sequence[str]) -> str:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable("既不是工作簿，也不是 UTF-8 或 GB18030 编码的文本", _SAVE)


def _separator(text: str) -> str:
    """What stands most often between the cells of the first lines."""
    start = "\n".join(text.splitlines()[:12]) if len(text) < _MOST_LETTERS else text[:_MOST_LETTERS]
    return max(",\t;", key=start.count)


def _value(text: str) -> object:
    return float(text) if _LOST_NOUGHT.fullmatch(text) else text
