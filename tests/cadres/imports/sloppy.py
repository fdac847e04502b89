"""Forty and more rosters as offices send them, and as somebody who means harm might: each with how it must end.

`faults` are (cell, what the words hold) in order, `counts` what each row comes to, `passed` words of what was not read.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlwt

from tests.cadres.imports.rosters import HEAD, LI, PEOPLE, UNITS, UNITS_HEAD, WANG, ZHAO, book, changed, table
from tests.cadres.people.lrmx.sheets import id_number

Made = Callable[[], bytes]
NEW = {"person": {"new": 3}}
BOTH = {"unit": {"new": 3}, "person": {"new": 3}}


@dataclass
class Case:
    """A file by its name and how it must end: written whole (`counts`), or refused for `faults`."""

    made: Made
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    faults: Sequence[tuple[str, str]] = ()
    passed: Sequence[str] = ()
    asks: int = 0
    name: str = "名册.xlsx"


def roster(*rows: Sequence[Any], head: Sequence[Sequence[Any]] = (HEAD,), merged: Sequence[str] = ()) -> bytes:
    """The plain units, and people under some head."""
    return book({"单位名册": [UNITS_HEAD, *UNITS], "干部名册": [*head, *rows]}, merged)


def person(**cells: Any) -> list[Any]:
    return changed(PEOPLE[0], **cells)


def one(**cells: Any) -> Made:
    """The plain units and one person with other values."""
    return lambda: roster(person(**cells))


def as_csv(encoding: str, separator: str = ",", mark: bytes = b"") -> Made:
    """Units known by the county already; people as text."""

    def made() -> bytes:
        text = io.StringIO()
        rows = [["示例县干部名册"], HEAD, *([str(cell) for cell in row] for row in PEOPLE)]
        csv.writer(text, delimiter=separator).writerows(rows)
        return mark + text.getvalue().encode(encoding)

    return made


def as_xls() -> bytes:
    """The older format, with merged unit cells and true dates."""
    made = xlwt.Workbook()
    units, people = made.add_sheet("单位"), made.add_sheet("干部")
    for sheet, rows in ((units, [UNITS_HEAD, *UNITS]), (people, [["示例县干部名册"], HEAD, *PEOPLE])):
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(line, column, value)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


def far_out() -> bytes:
    """A cell so far to the right and below that all between would fill the memory."""
    made = io.BytesIO(table(HEAD, *PEOPLE))
    stream = io.BytesIO()
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in archive.namelist():
            text = archive.read(part)
            if part == "xl/worksheets/sheet1.xml":
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                text = text.replace(b"</sheetData>", far)
            copy.writestr(part, text)
    return stream.getvalue()


def old_far_out() -> bytes:
    """An older workbook that claims more columns than there can be: the record of its extent is exchanged."""
    content = as_xls()
    at = content.index(b"\x00\x02\x0e\x00", content.index(b"\x09\x08"))
    return content[: at + 4] + b"\0\0\0\0\xff\xff\xff\x7f\0\0\xff\xff\0\0" + content[at + 18 :]


def with_macros() -> bytes:
    return _with("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")


def with_entities() -> bytes:
    """A part whose XML defines an entity."""
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    return _with("xl/sharedStrings.xml", bomb)


def _with(part: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(roster(*PEOPLE))) as archive, zipfile.ZipFile(stream, "w") as copy:
        for name in archive.namelist():
            if name != part:
                copy.writestr(name, archive.read(name))
        copy.writestr(part, content)
    return stream.getvalue()


def hidden_sheet() -> bytes:
    from openpyxl import load_workbook

    made = load_workbook(io.BytesIO(roster(*PEOPLE)))
    old = made.create_sheet("去年")
    old.append(HEAD)
    old.append(PEOPLE[0])
    old.sheet_state = "hidden"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def blank_around() -> bytes:
    """Blank rows and columns on all sides, and between."""
    rows: list[list[Any]] = [[], [], [None, None, *HEAD], []]
    for row in PEOPLE:
        rows += [[None, None, *row], [None, "　"]]
    return book({"单位": [[], [None, *UNITS_HEAD], *([None, *row] for row in UNITS)], "干部": rows})


TWO = [
    ["序号", "单位", "姓名", "性别", "出生年月\n（岁）", "身份证号码", "任职情况", None, None, "全日制教育", None],
    [None, None, None, None, None, None, "职务", "类别", "任现职时间", "学历", "毕业院校系及专业"],
]
TWO_ROWS = [
    [1, "财政局", "王建国", "男", "1974.05（52岁）", WANG, "局长", "正职", "2016.05", "大学", "示例大学会计学专业"],
    [2, None, "李娜", "女", "1981.09", LI, "副局长", "副职", "2018.03", "大专", None],
]
TWO_MERGED = ["G1:I1", "J1:K1", *(f"{letter}1:{letter}2" for letter in "ABCDEF"), "B3:B4"]
ROTTEN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000

CASES: dict[str, Case] = {
    # as offices keep them
    "plain": Case(lambda: roster(*PEOPLE), BOTH),
    "titles above the head": Case(
        lambda: roster(*PEOPLE, head=[["示例县科级干部名册"], ["填报单位：组织部　　2026年11月"], [], HEAD]), BOTH
    ),
    "a head of two levels, merged": Case(
        lambda: roster(*TWO_ROWS, head=TWO, merged=TWO_MERGED), {"unit": {"new": 3}, "person": {"new": 2}}
    ),
    "a head of two levels whose merging was lost": Case(
        lambda: roster(TWO_ROWS[0], [*TWO_ROWS[1][:1], "财政局", *TWO_ROWS[1][2:]], head=TWO),
        {"unit": {"new": 3}, "person": {"new": 2}},
    ),
    "sums, notes, who filled it in": Case(
        lambda: roster(
            ["一、县直单位"],
            PEOPLE[0],
            PEOPLE[1],
            ["小计", 2],
            PEOPLE[2],
            ["合计：3人"],
            ["注：以任免文件为准"],
            ["填表人：张三　　审核人："],
        ),
        BOTH,
        passed=["5 行合计、注释等"],
    ),
    "blank rows and columns": Case(blank_around, BOTH),
    "the head again on each printed page": Case(lambda: roster(PEOPLE[0], PEOPLE[1], HEAD, PEOPLE[2]), BOTH),
    "vacant posts": Case(
        lambda: roster(*PEOPLE, [4, "示例镇", "（空缺）", None, None, None, None, "镇长", "正职", None]),
        BOTH,
        passed=["1 行空缺职务"],
    ),
    "a hidden sheet of last year": Case(hidden_sheet, BOTH, passed=["“去年”是隐藏的"]),
    "columns that nobody asked for": Case(
        lambda: roster([*PEOPLE[0], "13800000000", "x"], head=[[*HEAD, "手机号码", "备注"]]),
        {"unit": {"new": 3}, "person": {"new": 1}},
        passed=["这些列不导入：手机号码"],
    ),
    "columns in another order, marked as must": Case(
        lambda: roster(
            ["王建国", WANG, "局长", "财政局", "一把手"],
            head=[["*姓  名", "公民身份号码", "现任职务", "工作单位", "干部类别"]],
        ),
        {"unit": {"new": 3}, "person": {"new": 1}},
    ),
    "no column for the unit: the title begins with its name": Case(
        lambda: roster(["王建国", WANG, "示例县财政局局长", "正职"], head=[["姓名", "身份证号", "现任职务", "类别"]]),
        {"unit": {"new": 3}, "person": {"new": 1}},
    ),
    "dates as true dates": Case(
        one(出生年月=date(1974, 5, 11), 任现职时间=datetime(2016, 5, 17)),  # noqa: DTZ001 a cell's
        {"unit": {"new": 3}, "person": {"new": 1}},
    ),
    "dates as whole numbers": Case(
        one(出生年月=197405, 任现职时间=20160517), {"unit": {"new": 3}, "person": {"new": 1}}
    ),
    "dates as numbers with two decimals": Case(
        one(出生年月=1974.05, 任现职时间=2016.11), {"unit": {"new": 3}, "person": {"new": 1}}
    ),
    "dates in Chinese and full width": Case(
        one(出生年月="１９７４年５月（52岁）", 任现职时间="2016/5/17"), {"unit": {"new": 3}, "person": {"new": 1}}
    ),
    "an ID number behind an apostrophe, full width, with blanks": Case(
        one(身份证号="'" + WANG[:6] + " " + WANG[6:] + "\t"), {"unit": {"new": 3}, "person": {"new": 1}}
    ),
    "a name with inner blanks and another dot": Case(
        one(姓名="阿拉腾 • 其木格"), {"unit": {"new": 3}, "person": {"new": 1}}
    ),
    "ethnic groups misspelt": Case(one(民族="达翰尔"), {"unit": {"new": 3}, "person": {"new": 1}}),
    "a person with a second post": Case(
        lambda: roster(
            [*PEOPLE[0], "主职"], [*person(单位名称="示例镇", 现任职务="第一书记"), "兼任"], head=[[*HEAD, "任职方式"]]
        ),
        {"unit": {"new": 3}, "person": {"new": 1, "moved": 1}},
    ),
    "an older workbook": Case(as_xls, BOTH, name="名册.xls"),
    "an older workbook called .et": Case(as_xls, BOTH, name="名册.et"),
    "a new workbook called .et": Case(lambda: roster(*PEOPLE), BOTH, name="名册.et"),
    "a new workbook called .csv": Case(lambda: roster(*PEOPLE), BOTH, name="名册.csv"),
    "an empty sheet": Case(lambda: book({"单位": [UNITS_HEAD, *UNITS], "空": []}), {"unit": {"new": 3}}),
    "a head and nothing below": Case(lambda: table(HEAD), {}),
    # what cannot be taken, told by cell
    "an ID number that became a number": Case(
        one(身份证号=int(WANG[:15]) * 1000), faults=[("G2", "是数字格式，末几位已经丢失")]
    ),
    "an ID number in powers of ten": Case(one(身份证号="1.52723E+17"), faults=[("G2", "科学计数法")]),
    "an ID number that ends in noughts": Case(one(身份证号=WANG[:15] + "000"), faults=[("G2", "末三位是000")]),
    "an ID number too short": Case(one(身份证号=WANG[:15]), faults=[("G2", "应为18位")]),
    "an ID number of a day that never was": Case(one(身份证号="990101199002290032"), faults=[("G2", "出生日期不存在")]),
    "an October that lost its nought": Case(one(任现职时间=2016.1), faults=[("J2", "分不清1月和10月")]),
    "a serial number of a date": Case(one(出生年月=27150.0), faults=[("F2", "不能作日期")]),
    "a thirteenth month": Case(one(出生年月="1974.13"), faults=[("F2", "不是存在的月份")]),
    "a post in years to come": Case(one(任现职时间="2099.01"), faults=[("J2", "晚于今天")]),
    "a sex that is not the number's": Case(one(性别="女"), faults=[("D2", "性别与身份证号不一致")]),
    "a birth that is not the number's": Case(
        one(出生年月="1974.06"), {"unit": {"new": 3}, "person": {"new": 1}}, asks=1
    ),
    "a unit that nobody knows": Case(one(单位名称="示例县财政居"), faults=[("B2", "名册中没有单位“示例县财政居”")]),
    "an unknown word for a class": Case(one(干部类别="正处级"), faults=[("I2", "不在可填的范围内")]),
    "an ethnic group that is none": Case(one(民族="火星"), faults=[("E2", "不是民族名称")]),
    "no name, no number, no title": Case(
        one(姓名=None, 身份证号=None, 现任职务=None), faults=[("C2", "姓名为空"), ("H2", "没有职务")]
    ),
    "somebody new without a number": Case(one(身份证号=None), faults=[("G2", "新增的人必须有身份证号")]),
    "somebody twice": Case(lambda: roster(*PEOPLE, PEOPLE[0]), faults=[("G5", "与序号 4 的一行是同一人")]),
    "two alike in all but the number": Case(
        lambda: roster(PEOPLE[0], person(身份证号=id_number("19740511", 5))),
        {"unit": {"new": 3}, "person": {"new": 2}},
        asks=1,
    ),
    "a unit twice": Case(
        lambda: book({"单位": [UNITS_HEAD, *UNITS, UNITS[0]]}),
        faults=[("B5", "单位代码“A01”与第2行重复"), ("C5", "与第2行重复")],
    ),
    "a unit without its code": Case(
        lambda: table(UNITS_HEAD, [1, None, "示例县统计局", None, "政府部门"]), faults=[("B2", "没有单位代码")]
    ),
    "a heading twice": Case(lambda: table([*HEAD, "姓名"], [*PEOPLE[0], "x"]), faults=[("K1", "列名重复")]),
    "a formula without its result": Case(lambda: roster(person(现任职务="=1+1")), faults=[("H2", "公式没有计算结果")]),
    "a text beyond measure": Case(one(现任职务="长" * 81), faults=[("H2", "超过80个字")]),
    # what is no roster at all
    "a table of something else": Case(
        lambda: table(["科目", "金额"], ["办公费", 12]), faults=[("", "没有一张工作表是单位名册或干部名册")]
    ),
    "an archive of workbooks": Case(lambda: zipped(a__txt="x"), faults=[("", "是压缩包，不是工作簿")]),
    "an OpenDocument sheet": Case(lambda: zipped(content__xml="<x/>"), faults=[("", "是压缩包")]),
    "a page of the web called .xls": Case(
        lambda: b"<html><table></table></html>", faults=[("", "网页")], name="名册.xls"
    ),
    "a PDF": Case(lambda: b"%PDF-1.7\n", faults=[("", "PDF 文件")]),
    "nothing": Case(lambda: b" \r\n", faults=[("", "文件是空的")]),
    "half a workbook": Case(lambda: roster(*PEOPLE)[:3000], faults=[("", "文件已损坏")]),
    "half an older workbook": Case(lambda: as_xls()[:3000], faults=[("", "")], name="名册.xls"),
    "an older workbook of noughts": Case(lambda: ROTTEN, faults=[("", "文件已损坏")], name="名册.xls"),
    "a workbook with macros": Case(with_macros, faults=[("", "带有宏")]),
    "a workbook with entities": Case(with_entities, faults=[("", "")]),
    "a cell at the end of the world": Case(far_out, faults=[("", "工作表过大")]),
    "an older workbook that claims the world": Case(old_far_out, faults=[("", "工作表过大")], name="名册.xls"),
    "a file of noise": Case(lambda: bytes(range(256)) * 50, faults=[("", "既不是工作簿")]),
}
TEXTS: dict[str, Case] = {
    "GB 18030": Case(as_csv("gb18030"), NEW, name="名册.csv"),
    "UTF-8 with a mark": Case(as_csv("utf-8-sig"), NEW, name="名册.csv"),
    "UTF-8 without": Case(as_csv("utf-8"), NEW, name="名册.txt"),
    "UTF-16 with tabs": Case(as_csv("utf-16", "\t"), NEW, name="名册.csv"),
    "semicolons": Case(as_csv("gb18030", ";"), NEW, name="名册.csv"),
    "control characters": Case(
        lambda: as_csv("utf-8")().replace("王建国".encode(), "王\x07建国".encode()),
        faults=[("C3", "看不见的控制字符")],
        name="名册.csv",
    ),
    "an October that lost its nought": Case(
        lambda: as_csv("utf-8")().replace(b"2016.05", b"2016.1"), faults=[("J3", "分不清1月和10月")], name="名册.csv"
    ),
    "a quotation that never ends, far down": Case(
        lambda: as_csv("utf-8")() + b"\r\n" * 60 + b'1,"', faults=[("", "引号不成对")], name="名册.csv"
    ),
    "a quotation that never ends": Case(
        lambda: as_csv("utf-8")().replace(b"1974.05", b'"1974.05'), faults=[("", "引号不成对")], name="名册.csv"
    ),
}
__all__ = ["CASES", "TEXTS", "ZHAO", "Case"]
