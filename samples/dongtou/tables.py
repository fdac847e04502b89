"""The district as the tables of a sheet (docs/sheet-format.md)."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from samples.dongtou.facts import FIRST, LAST, Cadre, District

Row = tuple[object, ...]
UNIT, CADRE = "单位", "科级干部"
BONUS = {True: 52_000, False: 45_000}


def notes(district: District) -> Iterator[Row]:
    """What the reader should know."""
    yield ("说明",)
    yield ("示例区2018年度科级干部考核数据，全部虚构；人员身份证号地区码为 990101。",)
    yield ("用 scoring/schemes/dongtou/2018.yaml 计算。",)


def subjects(district: District) -> Iterator[Row]:
    """Units and cadres; these in the unit and group of the last post."""
    head = ("种类", "代码", "名称", "组别", "单位", "开始日期", "结束日期", "情形", "职务类别", "考核奖标准", "备注")
    yield head
    groups = {unit.code: unit.group for unit in district.units}
    for unit in district.units:
        yield UNIT, unit.code, unit.name, unit.group, unit.code, *[None] * 6
    for cadre in district.cadres:
        principal = cadre.post.principal
        rank = "正职" if principal else "副职"
        group = f"{groups[cadre.post.unit]}{rank}"
        days = _day(cadre.first, FIRST), _day(cadre.post.last, LAST)
        paid = rank, BONUS[principal], f"身份证号 {cadre.id_number}"
        yield CADRE, cadre.code, cadre.name, group, cadre.post.unit, *days, cadre.situation or None, *paid


def _day(day: date, usual: date) -> str | None:
    return None if day == usual else day.isoformat()


def posts(district: District) -> Iterator[Row]:
    """Who held which post when."""
    yield "单位", "代码", "主要负责人", "开始日期", "结束日期"
    for cadre in district.cadres:
        for post in cadre.posts:
            days = _day(post.first, FIRST), _day(post.last, LAST)
            yield post.unit, cadre.code, "是" if post.principal else "否", *days


def marks(district: District) -> Iterator[Row]:
    """Results of units, daily records of cadres."""
    yield "种类", "代码", "来源", "期次", "项目", "得分"
    for unit in district.units:
        yield UNIT, unit.code, "单位考绩", "全年", "考绩得分", float(unit.result)
    for cadre in district.cadres:
        for half, value in cadre.daily.items():
            yield CADRE, cadre.code, "组织日常评价", half, "日常表现", float(value)


def sheets(district: District) -> Iterator[Row]:
    """What leaders, teams and principals gave."""
    yield "种类", "代码", "来源", "期次", "评价人", "项目", "评分"
    for cadre in district.cadres:
        for source, half, rater, value in _sheets(cadre):
            yield CADRE, cadre.code, source, half, rater, "总体评价", "不了解" if value is None else float(value)


def _sheets(cadre: Cadre) -> Iterator[tuple[str, str, str, Decimal | None]]:
    for number, seen in enumerate(cadre.leaders, 1):
        yield "区级领导评价", "全年", f"L{number}", seen
    for number, value in enumerate(cadre.team, 1):
        yield "年终考核组评价", "全年", f"G{number}", value
    for half, given in cadre.head.items():
        for head, value in given.items():
            yield "单位主要领导评价", half, head, value


def lines(district: District) -> Iterator[Row]:
    """Running points."""
    yield "代码", "来源", "日期", "规则", "数量", "档次", "同一事实", "事由", "文号"
    number = 0
    for cadre in district.cadres:
        for line in cadre.lines:
            number += 1
            told = (
                line.quantity,
                line.keys or None,
                line.fact or None,
                line.reason,
                f"示例记〔{line.on.year}〕{number}号",
            )
            yield cadre.code, "日常加减分", line.on.isoformat(), line.rule, *told


def decisions(district: District) -> Iterator[Row]:
    """Who was left without a post, who was graded poorly."""
    yield "种类", "代码", "事项", "决定", "决定人", "决定日期", "文号"
    told = [(cadre.code, one) for cadre in district.cadres for one in cadre.decisions]
    for number, (code, one) in enumerate(told, 1):
        document = f"示例组〔{one.on.year}〕{number}号"
        yield CADRE, code, one.what, one.decided, "区委组织部", one.on.isoformat(), document


PAGES: dict[str, Callable[[District], Iterator[Row]]] = {
    "说明": notes,
    "对象": subjects,
    "职务": posts,
    "得分": marks,
    "评分": sheets,
    "台账": lines,
    "决定": decisions,
}
