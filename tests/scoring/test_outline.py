"""A scheme read as an outline, and two of its versions told apart in words."""

import pytest

from scoring.errors import SchemeError
from scoring.rules import RULES
from scoring.shipped import names, scheme_text
from scoring.telling.differences import differences
from scoring.telling.key_words import KEYS
from scoring.telling.outline import Node, outline
from scoring.telling.value_words import WORDS

TEXT = scheme_text("hangjin/2016")


def part(path: str) -> Node:
    return next(node for node in outline(TEXT).walk() if node.path == path)


def said(node: Node) -> dict[str, str]:
    return {fact.word: fact.said for fact in node.facts}


def test_a_rule_is_told_with_its_weight_its_settings_and_its_clause() -> None:
    rule = part("subjects.cadre.score.parts.routine")
    assert (rule.label, rule.weight) == ("平时考核", "40%")
    assert said(rule) == {"办法": "各部分相加", "最低得分": "0"}
    assert rule.clause == "平时考核按月计分，全年取各月平均，再减去本年扣分，最低为0分。"
    assert [child.label for child in rule.children] == ["月度平均", "连带扣分"]


def test_sources_groups_and_kinds_are_called_by_their_labels() -> None:
    assert said(part("subjects.cadre.score.parts.special"))["来源"] == "专项考核"
    assert said(part("subjects.cadre"))["分组"] == "一把手、副职、待遇干部"
    assert said(part("quotas.excellent"))["对象"] == "科级干部"
    assert said(part("sources.special"))["期次"] == "专项考核1（到期 2016-05-20）、专项考核2（到期 2016-10-20）"


@pytest.mark.parametrize(
    ("name", "path", "word", "expected"),
    [
        ("ankang/2018", "quotas.excellent", "等次", "优秀"),
        ("ankang/2018", "grades.cadre.limits.unit.when", "其他对象的结果", "对象 单位、等次 较差"),
        ("ankang/2018", "subjects.commitment.score", "各期权重", "年初 20%、年中 30%、年末 50%"),
        ("jiuyuan/2022", "quotas.excellent", "参加的等次", "优秀"),
        ("qianjiang/2007", "flags.twice_basic.when", "等次", "等于 基本称职、连续年数 2、间断 不再连续"),
        (
            "qianjiang/2007",
            "payouts.bonus.terms.target.factors.grade",
            "各等次（颜色）的数",
            "特优 1、优秀 1、达标 1、基本达标 0.8、不达标 0",
        ),
    ],
)
def test_grades_and_periods_are_called_as_where_they_belong(name: str, path: str, word: str, expected: str) -> None:
    """A quota or another ladder may have the same key, and so may a word of the language."""
    node = next(node for node in outline(scheme_text(name)).walk() if node.path == path)
    assert said(node)[word] == expected


def test_proposals_are_marked_and_nothing_else_is() -> None:
    proposed = {fact.key for node in outline(TEXT).walk() for fact in node.facts if fact.proposed}
    assert "subjects.cadre.minimum_months" in proposed
    assert "quotas.excellent.also_counted" in proposed
    assert "places" in proposed, "a comment that stands alone speaks of the line below it"
    assert "colours.unit.bands" in proposed
    assert not {"title", "quotas.excellent.share", "subjects.cadre.groups", "sources.special.periods"} & proposed


@pytest.mark.parametrize("name", names())
def test_no_shipped_scheme_is_told_in_the_words_of_the_file(name: str) -> None:
    """What a county names itself (periods, items, attributes) has no word here; keys of the language do."""
    for node in outline(scheme_text(name)).walk():
        for fact in node.facts:
            key = fact.key.rpartition(".")[2]
            assert fact.word != key or not key.isascii(), fact.key
            if key == "kind":
                assert fact.said not in RULES, f"{fact.said} has no word in scoring/telling/value_words.py"


def test_words_are_told_apart() -> None:
    assert all(KEYS.values()) and all(WORDS.values())


def changed(*pairs: tuple[str, str]) -> list[tuple[str, str, str]]:
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return [(one.sort, one.where, one.words) for one in differences(TEXT, text)]


def test_a_text_against_itself_has_no_differences() -> None:
    assert differences(TEXT, TEXT) == []
    assert changed(("# [P] 计入名额基数", "# 已确认")) == [], "comments decide nothing"


def test_weights_thresholds_and_clauses_are_told_in_words() -> None:
    found = changed(
        ("share: 15%", "share: 12%"), ("minimum_months: 3 ", "minimum_months: 4 "), ("最低为0分", "不低于0分")
    )
    assert found == [
        (
            "clause",
            "条款",
            "条款由“平时考核按月计分，全年取各月平均，再减去本年扣分，最低为0分。”"
            "改为“平时考核按月计分，全年取各月平均，再减去本年扣分，不低于0分。”",
        ),
        ("changed", "考核对象 · 科级干部", "参加排名的最少在任月数由“3”改为“4”"),
        ("changed", "名额 · 优秀个人", "比例由“15%”改为“12%”"),
    ]


def test_a_weight_says_from_what_to_what_and_where() -> None:
    lines = TEXT.splitlines(keepends=True)
    at = next(
        number for number, line in enumerate(lines) if "cadre:" in line and "label" not in line and "[" not in line
    )
    text = "".join(lines[:at]) + "".join(lines[at:]).replace("weight: 40%", "weight: 50%", 1).replace(
        "weight: 20%", "weight: 10%", 1
    )
    found = [(one.sort_word, one.where, one.words) for one in differences(TEXT, text)]
    assert found == [
        ("权重", "考核对象 · 科级干部 · 年度总分 · 平时考核", "权重由 40% 改为 50%"),
        ("权重", "考核对象 · 科级干部 · 年度总分 · 专项考核", "权重由 20% 改为 10%"),
    ]


def test_rules_and_quotas_that_come_and_go_are_told_once_each() -> None:
    quota = TEXT[TEXT.index("  excellent:\n") : TEXT.index("colours:")]
    found = changed((quota, "\n"))
    assert found == [("removed", "名额 · 优秀个人", "删去“优秀个人”")]
    without = TEXT.replace(quota, "\n")
    assert [(one.sort, one.words) for one in differences(without, TEXT)] == [("added", "增加“优秀个人”")]


def test_members_of_a_list_that_come_and_go_are_named() -> None:
    found = changed(("    items:\n      unit: [重点工作]", "    items:\n      unit: [重点工作, 创新]"))
    assert found == [("changed", "数据来源 · 专项考核", "项目：去掉 单位 重点工作；加上 单位 重点工作、创新")]


def test_no_scheme_has_no_outline() -> None:
    with pytest.raises(SchemeError):
        outline("title: 空")
