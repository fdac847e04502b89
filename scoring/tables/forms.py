"""The tables of a sheet: what each is called, its columns, and how a row becomes a fact (docs/sheet-format.md)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.keeping.sheetfile import NO_REF
from scoring.language.source import BALLOT, LEDGER, MARKS, RATINGS, READINGS, LedgerSource
from scoring.language.yearly import UNGRADED
from scoring.model.sheet import (
    Decision,
    Duty,
    Earlier,
    Key,
    LedgerLine,
    Mark,
    Rating,
    Reading,
    Ruling,
    Subject,
    Tally,
    Tenure,
)
from scoring.tables.cells import NONE
from scoring.tables.row import Row
from scoring.tables.texts import plain
from scoring.tables.vocabulary import Vocabulary

KIND, CODE, NAME, TITLE = "种类", "代码", "姓名", "职务"
FIRST, LAST = "开始日期", "结束日期"
SUBJECTS, FACTS, YEAR = "对象", "概况", "年度"
GRADE = "grade"
EARLIER = {"等次": GRADE, "名次": "rank", "总数": "of", "并列": "tied", "得分": "score"}
"""Words for what an earlier year said; other words stand as they are."""
NO_GRADE = frozenset({"不定等次", "未定等次", "未参加考核", "不参加考核"})
"""Words for a year without a grade, or one that somebody took no part in."""
DONT_KNOW = frozenset({"不了解", "弃权", *NONE})
ASIDE = frozenset({"序号", "备注", NAME, "名称", "单位名称"})
"""Columns that any table may have for people's eyes."""

Make = Callable[[Row, Vocabulary], Any]


@dataclass(frozen=True)
class Form:
    """One table. `of` is the field of `Subject` that its rows go to, or, with `whole`, of `Sheet`.

    `columns` are required, `optional` may be left out; `make` reads a row.
    """

    name: str
    of: str
    columns: tuple[str, ...]
    optional: tuple[str, ...]
    make: Make
    whole: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """All its columns."""
        return self.columns + self.optional


def _subject(row: Row, known: Vocabulary) -> Subject:
    """A thing is its own unit where none is told; a person is not, or his code would pass for a unit's."""
    kind, code = row.word(KIND, known.kinds), row.code(CODE)
    group = row.word("组别", known.groups(kind)) if kind else ""
    first, last = row.days(FIRST, LAST, known.scheme.year)
    situation = row.word_or("情形", known.situations, "")
    own = code if kind and not known.scheme.subjects[kind].people else ""
    return Subject(Key(kind, code), group, row.code_or("单位", own), first, last, situation)


def _tenure(row: Row, known: Vocabulary) -> Tenure:
    days = row.days(FIRST, LAST, known.scheme.year)
    return Tenure(row.code("单位"), row.code(CODE), row.yes("主要负责人"), *days)


def _duty(row: Row, known: Vocabulary) -> Duty:
    days = row.days(FIRST, LAST, known.scheme.year)
    return Duty(row.code("任务"), row.code(CODE), row.yes("主要责任"), *days)


def _source(row: Row, known: Vocabulary, sort: str) -> tuple[str, str]:
    """The source and the period of a row; of a source with a single period the period may be left out."""
    source = row.word("来源", known.sources(sort))
    periods = known.periods(source)
    only = set(periods.values())
    if len(only) == 1 and row.value("期次") is None:
        return source, only.pop()
    return source, row.word("期次", periods) if source else ""


def _mark(row: Row, known: Vocabulary) -> Mark | None:
    source, period = _source(row, known, MARKS)
    value = row.number_or_none("得分")
    return None if value is None else Mark(source, period, row.text_or_none("项目"), value, NO_REF)


def _rating(row: Row, known: Vocabulary) -> Rating:
    source, period = _source(row, known, RATINGS)
    group = row.word_or("评价主体", known.raters(source), "")
    blank = plain(str(row.value("评分"))) in DONT_KNOW
    value = None if blank else row.number("评分")
    return Rating(source, period, group, row.code("评价人"), row.text_or_none("项目"), value)


def _tally(row: Row, known: Vocabulary) -> Tally:
    source, period = _source(row, known, BALLOT)
    group = row.word_or("评价主体", known.raters(source), "")
    option = row.word("选项", known.options(source)) if source else ""
    return Tally(source, period, group, row.text_or_none("项目"), option, row.whole("票数"))


def _line(row: Row, known: Vocabulary) -> LedgerLine:
    """A line with its own points, or with those of a rule of the ledger."""
    source = row.word("来源", known.sources(LEDGER))
    task, on, points = row.code_or("任务", ""), row.day("日期"), row.number_or_none("分值")
    rule, keys = row.word_or("规则", known.rules(source), ""), row.codes("档次")
    if points is None and not rule:
        row.note("分值", "没有分值，也没有写按哪条规则计分", "请填写分值，或填写规则")
    quantity = row.number_or_none("数量")
    shared = row.text_or_none("同一事实"), Decimal(1) if quantity is None else quantity, keys
    heads, order = row.whole_or("人数", 1), row.whole_or("位次", 0)
    told = row.text("事由"), row.text_or_none("文号"), NO_REF
    return LedgerLine(source, task, on, points, *told, rule, *shared, heads, order, row.day_or_none("登记日期"))


def _reading(row: Row, known: Vocabulary) -> Reading | None:
    source, period = _source(row, known, READINGS)
    value, item = row.number_or_none("完成值"), row.text_or_none("项目")
    target, upper, full = map(row.number_or_none, ("目标值", "上限", "满分"))
    return None if value is None else Reading(source, period, item, value, target, upper, full, NO_REF)


def _earlier(row: Row, known: Vocabulary) -> Earlier:
    """A grade may be told by its label; grades of older years that the scheme does not know stand as told."""
    told, result = row.text("内容"), row.text("结果")
    what = EARLIER.get(plain(told), told)
    if what == GRADE:
        kind = known.kinds.get(row.code(KIND), "")
        result = known.grades(kind).get(plain(result), UNGRADED if plain(result) in NO_GRADE else result)
    return Earlier(row.whole("年度"), what, result)


def _decision(row: Row, known: Vocabulary) -> Decision:
    by = row.text("决定人"), row.day("决定日期"), row.text_or_none("文号")
    return Decision(row.text("事项"), row.text("决定"), *by, NO_REF)


def _ruling(row: Row, known: Vocabulary) -> Ruling:
    quota = row.word("名额", known.quotas)
    group = ""
    if quota:
        ordered = known.scheme.quotas[quota].ordered
        group = row.word("组别", known.scopes(quota)) if ordered else row.text("组别")  # units: as the line is called
    people = frozenset(row.codes("入选")), frozenset(row.codes("未入选"))
    return Ruling(quota, group, *people, row.text("决定人"), row.day("决定日期"), row.text_or_none("文号"), NO_REF)


def _fact(row: Row, known: Vocabulary) -> tuple[str, str] | None:
    """A fact of the whole sheet. The year is only compared: a sheet is read for the scheme of its year."""
    name, told = row.text("项目"), row.text("内容")
    if name != YEAR:
        return name, told
    if plain(told).removesuffix("年") != str(known.scheme.year):
        row.note("内容", f"方案是 {known.scheme.year} 年的", "请核对方案和数据是否同一年度")
    return None


def owner(row: Row, known: Vocabulary) -> Key:
    """The subject that a row is about; in a ledger's row the kind may be left out, for the ledger knows it."""
    source = known.source(known.sources(LEDGER).get(plain(str(row.value("来源"))), ""))
    kind = source.owner if isinstance(source, LedgerSource) else ""
    return Key(row.word_or(KIND, known.kinds, kind) if kind else row.word(KIND, known.kinds), row.code(CODE))


_WHO, _WHEN, _BY = (KIND, CODE), (FIRST, LAST), ("决定人", "决定日期")
_RULED = ("规则", "数量", "档次", "同一事实", "人数", "位次", "登记日期")
_FORMS = (
    Form(SUBJECTS, "subjects", (*_WHO, "组别"), ("单位", *_WHEN, "情形"), _subject, whole=True),
    Form("职务", "tenures", ("单位", CODE, "主要负责人"), _WHEN, _tenure, whole=True),
    Form("责任", "duties", ("任务", CODE, "主要责任"), _WHEN, _duty, whole=True),
    Form("得分", "marks", (*_WHO, "来源", "得分"), ("期次", "项目"), _mark),
    Form("评分", "ratings", (*_WHO, "来源", "评价人", "评分"), ("期次", "评价主体", "项目"), _rating),
    Form("得票", "tallies", (*_WHO, "来源", "选项", "票数"), ("期次", "评价主体", "项目"), _tally),
    Form("台账", "ledger", (CODE, "来源", "日期", "事由"), (KIND, "任务", "分值", "文号", *_RULED), _line),
    Form("指标", "readings", (*_WHO, "来源", "完成值"), ("期次", "项目", "目标值", "上限", "满分"), _reading),
    Form("往年", "earlier", (*_WHO, "年度", "内容", "结果"), (), _earlier),
    Form("决定", "decisions", (*_WHO, "事项", "决定", *_BY), ("文号",), _decision),
    Form("裁定", "rulings", ("名额", "组别", "入选", "未入选", *_BY), ("文号",), _ruling, whole=True),
    Form(FACTS, "facts", ("项目", "内容"), (), _fact, whole=True),
)
FORMS: Mapping[str, Form] = {form.name: form for form in _FORMS}
