"""A person without 单位 has none: nothing is his because his code is also a unit's, and whoever asks says so."""

from pathlib import Path

import pytest

from scoring.judge import judge
from scoring.language.scheme import Scheme
from scoring.load import loads
from scoring.model.sheet import Key
from scoring.model.verdict import Verdict
from scoring.tables.source import opened
from tests.scoring.tables.county import Rows, csv_folder

TOP = """\
title: 无单位样例
document: 示例文件
effective_from: 2026-01-01
year: 2026
reference: 2026-12-31
places: {stored: 4, published: 2, mode: half_up}
clauses: {}
sources:
  target:
    kind: marks
    label: 目标
    counted: 次
    range: {low: 0, high: 100}
    periods: {Y: {label: 年终, due: 2026-12-31}}
  book: {kind: ledger, label: 单位台账, of: unit}
subjects:
  unit:
    label: 单位
    groups: {all: 全部单位}
    minimum_months: 0
    score: {kind: mean, label: 得分, source: target}
  cadre:
    label: 干部
    groups: {all: 全部干部}
    minimum_months: 0
    score:
      kind: sum
      label: 总分
      parts:
        own: {kind: mean, label: 目标, source: target}
"""
OTHER = "        unit: {kind: other, label: 单位得分, of: unit, take: score}\n"
BOOK = "        book: {kind: ledger, label: 单位扣分, source: book}\n"
QUOTA = "quotas:\n  best: {label: 优秀, of: cadre, share: 100%, also_counted: [], per: unit}\n"
POOL = """\
payouts:
  pool:
    of: cadre
    label: 绩效奖
    unit: 元
    places: 2
    pool: {decision: 绩效总额, of: unit, within: unit}
    terms: {points: {label: 分值, factors: {score: {label: 得分, take: score}}}}
"""
PEOPLE = [["干部", "C1", "全部干部", "U1"], ["干部", "U2", "全部干部", ""], ["干部", "C3", "全部干部", ""]]
TABLES: dict[str, Rows] = {
    "对象": [
        ["种类", "代码", "组别", "单位"],
        ["单位", "U1", "全部单位", ""],
        ["单位", "U2", "全部单位", ""],
        *PEOPLE,
    ],
    "得分": [
        ["种类", "代码", "来源", "得分"],
        *[["单位", code, "目标", "80"] for code in ("U1", "U2")],
        *[["干部", code, "目标", "90"] for code in ("C1", "U2", "C3")],
    ],
    "台账": [["代码", "来源", "日期", "分值", "事由"], ["U2", "单位台账", "2026.05.17", "-3", "示例"]],
    "决定": [
        ["种类", "代码", "事项", "决定", "决定人", "决定日期"],
        *[["单位", code, "绩效总额", "1000", "示例书记", "2026.12.20"] for code in ("U1", "U2")],
    ],
}


def scheme(*more: str) -> Scheme:
    unused = "" if BOOK in more else "  book: {kind: ledger, label: 单位台账, of: unit}\n"
    return loads(TOP.replace(unused, "") + "".join(more), "方案.yaml")


def judged(folder: Path, *more: str) -> Verdict:
    asked = {"台账": BOOK, "决定": POOL}
    tables = {name: rows for name, rows in TABLES.items() if name not in asked or asked[name] in more}
    return judge(scheme(*more), opened(csv_folder(folder / "数据", tables), scheme(*more)).sheet)


def test_a_unit_is_its_own_and_a_person_has_none(tmp_path: Path) -> None:
    tables = {name: TABLES[name] for name in ("对象", "得分")}
    subjects = opened(csv_folder(tmp_path / "数据", tables), scheme(OTHER)).sheet.subjects
    assert [(*one.key, one.unit) for one in subjects] == [
        ("unit", "U1", "U1"),
        ("unit", "U2", "U2"),
        ("cadre", "C1", "U1"),
        ("cadre", "U2", ""),
        ("cadre", "C3", ""),
    ]


def test_no_units_score_is_taken_by_coincidence_of_codes(tmp_path: Path) -> None:
    verdict = judged(tmp_path, OTHER)
    scores = {one.key: one.score and str(one.score) for one in verdict.standings if one.key.kind == "cadre"}
    assert scores == {Key("cadre", "C1"): "170.00", Key("cadre", "U2"): None, Key("cadre", "C3"): None}
    assert verdict.problems == (
        "干部 C3 单位得分：没有所在单位的单位，不能计分",
        "干部 U2 单位得分：没有所在单位的单位，不能计分",
    )


def test_no_seat_is_won_without_rivals(tmp_path: Path) -> None:
    verdict = judged(tmp_path, QUOTA)
    assert [(line.group, line.seats) for line in verdict.quotas] == [("U1", 1)]
    assert {one.key.code: one.place for one in verdict.standings if one.key.kind == "cadre"} == {
        "C1": "in",
        "U2": "",
        "C3": "",
    }
    assert verdict.problems == (
        "干部 C3：缺所在单位，不参加“优秀”名额",
        "干部 U2：缺所在单位，不参加“优秀”名额",
    )


def test_no_pool_is_paid_twice(tmp_path: Path) -> None:
    verdict = judged(tmp_path, POOL)
    paid = {one.key.code: one.payout[0].value for one in verdict.standings if one.key.kind == "cadre"}
    assert paid == {"C1": 1000, "U2": None, "C3": None}
    assert verdict.problems == ("绩效奖：C3、U2 没有所在单位，不能分配",)


@pytest.mark.parametrize("code", ["U2", "C3"])
def test_a_ledger_of_units_says_whom_it_cannot_reach(tmp_path: Path, code: str) -> None:
    verdict = judged(tmp_path, BOOK)
    assert f"干部 {code}：没有所在单位，单位台账按单位记，无从计入" in verdict.problems
    assert {str(one.score) for one in verdict.standings if one.key.code == code and one.key.kind == "cadre"} == {
        "90.00"
    }
