"""The tables that only some methods ask for: ratings, ballots, indicators, ledgers with rules, earlier grades."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.language.scheme import Scheme
from scoring.load import read_scheme
from scoring.model.sheet import CAST, DUE, Earlier, Key, LedgerLine, Rating, Reading, Subject, Tally
from scoring.reading.page import Page
from scoring.tables.faults import TablesError
from scoring.tables.source import opened
from tests.scoring.tables.county import SCHEME, TABLES, Rows, csv_folder

SOURCES = """\
sources:
  review:
    kind: ratings
    label: 民主测评
    range: {low: 0, high: 10}
    periods: {Y: {label: 年终, due: 2026-12-31}}
    raters: {lead: {label: 分管领导}, peer: {label: 同事}}
  poll:
    kind: ballot
    label: 投票
    options: {good: 好, fair: 一般}
    periods: {Y: {label: 年终, due: 2026-12-31}}
  figures:
    kind: readings
    label: 指标
    periods: {Y: {label: 年终, due: 2026-12-31}}
  book:
    kind: ledger
    label: 加分台账
    of: cadre
    rules: {prize: {label: 获奖, points: 2, per: 次}}
grades:
  cadre:
    ladder: {good: {label: 优秀, at_least: 90}, fair: {label: 称职, below: 90}}
"""
_HEAD = ["种类", "代码", "来源"]
OWN: dict[str, Rows] = {
    "评分": [
        [*_HEAD, "评价主体", "评价人", "评分"],
        ["干部", "C1", "民主测评", "同事", "甲", "9.5"],
        ["干部", "C1", "review", "lead", "乙", "不了解"],
    ],
    "得票": [
        [*_HEAD, "选项", "票数"],
        ["干部", "C1", "投票", "好", "７"],
        ["干部", "C1", "投票", "发出", "10"],
        ["干部", "C1", "poll", "收回", "9"],
    ],
    "指标": [
        [*_HEAD, "期次", "项目", "完成值", "目标值", "满分"],
        ["干部", "C1", "指标", "年终", "招商", "-1.5", "2", ""],
    ],
    "台账": [
        ["代码", "来源", "日期", "事由", "规则", "数量", "登记日期"],
        ["C1", "加分台账", "2026.05.17", "获奖", "获奖", "3", "2026.06.01"],
    ],
    "往年": [
        ["种类", "代码", "年度", "内容", "结果"],
        ["干部", "C1", "2025", "等次", "优秀"],
        ["干部", "C1", "2024", "等次", "达标"],
        ["干部", "C1", "2023", "等次", "未参加考核"],
    ],
}


def _scheme() -> Scheme:
    """The scheme as read; that nothing scores by these sources is no matter here."""
    top, _, rest = SCHEME.partition("sources:")
    return read_scheme(Page(top + SOURCES + "subjects:" + rest.partition("\nsubjects:")[2], "方案.yaml").top)


def _first(tmp_path: Path, tables: dict[str, Rows]) -> Subject:
    sheet = opened(csv_folder(tmp_path / "数据", {"对象": TABLES["对象"], **tables}), _scheme()).sheet
    return next(one for one in sheet.subjects if one.key == Key("cadre", "C1"))


def test_rows_of_every_form_become_facts(tmp_path: Path) -> None:
    one = _first(tmp_path, OWN)
    assert one.ratings == (
        Rating("review", "Y", "peer", "甲", "", Decimal("9.5")),
        Rating("review", "Y", "lead", "乙", "", None),
    )
    assert [tally[4:] for tally in one.tallies] == [("good", 7), (DUE, 10), (CAST, 9)]
    assert one.tallies[0] == Tally("poll", "Y", "", "", "good", 7)
    assert one.readings == (Reading("figures", "Y", "招商", Decimal("-1.5"), Decimal(2), None, None, 0),)
    line = LedgerLine("book", "", date(2026, 5, 17), None, "获奖", "", 0)
    assert one.ledger == (line._replace(rule="prize", quantity=Decimal(3), booked=date(2026, 6, 1)),)
    assert one.earlier == (
        Earlier(2025, "grade", "good"),
        Earlier(2024, "grade", "达标"),
        Earlier(2023, "grade", "undetermined"),
    )


def test_an_empty_rating_is_told_not_guessed(tmp_path: Path) -> None:
    rows = [OWN["评分"][0], ["干部", "C1", "民主测评", "同事", "甲", ""]]
    with pytest.raises(TablesError, match="第 2 行 F 列（评分）：“评分”没有填写"):
        _first(tmp_path, {"评分": rows})


def test_a_quantity_of_nothing_is_not_taken_for_one(tmp_path: Path) -> None:
    head = ["代码", "来源", "日期", "事由", "规则", "数量"]
    subject = _first(tmp_path, {"台账": [head, ["C1", "加分台账", "2026.05.17", "获奖", "获奖", "0"]]})
    assert [line.quantity for line in subject.ledger] == [Decimal(0)]
