"""The one voice. Sentences of each rule stand in cases/; here what they have in common."""

from fractions import Fraction

import pytest

from scoring.judge import judge
from scoring.language.rule import Rule
from scoring.model.figure import Figure
from scoring.model.verdict import ABSENT, BLOCKED, NOT_RANKED, RANKED, UNDETERMINED
from scoring.numbers.numerals import of_period, series
from scoring.rules import RULES
from scoring.telling import wording
from tests.scoring import build
from tests.scoring.build import HANGJIN, sheet
from tests.scoring.test_cases import FILES, cases_of


def test_every_rule_kind_and_status_has_words() -> None:
    for kind in RULES.values():
        assert Rule.say is not kind.say and Rule.value is not kind.value and Rule.bind is not kind.bind
    assert set(wording.STATUS) == {RANKED, UNDETERMINED, NOT_RANKED, ABSENT, BLOCKED}


def test_lines_unfold_the_tree_with_labels_values_weights_clauses_and_references() -> None:
    one = judge(HANGJIN, sheet({"subjects": {"unit:甲": {"group": "social"}}})).standings[0]
    lines = wording.lines(HANGJIN, one.figure)
    heads = [(line.depth, line.label, line.value, line.weight) for line in lines if line.depth < 2]
    assert heads == [
        (0, "年度总分", "90.00", ""),
        (1, "平时考核", "90.00", "40%"),
        (1, "专项考核", "90.00", "20%"),
        (1, "定期考核", "90.00", "40%"),
    ]
    assert lines[0].clause == HANGJIN.clauses["weights"]
    leaves = [line for line in lines if line.ref is not None]
    assert len(leaves) == 12 + 2 + 2
    assert leaves[0][:4] == (3, "1月", "90.00", "")
    assert leaves[-1].label == "下半年定期考核 五位一体落实"


def test_the_first_line_says_the_same_as_the_sentence() -> None:
    one = judge(HANGJIN, sheet({"subjects": {"unit:甲": {"group": "social"}}})).standings[0]
    assert wording.lines(HANGJIN, one.figure)[0].sentence == wording.sentence(HANGJIN, one.figure)


def test_numbers_and_weights() -> None:
    assert wording.number(None) == "—"
    assert wording.number(Fraction(-1, 2)) == "−0.50"
    assert wording.number(Fraction(1, 3)) == "0.3333"
    assert wording.percent(Fraction(2, 5)) == "40%"
    assert wording.percent(Fraction(1, 8)) == "12.5%"
    assert wording.percent(Fraction(1, 3)) == "1/3"
    assert wording.place_word(HANGJIN, "advanced", "in") == "先进集体入选"
    assert wording.place_word(HANGJIN, "", "") == ""


def test_a_long_list_of_numbers_is_cut_in_the_middle() -> None:
    assert series([str(number) for number in range(13)]) == "0＋1＋…＋12"


CASES = [one.values for file in FILES for one in cases_of(file)]


def test_every_kind_of_rule_can_say_that_nothing_of_it_fell_due() -> None:
    said = dict[str, set[str]]()
    for method, _ in CASES:
        scheme = HANGJIN if method is None else build.method(method)
        for rule in scheme.rules.values():
            said.setdefault(rule.kind, set()).add(wording.sentence(scheme, Figure(rule.path, None)))
            assert rule.shares(Figure(rule.path, None)) == ()
    assert set(RULES) - set(said) == set()
    assert [sentence for told in said.values() for sentence in told if not sentence or "None" in sentence] == []


@pytest.mark.parametrize(
    ("period", "source", "told"),
    [
        ("3月", "平时考核", "3月平时考核"),
        ("年终", "年终考核", "年终考核"),
        ("三季度", "季度晾晒", "三季度晾晒"),
        ("上半年", "年度评价", "上半年年度评价"),
        ("年终民主测评", "民主测评", "年终民主测评"),
    ],
)
def test_a_period_and_its_source_say_nothing_twice(period: str, source: str, told: str) -> None:
    assert of_period(period, source) == told


def test_who_has_the_first_prize_is_not_told_to_have_missed_the_second() -> None:
    seats = {"all": {"label": "全区", "groups": ["all"], "seats": 1}}
    method = build.method(
        {
            "sources": {"work": {"kind": "marks", "label": "工作", "counted": "次"} | _ONE_MARK},
            "score": {"kind": "mean", "label": "得分", "source": "work"},
            "grades": {
                "cadre": {"ladder": {"a": {"label": "一等奖"}, "b": {"label": "二等奖"}, "c": _REST}, "otherwise": "c"}
            },
            "quotas": {
                "first": {"label": "一等奖", "of": "cadre", "fields": seats, "grade": "a"},
                "second": {"label": "二等奖", "of": "cadre", "fields": seats, "grade": "b", "among": ["c"]},
            },
        }
    )
    marks = {f"cadre:{name}": {"marks": {"work": value}} for name, value in (("甲", 90), ("乙", 80), ("丙", 70))}
    found = judge(method, sheet({"subjects": marks}, method))
    places = {one.key.code: one.places or [(one.quota, one.place)] for one in found.standings}
    told = {code: wording.place_words(method, own) for code, own in places.items()}
    assert told == {"甲": "一等奖入选", "乙": "一等奖未入选；二等奖入选", "丙": "一等奖未入选；二等奖未入选"}


_ONE_MARK = {"range": {"low": 0, "high": 100}, "periods": {"Y": {"label": "全年", "due": "2016-12-31"}}}
_REST = {"label": "其余", "at_least": 0}


def test_votes_are_counted_in_whole_numbers() -> None:
    method, case = next(one.values for file in FILES if file.stem == "ballot" for one in cases_of(file))
    scheme = build.method(method)
    told = [line for one in judge(scheme, sheet(case, scheme)).standings for line in wording.lines(scheme, one.figure)]
    votes = [line.value for line in told if line.sentence == "按录入的票数"]
    assert votes and all(value.isdigit() for value in votes)
