"""The office's sheets as docs/workbooks.md describes them, in the words of the cycle's scheme."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from assessment.intake.rows import (
    CadreRow,
    CountyTaskRow,
    DeductionRow,
    MarkRow,
    MemberTaskRow,
    MoveRow,
    SituationRow,
    UnitRow,
    UnitTaskRow,
)
from cadres.people.identity import fault_of
from cadres.people.models import Situation
from cadres.workbooks import cells, dates
from cadres.workbooks.layouts import Column, Layout
from scoring.language.scheme import Scheme
from scoring.language.source import MarkSource

PROMOTED, RETIRED, TRANSFERRED = "提任", "退休", "调任"
_MOVES = {word: word for word in (TRANSFERRED, PROMOTED, RETIRED)}
_SITUATIONS = {"立案审查": Situation.UNDER_INVESTIGATION}
_SEXES = {"男": "1", "女": "2"}
_FIELDS = ("全面建成小康社会", "全面深化改革", "全面依法治旗", "全面从严治党", "党风廉政建设")
_INDICATORS = {"共性": "common", "个性": "specific"}
_DUTIES = {"主要责任": "main", "协助": "help"}

#: Sheet name, source of the scheme, which of its periods (None: all of them, one column each).
_MARK_SHEETS = (
    ("平时考核", "routine", None),
    ("专项考核1", "special", 0),
    ("专项考核2", "special", 1),
    ("定期考核上", "periodic", 0),
    ("定期考核下", "periodic", 1),
)
_MARKED = {"单位": "unit", "班子": "team", "干部": "cadre"}

_UNIT = Column("unit", "单位名称", cells.unit(), down=True)
_NAME = Column("name", "姓名", cells.name())
_ID = Column("id", "身份证号", cells.id_number(fault_of))


class Slot(NamedTuple):
    """Where a mark of a sheet belongs: its column's key, the scheme's source, period and item, the day it falls due."""

    column: str
    source: str
    period: str
    item: str
    due: date


class MarkLayout(NamedTuple):
    """A sheet of marks for subjects of `kind`; `slots` in the order of a row's values."""

    layout: Layout[MarkRow]
    kind: str
    slots: tuple[Slot, ...]


class Layouts(NamedTuple):
    """Every sheet of a set."""

    units: Layout[UnitRow]
    cadres: Layout[CadreRow]
    moves: Layout[MoveRow]
    situations: Layout[SituationRow]
    county_tasks: Layout[CountyTaskRow]
    unit_tasks: Layout[UnitTaskRow]
    member_tasks: Layout[MemberTaskRow]
    deductions: Layout[DeductionRow]
    marks: tuple[MarkLayout, ...]

    def all(self) -> tuple[Layout[NamedTuple], ...]:
        """The layouts in the order of the contract."""
        return (*self[:8], *(mark.layout for mark in self.marks))  # type: ignore[arg-type]


def layouts_of(scheme: Scheme) -> Layouts:
    """The sheets that feed a scheme: its groups and classes are the words to choose from, its items the columns."""
    classes = _by_label(scheme.subjects["cadre"].groups)
    return Layouts(
        _units(_by_label(scheme.subjects["unit"].groups)),
        _cadres(classes),
        _moves(classes),
        _situations(),
        _county_tasks(),
        _unit_tasks(),
        _member_tasks(),
        _deductions(),
        tuple(_mark_layouts(scheme)),
    )


def _by_label(groups: Mapping[str, str]) -> dict[str, str]:
    return {label: key for key, label in groups.items()}


def _units(categories: Mapping[str, str]) -> Layout[UnitRow]:
    columns = (
        Column("order", "序号", cells.whole),
        Column("code", "单位代码", cells.code()),
        Column("name", "单位名称", cells.unit()),
        Column("short", "单位简称", cells.unit(40), must=False),
        Column("category", "单位类别", cells.choice(categories), down=True),
        Column("founded", "成立时间", dates.day, must=False),
    )
    return Layout("单位名册", columns, UnitRow._make)


def _cadres(classes: Mapping[str, str]) -> Layout[CadreRow]:
    columns = (
        Column("order", "序号", cells.whole, must=False, optional=True),
        _UNIT,
        _NAME,
        Column("sex", "性别", cells.choice(_SEXES)),
        Column("ethnicity", "民族", cells.text(20)),
        Column("birth", "出生年月", dates.month),
        _ID,
        Column("title", "现任职务", cells.text(80)),
        Column("level", "干部类别", cells.choice(classes)),
        Column("entered", "任现职时间", dates.month),
    )
    return Layout("干部名册", columns, CadreRow._make)


def _moves(classes: Mapping[str, str]) -> Layout[MoveRow]:
    columns = (
        _NAME,
        _ID,
        Column("day", "变动时间", dates.day),
        Column("kind", "变动类型", cells.choice(_MOVES)),
        Column("from_unit", "原单位", cells.unit(), must=False),
        Column("from_title", "原职务", cells.text(80), must=False),
        Column("from_level", "原类别", cells.choice(classes), must=False),
        Column("to_unit", "现单位", cells.unit(), must=False),
        Column("to_title", "现职务", cells.text(80), must=False),
        Column("to_level", "现类别", cells.choice(classes), must=False),
    )
    return Layout("职务变动", columns, MoveRow._make, must=False)


def _situations() -> Layout[SituationRow]:
    columns = (
        _NAME,
        _ID,
        Column("kind", "情形", cells.choice(_SITUATIONS)),
        Column("day", "起始时间", dates.day),
        Column("document", "依据文号", cells.text(80), must=False),
    )
    return Layout("特殊情形", columns, SituationRow._make, must=False)


def _county_tasks() -> Layout[CountyTaskRow]:
    columns = (
        Column("field", "领域", cells.choice({word: word for word in _FIELDS}), down=True),
        Column("code", "任务编号", cells.code()),
        Column("title", "任务内容", cells.text(200)),
        Column("goal", "年度目标", cells.text(200), must=False),
    )
    return Layout("一级清单", columns, CountyTaskRow._make)


def _unit_tasks() -> Layout[UnitTaskRow]:
    columns = (
        _UNIT,
        Column("code", "任务编号", cells.code()),
        Column("parent", "一级任务编号", cells.code()),
        Column("title", "任务内容", cells.text(200)),
        Column("indicator", "指标类型", cells.choice(_INDICATORS)),
        Column("full_mark", "分值", cells.points()),
        Column("monitor", "监控部门", cells.text(80)),
    )
    return Layout("二级清单", columns, UnitTaskRow._make)


def _member_tasks() -> Layout[MemberTaskRow]:
    columns = (
        Column("task", "二级任务编号", cells.code(), down=True),
        Column("name", "责任人", cells.name()),
        Column("birth", "出生年月", dates.month, must=False),
        Column("main", "责任方式", cells.choice(_DUTIES)),
        Column("share", "分担比例", cells.percent),
        Column("title", "具体任务", cells.text(200)),
        Column("first", "起始时间", dates.day, must=False),
        Column("last", "截止时间", dates.day, must=False),
    )
    return Layout("三级清单", columns, MemberTaskRow._make)


def _deductions() -> Layout[DeductionRow]:
    columns = (
        Column("unit", "单位名称", cells.unit()),
        Column("task", "二级任务编号", cells.code()),
        Column("day", "发生时间", dates.day),
        Column("points", "扣分", cells.points()),
        Column("reason", "事由", cells.text(200)),
        Column("document", "文号", cells.text(80), must=False),
    )
    return Layout("扣分台账", columns, DeductionRow._make, must=False)


def _mark_layouts(scheme: Scheme) -> Iterator[MarkLayout]:
    for sheet, key, turn in _MARK_SHEETS:
        source = scheme.mark_sources.get(key)
        if source is None or (turn is not None and turn >= len(source.periods)):
            continue
        for word, kind in _MARKED.items():
            slots = tuple(_monthly(source) if turn is None else _by_item(source, kind, turn))
            yield MarkLayout(_marks(f"{sheet}-{word}", source, kind, slots, scheme.places.stored), kind, slots)


def _monthly(source: MarkSource) -> Iterator[Slot]:
    for period in source.periods:
        yield Slot(f"{period.due.month}月", source.key, period.key, "", period.due)


def _by_item(source: MarkSource, kind: str, turn: int) -> Iterator[Slot]:
    period = source.periods[turn]
    for item in source.items_of(kind):
        yield Slot(item or "得分", source.key, period.key, item, period.due)


def _marks(sheet: str, source: MarkSource, kind: str, slots: tuple[Slot, ...], places: int) -> Layout[MarkRow]:
    read = cells.mark(source.low, source.high, places)
    who = (_UNIT, _NAME, Column("birth", "出生年月", dates.month, must=False)) if kind == "cadre" else (_UNIT,)
    columns = (*who, *(Column(slot.column, slot.column, read, must=False) for slot in slots))
    return Layout(sheet, columns, _mark_row_of_cadre if kind == "cadre" else _mark_row)


def _mark_row(values: list[object]) -> MarkRow:
    return MarkRow._make([*values[:2], None, None, tuple(values[2:])])


def _mark_row_of_cadre(values: list[object]) -> MarkRow:
    return MarkRow._make([*values[:4], tuple(values[4:])])
