"""What a workbook's zip file may be, asked before anything is unpacked."""

import zipfile
import zlib
from pathlib import Path

from scoring.tables.faults import refused

MOST_BYTES, MOST_UNPACKED, MOST_MEMBERS = 64_000_000, 500_000_000, 2_000
_HEAD, _CHUNK = 4_096, 1_000_000
_FORMULA = (b"<f>", b"<f ", b"<f/")
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError)
_RESAVE = "请用 Excel 或 WPS 打开，另存为新的 .xlsx"


def checked(path: Path) -> bool:
    """Refuse what is no workbook or would burst; whether the workbook holds formulas."""
    if path.stat().st_size > MOST_BYTES:
        raise refused(path.name, f"文件超过 {MOST_BYTES // 1_000_000} MB", "请核对是否选错文件")
    try:
        with zipfile.ZipFile(path) as archive:
            _survey(path.name, archive)
            return any(_has_formula(archive, one) for one in archive.infolist() if "worksheets/" in one.filename)
    except _BROKEN as fault:
        raise refused(path.name, "文件已损坏或加了密，读不出来", _RESAVE) from fault


def _survey(name: str, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = {one.filename for one in members}
    if "xl/workbook.xml" not in names:
        raise refused(name, "压缩包里没有工作簿，不是 .xlsx", _RESAVE)
    if any(one.lower().endswith("vbaproject.bin") for one in names):
        raise refused(name, "工作簿带有宏", "请另存为不带宏的 .xlsx")
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
        raise refused(name, f"展开后超过 {MOST_UNPACKED // 1_000_000} MB", "请核对是否选错文件，删去图片和多余的行")
    for one in members:
        with archive.open(one) as member:
            if b"<!DOCTYPE" in member.read(_HEAD):
                raise refused(name, "含有工作簿不该有的定义（DOCTYPE）", _RESAVE)


def _has_formula(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    behind = b""
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            if any(mark in behind + chunk for mark in _FORMULA):
                return True
            behind = chunk[-2:]
    return False
