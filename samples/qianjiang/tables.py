"""The district as the tables of a sheet (docs/sheet-format.md)."""

from collections.abc import Callable, Iterator

from samples.qianjiang.defects import valid
from samples.qianjiang.facts import TOWNSHIPS, Person, Poll, Ticks, Unit

Row = tuple[object, ...]
UNIT, TEAM, MEMBER = "单位", "班子", "领导班子成员"
TEAM_DEFECTS, MEMBER_DEFECTS, WISHES = "班子逆向测评", "成员逆向测评", "使用意向测评"
_OPTIONS = ("好", "较好", "一般", "差")
_WISHES = ("提拔", "继任", "改非", "降职")


def notes(units: list[Unit]) -> Iterator[Row]:
    """What the reader should know."""
    yield ("说明",)
    yield ("示例区2007年度考核数据，全部虚构；人员身份证号地区码为 990101。",)
    yield ("用 scoring/schemes/qianjiang/2007.yaml 计算。",)


def subjects(units: list[Unit]) -> Iterator[Row]:
    """Units, teams and members, all in office the whole year but one."""
    yield ("种类", "代码", "名称", "组别", "单位", "结束日期", "单位类型", "在编在职人数", "备注")
    for unit in units:
        yield UNIT, unit.code, unit.name, unit.group, unit.code, None, unit.sort, unit.staff, None
    for unit in units:
        group = "township" if unit.group in TOWNSHIPS else "department"
        yield TEAM, unit.code, f"{unit.name}班子", group, unit.code, None, None, None, None
    for unit in units:
        group = "township" if unit.group in TOWNSHIPS else "department"
        yield TEAM_DEFECTS, unit.code, f"{unit.name}班子", group, unit.code, None, None, None, None
    for unit, person in _people(units):
        for kind in (MEMBER_DEFECTS, WISHES) if person.ticks else ():
            yield kind, person.code, person.name, "principal", unit.code, None, None, None, None
    for unit, person in _people(units):
        group = "principal" if person.principal else "other"
        left = person.left or None
        yield MEMBER, person.code, person.name, group, unit.code, left, None, None, f"身份证号 {person.id_number}"


def _people(units: list[Unit]) -> Iterator[tuple[Unit, Person]]:
    for unit in units:
        for person in unit.people:
            yield unit, person


def indicators(units: list[Unit]) -> Iterator[Row]:
    """The marks of the functional departments."""
    yield "种类", "代码", "来源", "项目", "完成值"
    for unit in units:
        for item, value in unit.marks.items():
            yield UNIT, unit.code, "目标考核", item, float(value)


def votes(units: list[Unit]) -> Iterator[Row]:
    """Appraisals, and the votes of the conference."""
    yield "种类", "代码", "来源", "项目", "选项", "票数"
    for unit in units:
        yield from _poll(TEAM, unit.code, unit.poll)
    for _, person in _people(units):
        yield from _poll(MEMBER, person.code, person.poll)
    for unit in units:
        if unit.elected is not None:
            yield UNIT, unit.code, "大会票决", None, "选中", unit.elected
        if unit.again is not None:
            yield UNIT, unit.code, "第二轮票决", None, "选中", unit.again
        yield from _ticked(TEAM_DEFECTS, unit.code, unit.ticks, valid(unit.poll))
    for _, person in _people(units):
        yield from _ticked(MEMBER_DEFECTS, person.code, person.ticks, valid(person.poll))
        for option, count in zip(_WISHES, person.wishes, strict=True) if person.ticks else ():
            yield WISHES, person.code, "使用意向", None, option, count


def _poll(kind: str, code: str, poll: Poll | None) -> Iterator[Row]:
    if poll is None:
        return
    told = (("发出", poll.due), ("收回", poll.cast), ("无效", poll.void), *zip(_OPTIONS, poll.votes, strict=True))
    for option, count in told:
        yield kind, code, "民主测评", None, option, count


def _ticked(kind: str, code: str, ticks: Ticks, ballots: int) -> Iterator[Row]:
    for item, count in ticks.items():
        yield kind, code, "逆向测评", item, "勾选", count
        yield kind, code, "逆向测评", item, "未勾选", ballots - count


def earlier(units: list[Unit]) -> Iterator[Row]:
    """Last year: rank and grade of units, grades of people."""
    yield "种类", "代码", "年度", "内容", "结果"
    sizes = {unit.group: sum(one.group == unit.group for one in units) for unit in units}
    for unit in units:
        rank, grade = unit.before
        yield UNIT, unit.code, 2006, "名次", rank
        yield UNIT, unit.code, 2006, "总数", sizes[unit.group]
        yield UNIT, unit.code, 2006, "等次", grade
    for _, person in _people(units):
        yield MEMBER, person.code, 2006, "等次", person.grade_before


def decisions(units: list[Unit]) -> Iterator[Row]:
    """The vetoes."""
    yield "种类", "代码", "事项", "决定", "决定人", "决定日期", "文号"
    for number, unit in enumerate((unit for unit in units if unit.veto), 1):
        yield UNIT, unit.code, unit.veto, "否决", "考核领导小组", "2008-01-08", f"示例考〔2008〕{number}号"


def rulings(units: list[Unit]) -> Iterator[Row]:
    """Two departments that nothing parts: the leading group takes one."""
    yield "名额", "组别", "入选", "未入选", "决定人", "决定日期", "文号"
    one, two = sorted(unit.code for unit in units if unit.again and unit.group not in TOWNSHIPS)
    yield "特优", "部门", one, two, "考核领导小组", "2008-01-18", "示例考〔2008〕5号"


PAGES: dict[str, Callable[[list[Unit]], Iterator[Row]]] = {
    "说明": notes,
    "对象": subjects,
    "指标": indicators,
    "得票": votes,
    "往年": earlier,
    "决定": decisions,
    "裁定": rulings,
}
