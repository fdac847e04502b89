"""Figures of a membership: only their own votes, weights, vector and decision give their value."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.judge import judge
from scoring.keeping import replay
from scoring.language.scheme import Scheme
from scoring.model.figure import DECISION, Figure, dumps, loads
from scoring.model.sheet import Key
from scoring.rules.membership import Membership
from scoring.trial import whatif
from scoring.trial.oddities import warnings
from tests.scoring import build

DATA = yaml.load(
    (Path(__file__).parents[1] / "cases" / "membership.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
CASES = {case["name"]: case for case in DATA["cases"]}
MEAN, TIED = "加权平均，按隶属度折分，弃权不进分母", next(name for name in CASES if name.startswith("并列由决定裁定"))
LEVELS = next(name for name in CASES if name.startswith("两层"))


def method(name: str, **changed: Any) -> Scheme:
    said = {**DATA["method"], **CASES[name].get("method", {})}
    return build.method({**said, "score": {**said["score"], **changed}})


def figure_of(scheme: Scheme, name: str) -> Figure:
    standings = judge(scheme, build.sheet(CASES[name], scheme)).standings
    return next(one.figure for one in standings if one.key == Key("cadre", "甲"))


@pytest.mark.parametrize("name", [MEAN, TIED, LEVELS])
def test_a_made_up_basis_does_not_give_the_value(name: str) -> None:
    scheme = method(name)
    figure = figure_of(scheme, name)
    assert replay.differences(scheme, loads(dumps(figure))) == []
    moved = [(*figure.basis[:place], "1/7", *figure.basis[place + 1 :]) for place in range(len(figure.basis))]
    for basis in ((), (*figure.basis, "1"), figure.basis[:-1], *moved):
        assert scheme.rule_of(figure.rule).value(figure._replace(basis=basis)) is None


def _other_vote(figure: Figure) -> Figure:
    """One vote more for the first option of the first part."""
    first = figure.parts[0]
    leaf = first.parts[0]._replace(value=Decimal(99))
    return figure._replace(parts=(first._replace(parts=(leaf, *first.parts[1:])), *figure.parts[1:]))


def _no_decision(figure: Figure) -> Figure:
    return figure._replace(parts=tuple(part for part in figure.parts if part.rule != DECISION))


def _other_decision(figure: Figure) -> Figure:
    return figure._replace(parts=(*figure.parts[:-1], figure.parts[-1]._replace(value=Decimal(70))))


@pytest.mark.parametrize(
    ("name", "change"), [(MEAN, _other_vote), (TIED, _other_vote), (TIED, _no_decision), (TIED, _other_decision)]
)
def test_another_vote_or_decision_is_found(name: str, change: Callable[[Figure], Figure]) -> None:
    scheme = method(name)
    figure = change(figure_of(scheme, name))
    assert replay.differences(scheme, figure) != []


def test_its_weights_are_dials_and_turning_them_asks_for_the_votes_again() -> None:
    scheme = method(MEAN)
    sheet = build.sheet(CASES[MEAN], scheme)
    figures = {one.key: one.figure for one in judge(scheme, sheet).standings}
    parts = DATA["method"]["score"]["parts"]
    turned = {
        name: {**part, "weight": weight} for (name, part), weight in zip(parts.items(), ("30%", "70%"), strict=True)
    }
    new = method(MEAN, parts=turned)
    assert whatif.fits(scheme, new)
    with pytest.raises(whatif.Unfit):
        whatif.rejudged(new, whatif.kept(scheme, sheet, figures))
    assert [one.score for one in judge(new, sheet).standings] == [Decimal("89.80")]


def test_the_vector_of_a_lower_level_is_the_part_of_the_next() -> None:
    scheme = method(LEVELS)
    figure = figure_of(scheme, LEVELS)
    rule = scheme.rule_of(figure.parts[0].rule)
    assert isinstance(rule, Membership)
    assert {grade: str(share) for grade, share in (rule.vector(figure.parts[0]) or {}).items()} == {
        "good": "13/25",
        "fair": "8/25",
        "mid": "4/25",
        "bad": "0",
    }


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=2, max_size=2).filter(lambda rows: all(map(any, rows))))
def test_the_weighted_mean_gives_what_the_ballots_give_by_weight(rows: list[tuple[int, ...]]) -> None:
    tallies = [
        ["poll", "Y", "", item, option, str(number)]
        for item, counts in zip(("德", "能"), rows, strict=True)
        for option, number in zip(("good", "fair", "mid", "bad"), counts, strict=True)
    ]
    facts = {"subjects": {"cadre:甲": {"tallies": tallies}}}
    found = []
    for change in ({}, {"kind": "weighted"}):
        parts = {name: {**part, "conceal_below": "1"} for name, part in DATA["method"]["score"]["parts"].items()}
        score = {**DATA["method"]["score"], "parts": parts, **change}
        if change:
            del score["outcome"]
        scheme = build.method({**DATA["method"], "score": score})
        found.append(judge(scheme, build.sheet(facts, scheme)).standings[0])
    assert found[0].score is not None
    assert found[0].figure.value == found[1].figure.value


def test_small_weights_that_hold_every_share_down_are_odd() -> None:
    parts = {f"p{number}": {**DATA["method"]["score"]["parts"]["德"], "weight": "20%"} for number in range(5)}
    scheme = method(MEAN, operator="max_min", normalise="to_one", parts=parts)
    told = [str(one) for one in warnings(scheme)]
    assert told == [
        "提醒 subjects.cadre.score：取小取大时隶属度都不会超过最大的权重 20%，各等级容易并列。"
        "请核对，或改用 weighted_mean。"
    ]
    assert warnings(method(TIED)) == ()
