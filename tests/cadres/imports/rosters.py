"""Rosters made by script: the plain two, and what tests need to spoil them."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

from cadres.people.models import Person, Post
from tests.cadres.people.lrmx.sheets import id_number

UNITS_HEAD = ["序号", "单位代码", "单位名称", "单位简称", "单位类别", "成立时间"]
UNITS: list[list[Any]] = [
    [1, "A01", "示例县财政局", "财政局", "政府部门", None],
    [2, "A02", "示例县审计局", "审计局", "政府部门", None],
    [3, "S01", "示例镇", "", "乡镇", "2010.05.01"],
]
HEAD = ["序号", "单位名称", "姓名", "性别", "民族", "出生年月", "身份证号", "现任职务", "干部类别", "任现职时间"]
WANG, LI, ZHAO = id_number("19740511", 1), id_number("19810923", 2), id_number("19900105", 3)
PEOPLE: list[list[Any]] = [
    [1, "示例县财政局", "王建国", "男", "汉族", "1974.05", WANG, "局长", "正职", "2016.05"],
    [2, "示例县审计局", "李　娜", "女", "蒙古族", "1981年9月", LI, "副局长", "副职", "2018.03.15"],
    [3, "示例镇", "阿拉腾·其木格", "男", "蒙古", "199001", ZHAO, "副镇长", "副职", "2020-07"],
]


def table(*rows: Sequence[Any], title: str = "Sheet1", merged: Iterable[str] = ()) -> bytes:
    """A workbook of one sheet."""
    return book({title: rows}, merged)


def book(sheets: dict[str, Sequence[Sequence[Any]]], merged: Iterable[str] = ()) -> bytes:
    """A workbook of several sheets; `merged` cells are of the last."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def plain() -> bytes:
    """Units and people, nothing wrong."""
    return book({"单位名册": [UNITS_HEAD, *UNITS], "干部名册": [HEAD, *PEOPLE]})


def people(*rows: Sequence[Any], head: Sequence[Any] = HEAD) -> bytes:
    """People alone."""
    return table(head, *rows, title="干部名册")


def changed(row: Sequence[Any], **cells: Any) -> list[Any]:
    """A row with other values under some headings."""
    return [cells.get(heading, value) for heading, value in zip(HEAD, row, strict=True)]


def changed_unit(row: Sequence[Any], **cells: Any) -> list[Any]:
    """The same of a row about a unit."""
    return [cells.get(heading, value) for heading, value in zip(UNITS_HEAD, row, strict=True)]


def person_values() -> list[Any]:
    """All that the register holds of people and their posts."""
    kept = Person.objects.order_by("pk").values_list("pk", "name", "name_key", "ethnicity", "birth_month", "code")
    held = Post.objects.order_by("pk").values_list("pk", "person", "unit", "first_on", "last_on", "left_how", "left_by")
    return [*kept, *held]
