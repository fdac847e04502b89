"""A folder of CSV files: one table each, named like the file."""

import csv
from collections.abc import Sequence
from pathlib import Path

from scoring.tables.faults import Faults, TablesError, refused
from scoring.tables.raw import MOST_COLUMNS, MOST_ROWS, Raw

MOST_BYTES = 64_000_000
_ENCODINGS = ("utf-8-sig", "gb18030")


def tables(folder: Path) -> list[Raw]:
    """Every CSV file of the folder as a table, in the order of names."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv" and path.is_file())
    if not files:
        raise refused(folder.name, "文件夹里没有 CSV 文件", "请放入 对象.csv 等文件，见 docs/sheet-format.md")
    faults, found = Faults(), []
    for path in files:
        try:
            found.append(Raw(path.name, "", path.stem, _rows(path)))
        except TablesError as fault:
            faults.add(fault)
    faults.finish()
    return found


def _rows(path: Path) -> Sequence[tuple[int, Sequence[object]]]:
    """Rows by the line on which each begins."""
    rows: list[tuple[int, Sequence[object]]] = []
    reader, line = csv.reader(_text(path).splitlines(keepends=True), strict=True), 1
    try:
        for values in reader:
            if len(values) > MOST_COLUMNS or len(rows) >= MOST_ROWS:
                most = f"第 {line} 行超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列"
                raise refused(path.name, most, "请核对是否选错文件，或删去多余的行列")
            rows.append((line, values))
            line = reader.line_num + 1
    except csv.Error as fault:
        raise refused(
            path.name, f"第 {line} 行不是合格的 CSV", "请检查引号是否成对、有没有过长的内容，或从表格软件重新另存"
        ) from fault
    return rows


def _text(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise refused(path.name, f"文件超过 {MOST_BYTES // 1_000_000} MB", "请核对是否选错文件")
    content = path.read_bytes()
    if b"\x00" in content:
        raise refused(path.name, "不是 CSV 文本", "请从表格软件另存为“CSV UTF-8”")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused(path.name, "编码既不是 UTF-8 也不是 GB18030", "请从表格软件另存为“CSV UTF-8”")
