"""The run as a whole: refusals, order, nothing lost in silence."""

import gc

import pytest

from bench.synthetic import county
from scoring.errors import SheetError
from scoring.judge import judge
from scoring.load import loads
from scoring.model.sheet import Sheet
from scoring.shipped import scheme_text
from tests.scoring.build import HANGJIN, subject


def test_a_sheet_of_another_year_is_refused() -> None:
    with pytest.raises(SheetError, match="2015"):
        judge(HANGJIN, Sheet(2015, ()))


def test_an_empty_sheet_gives_an_empty_verdict_with_every_line() -> None:
    verdict = judge(HANGJIN, Sheet(2016, ()))
    assert verdict.standings == ()
    assert [(line.base, line.seats, line.line) for line in verdict.quotas] == [(0, 0, None)] * 8


def test_the_same_subject_twice_is_named_and_not_judged() -> None:
    twice = subject("cadre:甲", "deputy")
    verdict = judge(HANGJIN, Sheet(2016, (twice, twice)))
    assert verdict.standings == ()
    assert verdict.problems == ("科级干部 甲：在名册中出现 2 次，未评定",)


def test_standings_are_in_the_schemes_order_then_rank_then_code() -> None:
    found = [
        (one.key.kind, one.group, one.rank or 10**6, one.key.code)
        for one in judge(HANGJIN, county(HANGJIN, 10, 40)).standings
    ]
    order = [(kind.key, group) for kind in HANGJIN.subjects.values() for group in kind.groups]
    assert found == sorted(found, key=lambda row: (order.index(row[:2]), row[2:]))


def test_points_before_the_first_due_month_are_named_not_lost() -> None:
    scheme = loads(scheme_text("hangjin/2016").replace("due: 2016-12-31", "due: 2016-12-30"), "改期.yaml")
    late = subject(
        "unit:甲",
        "sumu",
        {"first": "2016-12-31", "ledger": [{"task": "A", "on": "2016-12-31", "points": "-1"}]},
        scheme=scheme,
    )
    verdict = judge(scheme, Sheet(2016, (late,)))
    assert verdict.standings[0].score is None
    assert "单位 甲 平时考核：本年没有到期的月度平均，−1.00 分未能计入" in verdict.problems
    assert "单位 甲：没有可计的考核（没有到期，或按方案不计），无从计分" in verdict.problems


def test_the_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    judge(HANGJIN, Sheet(2016, ()))
    assert gc.isenabled()
    gc.disable()
    try:
        judge(HANGJIN, Sheet(2016, ()))
        assert not gc.isenabled()
    finally:
        gc.enable()
