"""Settings of `carried` that the Hangjin scheme does not use; its own are told in cases/deductions.yaml."""

from scoring.judge import judge
from scoring.load import loads
from scoring.shipped import scheme_text
from tests.scoring.build import sheet

FACTS = {
    "subjects": {
        "unit:某苏木": {"group": "sumu", "ledger": [{"task": "E-1", "on": "2016-06-01", "points": "-1"}]},
        "cadre:书记": {"group": "principal"},
        "cadre:苏木达": {"group": "principal"},
        "cadre:委员": {"group": "deputy"},
    },
    "duties": [{"task": "E-1", "cadre": "苏木达"}],
    "tenures": [
        {"unit": "某苏木", "cadre": "书记"},
        {"unit": "某苏木", "cadre": "苏木达"},
        {"unit": "某苏木", "cadre": "委员", "principal": "no"},
    ],
}


def _scores(*changes: tuple[str, str], facts: dict[str, object] | None = None) -> dict[str, str]:
    text = scheme_text("hangjin/2016")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    verdict = judge(loads(text, "方案.yaml"), sheet(facts or FACTS))
    return {one.key.code: str(one.score) for one in verdict.standings if one.key.kind == "cadre"}


def test_all_principals_carry_when_the_scheme_says_so() -> None:
    assert _scores() == {"书记": "90.00", "苏木达": "89.60", "委员": "90.00"}
    every = _scores(("principals: named_only", "principals: all"))
    assert every == {"书记": "89.80", "苏木达": "89.60", "委员": "90.00"}


def test_others_of_the_unit_carry_their_factor() -> None:
    assert _scores(("others: 0}", "others: 0.2}"))["委员"] == "89.92"


def test_the_highest_factor_counts_not_the_first_role() -> None:
    """A scheme may burden a principal more than the one responsible; whoever is both carries the heavier."""
    assert _scores(("responsible: 1.0, principal: 0.5", "responsible: 0.5, principal: 1.0"))["苏木达"] == "89.60"


def test_two_mainly_responsible_both_carry_and_are_named() -> None:
    facts = {**FACTS, "duties": [{"task": "E-1", "cadre": "苏木达"}, {"task": "E-1", "cadre": "委员"}]}
    assert _scores(facts=facts) == {"书记": "90.00", "苏木达": "89.60", "委员": "89.60"}
    verdict = judge(loads(scheme_text("hangjin/2016"), "方案.yaml"), sheet(facts))
    assert verdict.problems == ("台账 单位 某苏木 2016-06-01 E-1：当日任务有 2 名主要责任人，请核对三级清单",)
