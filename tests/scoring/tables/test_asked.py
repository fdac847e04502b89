"""Whoever fills in what the empty book shows gets a whole run: nothing that a scheme asks for is missing from it."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.judge import judge
from scoring.shipped import names, shipped
from scoring.tables import book
from scoring.tables.asked import attributes_of, decisions_of, facts_of
from scoring.tables.blank import NOTES, blank_pages
from scoring.tables.faults import TablesError
from scoring.tables.gather import gathered
from scoring.tables.raw import Raw
from scoring.tables.texts import heading
from tests.scoring import build
from tests.scoring.test_cases import FILES, cases_of

ROOT = Path(__file__).resolve().parents[3]
BY_BOOK = [name for name in names() if not name.startswith("hangjin/")]
CASES = [case for file in FILES for case in cases_of(file)]


def cut(raw: Raw, shown: set[str]) -> Raw:
    """A table without the columns that the empty book does not show."""
    head = [heading(str(word or "")) for word in raw.rows[0][1]]
    kept = [at for at, word in enumerate(head) if word in shown]
    rows = [(number, [row[at] for at in kept if at < len(row)]) for number, row in raw.rows]
    return raw._replace(rows=rows)


@pytest.mark.parametrize("name", BY_BOOK)
def test_a_book_filled_in_as_shown_gives_what_the_whole_sample_gives(name: str) -> None:
    scheme, (path,) = shipped(name), (ROOT / "samples" / name.partition("/")[0]).glob("*.xlsx")
    shown = {page.name: {column.heading for column in page.columns} for page in blank_pages(scheme)}
    tables = book.tables(path)
    told = [cut(raw, shown[raw.name]) for raw in tables if raw.name in shown and raw.name != NOTES]
    assert judge(scheme, gathered(told, scheme).sheet) == judge(scheme, gathered(tables, scheme).sheet)


class Listening(dict[str, str]):
    """A mapping that notes what it is asked for."""

    def __init__(self, told: Any, asked: set[str]) -> None:
        super().__init__(told)
        self._asked = asked

    def get(self, name: str, default: Any = None) -> Any:
        self._asked.add(name)
        return super().get(name, default)


@pytest.mark.parametrize(("method", "case"), CASES)
def test_every_attribute_and_fact_that_a_rule_asks_for_is_shown(method: Any, case: Any) -> None:
    scheme = build.HANGJIN if method is None else build.method(method)
    sheet = build.sheet(case, scheme)
    attributes, facts = set[str](), set[str]()
    subjects = tuple(replace(one, attributes=Listening(one.attributes, attributes)) for one in sheet.subjects)
    judge(scheme, replace(sheet, subjects=subjects, facts=Listening(sheet.facts, facts)))
    assert attributes - {""} <= {one.name for one in attributes_of(scheme)}
    whole = {one.name for one in facts_of(scheme)}
    assert {name for name in facts if f"{name.partition('.')[0]}.单位代码" not in whole} <= whole
    read = {what for kind in scheme.subjects.values() for what in kind.decisions()}
    assert read <= {one.name for one in decisions_of(scheme)}


def test_the_words_of_a_decision_and_the_values_of_an_attribute_are_told() -> None:
    *_, notes = blank_pages(shipped("dongtou/2018"))
    told = {row[:2] for row in notes.rows}
    assert ("决定 · 决定（科级干部，事项 年度考核等次）", "不称职") in told
    assert ("对象 · 职务类别（科级干部）", "正职") in told and ("对象 · 考核奖标准（科级干部）", "数") in told
    *_, notes = blank_pages(shipped("jiuyuan/2022"))
    assert ("对象 · 责任单位（市级指标）", "单位的代码", "") in notes.rows


_YEAR = {"year": {"label": "全年", "due": "2016-12-31"}}
_RANGE = {"low": "0", "high": "100"}
SCORED = {
    "sources": {"m": {"kind": "marks", "label": "得分", "counted": "次", "range": _RANGE, "periods": _YEAR}},
    "score": {"kind": "mean", "label": "得分", "source": "m"},
}
POOLED = {
    "payouts": {
        "award": {
            "label": "奖金", "of": "cadre", "unit": "元", "places": "2", "mode": "down",
            "pool": {"fact": "奖金总额", "within": "group"},
            "terms": {"points": {"label": "分值", "factors": {"score": {"label": "得分", "take": "score"}}}},
        }
    }
}  # fmt: skip


def test_the_overview_asks_for_the_year_and_for_the_sums_that_are_shared_out() -> None:
    scheme = build.method({**SCORED, **POOLED})
    (overview,) = [page for page in blank_pages(scheme) if page.name == "概况"]
    assert overview.rows == [("年度", "2016"), ("奖金总额.all", None)]
    content = book.workbook(blank_pages(scheme))
    with pytest.raises(TablesError) as raised:
        gathered(_tables(content), scheme)
    assert [str(fault.place) for fault in raised.value.faults][-1].startswith("空表 工作表“概况” 第 3 行 B 列")


def _tables(content: bytes) -> list[Raw]:
    sheets = load_workbook(BytesIO(content))
    return [
        Raw("空表", one.title, one.title, list(enumerate(one.iter_rows(values_only=True), 1)))
        for one in sheets.worksheets
    ]


def lists(content: bytes) -> dict[tuple[str, str], list[Any]]:
    """The words that the drop-down list of a column offers, by table and heading."""
    return dict(_lists(load_workbook(BytesIO(content))))


def _lists(found: Any) -> Iterator[tuple[tuple[str, str], list[Any]]]:
    for sheet in found.worksheets:
        for rule in sheet.data_validations.dataValidation:
            where, _, cells = rule.formula1.rpartition("!")
            words = [row[0].value for row in found[where.strip("'")][cells.replace("$", "")]]
            column = str(rule.sqref).partition("2:")[0]
            yield (sheet.title, sheet[f"{column}1"].value), words


def test_closed_choices_are_drop_down_lists() -> None:
    found = lists(book.workbook(blank_pages(shipped("dongtou/2018"))))
    assert found["对象", "种类"] == ["单位", "科级干部"]
    assert found["对象", "职务类别"] == ["副职", "正职"] and found["职务", "主要负责人"] == ["是", "否"]
    assert found["决定", "事项"] == ["全员竞聘", "年度考核等次", "situation"]
    assert found["评分", "来源"] == [
        one.label for one in shipped("dongtou/2018").sources.values() if one.kind == "ratings"
    ]
    assert ("决定", "决定") not in found and ("对象", "考核奖标准") not in found


def test_a_label_of_two_keys_is_offered_as_keys() -> None:
    groups = {"a": "正职", "b": "正职", "c": "副职"}
    cadre = {"label": "干部", "groups": groups, "minimum_months": "0", "score": SCORED["score"]}
    scheme = build.method({"sources": SCORED["sources"], "subjects": {"cadre": cadre}})
    assert lists(book.workbook(blank_pages(scheme)))["对象", "组别"] == ["a", "b", "副职"]
