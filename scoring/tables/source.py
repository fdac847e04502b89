"""Whatever the caller names as SHEET, read by what it is, not by its name."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from scoring.keeping import archive
from scoring.keeping.sheetfile import parsed, sheet_of
from scoring.language.scheme import Scheme
from scoring.model.sheet import Sheet
from scoring.model.verdict import Entered
from scoring.tables import folder
from scoring.tables.faults import refused
from scoring.tables.gather import Facts, gathered
from scoring.tables.located import Places, located

MOST_BYTES = 500_000_000
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def opened(path: Path, scheme: Scheme) -> Facts:
    """The facts at `path`: a workbook, a folder of CSV files, a JSON sheet or an archive.

    SheetError with every fault; OSError if nothing is there.
    """
    if path.is_dir():
        return gathered(folder.tables(path), scheme)
    if not path.is_file() and path.exists():
        raise refused(path.name, "不是普通文件", "请给出工作簿或文件夹")
    with path.open("rb") as file:
        start = file.read(64)
    if start.startswith(_ZIP):
        return _workbook(path, scheme)
    if start.startswith(_OLD):
        raise refused(path.name, "是旧格式 .xls 或加了密的工作簿", "请另存为不加密的 .xlsx")
    if not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise refused(path.name, "既不是 .xlsx，也不是数据 JSON", "请给出工作簿，或装有 CSV 文件的文件夹")
    return Facts(_from_json(path), {})


def places_of(path: Path, scheme: Scheme, about: Mapping[str, Iterable[Entered]]) -> Places:
    """Where the facts stand that problems are about (`Verdict.about`), in a second reading of what `opened` read.

    Nothing where there are no such problems, or no tables.
    """
    if not about:
        return {}
    if path.is_dir():
        return located(folder.tables(path), scheme, about)
    with path.open("rb") as file:
        if not file.read(4).startswith(_ZIP):
            return {}
    from scoring.tables import book  # noqa: PLC0415 (openpyxl, which nothing else needs)

    return located(book.tables(path), scheme, about)


def _workbook(path: Path, scheme: Scheme) -> Facts:
    from scoring.tables import book  # noqa: PLC0415 (openpyxl, which nothing else needs)

    return gathered(book.tables(path), scheme)


def _from_json(path: Path) -> Sheet:
    if path.stat().st_size > MOST_BYTES:
        raise refused(path.name, f"文件超过 {MOST_BYTES // 1_000_000} MB", "请核对是否选错文件")
    data = parsed(path.read_text(encoding="utf-8-sig"))
    return sheet_of(data["sheet"] if data.get("form") == archive.FORM else data)
