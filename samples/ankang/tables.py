"""The city as the tables of a sheet (docs/sheet-format.md)."""

from collections.abc import Callable, Iterator, Sequence

from samples.ankang.facts import CHECKED, CHECKS, HALVES, QUARTERS, City, Entry

Row = tuple[object, ...]
UNIT, CADRE, PROMISE = "单位", "市管干部", "承诺事项"


def notes(city: City) -> Iterator[Row]:
    """What the reader should know."""
    yield ("说明",)
    yield ("示例市2018年度“三项机制”结果运用数据，全部虚构；人员身份证号地区码为 990101。",)
    yield ("用 scoring/schemes/ankang/2018.yaml 计算。",)


def subjects(city: City) -> Iterator[Row]:
    """Units, cadres and promises."""
    yield "种类", "代码", "名称", "组别", "单位", "开始日期", "情形", "承诺单位", "承诺人", "备注"
    for unit in city.units:
        yield UNIT, unit.code, unit.name, unit.group, unit.code, *[None] * 5
    for one in city.cadres:
        who = (CADRE, one.code, one.name, one.group, one.unit, one.since or None, one.situation or None)
        yield *who, None, None, f"身份证号 {one.id_number}"
    for promise in city.promises:
        who = (PROMISE, promise.code, promise.name, "重点任务", None, None, None)
        yield *who, promise.unit, promise.cadre, None


def marks(city: City) -> Iterator[Row]:
    """The three checks, poverty work by quarter, analyses by half-year."""
    yield "种类", "代码", "来源", "期次", "项目", "得分"
    for promise in city.promises:
        for check, values in zip(CHECKS, promise.checks, strict=True):
            for item, value in zip(CHECKED, values, strict=True):
                yield PROMISE, promise.code, "承诺查看", check, item, value
    for unit in city.units:
        for quarter, value in zip(QUARTERS, unit.poverty, strict=True):
            yield UNIT, unit.code, "脱贫攻坚考核", quarter, "脱贫攻坚", value
        yield from _analysis(UNIT, unit.code, "班子运行", unit.analysis)
    for cadre in city.cadres:
        yield from _analysis(CADRE, cadre.code, "履职表现", cadre.analysis)


def _analysis(kind: str, code: str, item: str, values: Sequence[int]) -> Iterator[Row]:
    """Whoever has a single mark came in the second half."""
    for half, value in zip(HALVES[-len(values) :], values, strict=True):
        yield kind, code, "综合研判", half, item, value


def files(city: City) -> Iterator[Row]:
    """Merit and problem files of units and cadres."""
    yield "代码", "来源", "日期", "规则", "同一事实", "事由", "文号"
    for unit in city.units:
        yield from _entries(unit.code, "单位实绩档案", unit.merits)
        yield from _entries(unit.code, "单位问题痕迹档案", unit.traces)
    for cadre in city.cadres:
        yield from _entries(cadre.code, "实绩档案", cadre.merits)
        yield from _entries(cadre.code, "问题痕迹档案", cadre.traces)


def _entries(code: str, source: str, entries: Sequence[Entry]) -> Iterator[Row]:
    file = "实档" if "实绩" in source else "问档"
    for number, one in enumerate(entries, 1):
        yield code, source, one.day, one.rule, one.fact or None, one.reason, f"示例{file}〔2018〕{code}-{number}号"


def cases(city: City) -> Iterator[Row]:
    """The case records of the three mechanisms."""
    yield "种类", "代码", "事项", "决定", "决定人", "决定日期", "文号"
    for cadre in city.cadres:
        for one in cadre.cases:
            yield CADRE, cadre.code, one.what, one.value, "示例市委常委会", "2018-12-28", one.document


def earlier(city: City) -> Iterator[Row]:
    """The grades of the two years before."""
    yield "种类", "代码", "年度", "内容", "结果"
    for cadre in city.cadres:
        for year, grade in zip((2017, 2016), cadre.grades, strict=True):
            yield CADRE, cadre.code, year, "等次", "undetermined" if grade == "不定等次" else grade


PAGES: dict[str, Callable[[City], Iterator[Row]]] = {
    "说明": notes,
    "对象": subjects,
    "得分": marks,
    "台账": files,
    "决定": cases,
    "往年": earlier,
}
