"""The district as the tables of a sheet (docs/sheet-format.md)."""

from collections.abc import Callable, Iterator

from samples.jiuyuan.facts import COUNTY, FORMS, QUARTERS, District
from samples.jiuyuan.rulings import ruling

Row = tuple[object, ...]
UNIT, INDICATOR, CADRE, LEADER = "单位", "市级指标", "科级干部", "县级领导"


def notes(district: District) -> Iterator[Row]:
    """What the reader should know."""
    yield ("说明",)
    yield ("示例区2022年度“五式”考核数据，全部虚构；人员身份证号地区码为 990101。",)
    yield ("用 scoring/schemes/jiuyuan/2022.yaml 计算。",)


def subjects(district: District) -> Iterator[Row]:
    """Units, indicators and leaders."""
    yield "种类", "代码", "名称", "组别", "单位", "开始日期", "结束日期", "情形", "责任单位", "分管领导", "备注"
    for unit in district.units:
        yield UNIT, unit.code, unit.name, unit.group, unit.code, unit.since or None, *[None] * 3, unit.leader, None
    for one in district.indicators:
        yield INDICATOR, one.code, one.name, "高质量发展指标", None, None, None, None, one.unit, None, None
    for leader in district.leaders:
        kind, situation = (LEADER, "上级管理") if leader.group == COUNTY else (CADRE, None)
        who = (kind, leader.code, leader.name, leader.group, leader.unit, None, leader.left or None, situation)
        yield *who, None, None, f"身份证号 {leader.id_number}"


def readings(district: District) -> Iterator[Row]:
    """The variables of the units' targets, and the places that the city told."""
    yield "种类", "代码", "来源", "项目", "完成值", "目标值"
    for unit in district.units:
        for item, value in unit.assessed.items():
            yield UNIT, unit.code, "目标变量", item, float(value), None
        for item, (value, asked) in unit.economy.items():
            yield UNIT, unit.code, "目标变量", item, float(value), float(asked)
        yield UNIT, unit.code, "目标变量", "疫情防控失管事件", unit.events, None
    for one in district.indicators:
        names = ("名次", "参评地区数", "并列数")
        for item, number in zip(names, one.place, strict=True) if one.place else ():
            yield INDICATOR, one.code, "市级指标排名", item, number, None


def marks(district: District) -> Iterator[Row]:
    """Bulletins, quarterly reports and registration forms."""
    yield "种类", "代码", "来源", "期次", "项目", "得分"
    for unit in district.units:
        for (source, quarter, item), value in sorted(unit.marks.items(), key=lambda one: _order(one[0])):
            yield UNIT, unit.code, source, quarter, item, float(value)
    for leader in district.leaders:
        for item, form in zip(FORMS, leader.form, strict=False):
            yield CADRE, leader.code, "疫情防控登记表", "全年", item, form


def _order(key: tuple[str, str, str]) -> tuple[str, int, str]:
    return key[0], QUARTERS.index(key[1]), key[2]


def issues(district: District) -> Iterator[Row]:
    """What inspections, audits and statistics found."""
    yield "代码", "来源", "日期", "规则", "数量", "事由", "文号"
    for unit in district.units:
        for number, (rule, day, count) in enumerate(unit.issues, 1):
            yield unit.code, "问题台账", day, rule, count, f"{rule}{count}个", f"示例通报〔2022〕{unit.code}-{number}号"


PAGES: dict[str, Callable[[District], Iterator[Row]]] = {
    "说明": notes,
    "对象": subjects,
    "指标": readings,
    "得分": marks,
    "台账": issues,
    "裁定": ruling,
}
