"""A made-up roster as a workbook, for measuring."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from cadres.people.identity import check_digit

_HEAD = (
    "序号",
    "单位名称",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "身份证号",
    "籍贯",
    "入党时间",
    "参加工作时间",
    "现任职务",
    "干部类别",
    "任现职时间",
)
_UNITS = 200
_FAMILY, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "建国伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰"


def write_roster(path: Path, people: int) -> None:
    """Write a workbook of so many people in 200 units."""
    book = Workbook(write_only=True)
    units, sheet = book.create_sheet("单位名册"), book.create_sheet("干部名册")
    units.append(["单位代码", "单位名称", "单位类别"])
    for number in range(_UNITS):
        units.append([f"U{number:03}", f"示例县第{number}局", "政府部门"])
    sheet.append(_HEAD)
    for number in range(people):
        sheet.append(_person(number))
    book.save(path)


def _person(number: int) -> Sequence[object]:
    born = date(1960, 1, 1) + timedelta(days=number % 15_000)
    first = f"990101{born:%Y%m%d}{number // 15_000 * 2 + 1:03}"
    name = _FAMILY[number % 20] + _GIVEN[number % 28] + _GIVEN[number // 28 % 28]
    fixed = "男", "汉族", f"{born:%Y.%m}", first + check_digit(first), "示例省示例县", "1998.07", "1996.08"
    return (number + 1, f"示例县第{number % _UNITS}局", name, *fixed, f"第{number % 40}科科长", "副职", "2016.05")
