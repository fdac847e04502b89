"""A workbook an office might send by mistake: one sheet, with one cell that cannot be right."""

from pathlib import Path

from openpyxl import Workbook

SHEET, CELL = "单位名册", "F4"
_HEAD = ["序号", "单位代码", "单位名称", "单位简称", "单位类别", "成立时间", "备注"]
_ROWS = [
    [1, "A01", "邻旗财政局", "财政局", "政府职能部门", None, None],
    [2, "A02", "邻旗审计局", "审计局", "政府职能部门", "2016年13月", None],
]


def broken(folder: Path) -> Path:
    """Write it: a title, the head, two units; the second is said to be founded in a thirteenth month."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for row in (["邻旗单位名册"], _HEAD, *_ROWS):
        sheet.append(row)
    path = folder / "邻旗名册.xlsx"
    book.save(path)
    return path
