"""Who types the numbers of a sentence into a pocket calculator gets the number that the sentence tells."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.judge import judge
from scoring.telling import wording
from tests.scoring import build
from tests.scoring.calculator import agrees, check, told

CASES = Path(__file__).parent / "cases"
MEMBERSHIP = yaml.load((CASES / "membership.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["method"]


def sentences(method: dict[str, Any], case: dict[str, Any]) -> list[str]:
    scheme = build.method(method)
    standings = judge(scheme, build.sheet(case, scheme)).standings
    return [line.sentence for one in standings for line in wording.lines(scheme, one.figure)]


@pytest.mark.parametrize("stem", sorted(file.stem for file in CASES.glob("*.yaml")))
def test_every_sentence_of_the_cases_can_be_reckoned(stem: str) -> None:
    data = yaml.load((CASES / f"{stem}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    own = isinstance(data, dict)
    for case in data["cases"] if own else data:
        scheme = build.method({**data["method"], **case.get("method", {})}) if own else build.HANGJIN
        for standing in judge(scheme, build.sheet(case, scheme)).standings:
            for figure in (standing.figure, *standing.payout):
                for line in wording.lines(scheme, figure):
                    check(line.sentence)


VOTES = st.tuples(*[st.integers(0, 30)] * 4).filter(lambda votes: sum(votes) > 2)


@settings(deadline=None, max_examples=150)
@given(votes=st.tuples(VOTES, VOTES), operator=st.sampled_from(["weighted_mean", "max_min"]), to_one=st.booleans())
def test_memberships_of_any_votes_can_be_reckoned(
    votes: tuple[tuple[int, ...], ...], operator: str, to_one: bool
) -> None:
    tallies = [
        ["poll", "Y", "", item, option, str(number)]
        for item, counts in zip(("德", "能"), votes, strict=True)
        for option, number in zip(("good", "fair", "mid", "bad"), counts, strict=True)
    ]
    score = {**MEMBERSHIP["score"], "operator": operator, "normalise": "to_one" if to_one else "as_it_is"}
    for sentence in sentences({**MEMBERSHIP, "score": score}, {"subjects": {"cadre:甲": {"tallies": tallies}}}):
        check(sentence)


def test_shares_brought_to_one_are_told_so_far_that_they_give_the_points() -> None:
    """5/11, 5/11 and 1/11: with four decimals a reader would get 88.6275, which is not 88.64."""
    tallies = [
        ["poll", "Y", "", item, option, str(number)]
        for item, counts in (("德", (6, 4, 0, 0)), ("能", (3, 6, 0, 1)))
        for option, number in zip(("good", "fair", "mid", "bad"), counts, strict=True)
    ]
    parts = {name: {**part, "weight": "50%"} for name, part in MEMBERSHIP["score"]["parts"].items()}
    score = {**MEMBERSHIP["score"], "operator": "max_min", "normalise": "to_one", "parts": parts}
    found = sentences({**MEMBERSHIP, "score": score}, {"subjects": {"cadre:甲": {"tallies": tallies}}})[0]
    assert "归一为 好 0.4545455、较好 0.4545455、差 0.0909091；0.4545455×100＋" in found
    assert "≈88.6364，四舍五入为 88.64" in found


def proportional(combine: str, ceiling: str) -> dict[str, object]:
    """A method whose score is one indicator's proportion of its target, up to the ceiling."""
    source = {
        "kind": "readings",
        "label": "指标",
        "periods": {"Y": {"label": "全年", "due": "2016-12-31"}},
        "items": {"cadre": ["投资"]},
    }
    score = {
        "kind": "target",
        "label": "指标",
        "source": "economy",
        "combine": combine,
        "aim": "minimum",
        "award": "proportional",
        "ceiling": ceiling,
    }
    return {"sources": {"economy": source}, "score": score}


@settings(deadline=None, max_examples=100)
@given(
    value=st.integers(0, 4000), target=st.integers(1, 3000), full=st.integers(1, 999), ceiling=st.sampled_from([1, 1.2])
)
def test_targets_can_be_reckoned(value: int, target: int, full: int, ceiling: float) -> None:
    method = proportional("mean", str(ceiling))
    case = {"subjects": {"cadre:甲": {"readings": [["economy", "Y", "投资", str(value), str(target), "", str(full)]]}}}
    for sentence in sentences(method, case):
        check(sentence)


def test_a_rate_a_hair_above_the_ceiling_does_not_seem_to_be_on_it() -> None:
    case = {"subjects": {"cadre:甲": {"readings": [["economy", "Y", "投资", "120.000001", "100", "", "30"]]}}}
    method = proportional("sum", "1.2")
    assert any("完成率 120.000001%，按 120% 计，30×120%＝36.00" in one for one in sentences(method, case))


def test_capped_sides_of_a_ledger_show_why_the_cap_acts() -> None:
    lines = [
        {"source": "book", "task": "T", "on": "2016-03-01", "rule": "shared", "heads": "3", "fact": str(one)}
        for one in range(2)
    ]
    method = {
        "sources": {
            "book": {
                "kind": "ledger",
                "label": "台账",
                "of": "cadre",
                "rules": {"shared": {"label": "获奖", "points": "1.0001", "shared": "divided"}},
            }
        },
        "score": {"kind": "ledger", "label": "加分", "source": "book", "most_plus": "0.6667"},
    }
    case = {"subjects": {"cadre:甲": {"ledger": lines}}}
    found = sentences(method, case)[0]
    assert "加分合计 0.66673，扣分合计 0.00；加分最多计 0.6667，计 0.6667" in found


@pytest.mark.parametrize(
    ("sentence", "reckoned", "number"),
    [
        ("平时 90.00×40% ＋ 专项 84.00×60% ＝ 86.40", Fraction("86.4"), Decimal("86.40")),
        ("其余 13 份合计 1150.00÷13≈88.4615，四舍五入为 88.46", Fraction(1150, 13), Decimal("88.4615")),
        ("共 2 笔：−0.5－1＝−1.50", Fraction("-1.5"), Decimal("-1.50")),
        ("1项平均：（丙 66.67）÷1＝66.67", Fraction("66.67"), Decimal("66.67")),
    ],
)
def test_the_reader_reckons_rightly(sentence: str, reckoned: Fraction, number: Decimal) -> None:
    assert [(one, two) for _, one, two in told(sentence)] == [(reckoned, number)]
    assert not agrees(reckoned + Fraction(1, 2), number)
