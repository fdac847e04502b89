"""Weights by comparison against a calculation by hand, and what must hold of them whatever is compared."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import SchemeError
from scoring.language.scheme import Scheme
from scoring.load import loads
from scoring.numbers.pairwise import METHODS, Matrix, consistency, oddest, rounded_to_one
from scoring.numbers.rounding import rounded
from scoring.rules.weighted import Weighted
from scoring.telling.differences import differences
from scoring.telling.outline import Node, outline
from scoring.trial.dials import dials
from tests.scoring.refused_of import base

SCALE = [Fraction(one) for one in range(1, 10)] + [Fraction(1, one) for one in range(2, 10)]
BASE = base("judgement")


def reciprocal(upper: list[list[Fraction]]) -> Matrix:
    """The whole matrix of what stands above its diagonal."""
    order = len(upper) + 1
    entries = {(row, row + 1 + place): one for row, above in enumerate(upper) for place, one in enumerate(above)}
    return [
        [
            Fraction(1) if row == column else entries.get((row, column)) or 1 / entries[column, row]
            for column in range(order)
        ]
        for row in range(order)
    ]


def matrices(least: int = 1) -> st.SearchStrategy[Matrix]:
    entries = st.sampled_from(SCALE)
    return st.integers(least, 6).flatmap(
        lambda order: st.tuples(
            *(st.lists(entries, min_size=size, max_size=size) for size in range(order - 1, 0, -1))
        ).map(lambda rows: reciprocal(list(rows)))
    )


# Four things, by hand with a pocket calculator. Rows multiplied: 1×2×4×5=40, ½×1×3×3=4½, ¼×⅓×1×2=1/6, ⅕×⅓×½×1=1/30;
# fourth roots 2.514867, 1.456475, 0.638943, 0.427287, together 5.037572; λmax is the mean of the four quotients.
FOUR = reciprocal([[Fraction(2), Fraction(4), Fraction(5)], [Fraction(3), Fraction(3)], [Fraction(2)]])


@pytest.mark.parametrize(
    ("method", "weights", "told"),
    [
        ("geometric", ["0.4992", "0.2891", "0.1269", "0.0848"], ["4.0565", "0.0188", "0.0209"]),
        # columns add up to 39/20, 11/3, 17/2, 11: (20/39＋6/11＋8/17＋5/11)÷4 = 0.49585
        ("column_sums", ["0.4959", "0.2887", "0.1296", "0.0858"], ["4.0570", "0.0190", "0.0211"]),
        ("eigenvector", ["0.4966", "0.2903", "0.128", "0.0851"], ["4.0566", "0.0189", "0.0210"]),
    ],
)
def test_the_weights_are_those_of_a_calculation_by_hand(method: str, weights: list[str], told: list[str]) -> None:
    exact = METHODS[method](FOUR)
    assert [str(weight) for weight in rounded_to_one(exact, 4)] == weights
    found = consistency(FOUR, exact)
    assert [str(rounded(one, 4)) for one in (found.largest, found.ci, found.cr)] == told


@settings(deadline=None)
@given(matrices(), st.sampled_from(sorted(METHODS)), st.integers(3, 8))
def test_weights_are_above_zero_and_add_up_to_one(matrix: Matrix, method: str, digits: int) -> None:
    exact = METHODS[method](matrix)
    assert sum(exact) == 1
    weights = rounded_to_one(exact, digits)
    assert sum(weights) == 1
    assert min(weights) > 0
    assert all(abs(Fraction(one) - other) < Fraction(1, 10**digits) for one, other in zip(weights, exact, strict=True))


@settings(deadline=None)
@given(matrices(), st.sampled_from(sorted(METHODS)))
def test_no_matrix_is_more_than_consistent(matrix: Matrix, method: str) -> None:
    found = consistency(matrix, METHODS[method](matrix))
    assert found.cr >= 0
    assert found.largest >= len(matrix)
    assert len(matrix) > 2 or found.cr == 0


@settings(deadline=None)
@given(st.lists(st.sampled_from([1, 2, 3]), min_size=1, max_size=8), st.sampled_from(sorted(METHODS)))
def test_comparisons_without_contradiction_give_back_their_weights(parts: list[int], method: str) -> None:
    matrix = [[Fraction(one, other) for other in parts] for one in parts]
    exact = METHODS[method](matrix)
    assert rounded_to_one(exact, 8) == rounded_to_one(tuple(Fraction(one, sum(parts)) for one in parts), 8)
    assert consistency(matrix, exact).cr < Fraction(1, 10**12)


@settings(deadline=None)
@given(matrices(3))
def test_the_worst_contradiction_is_found(matrix: Matrix) -> None:
    def apart(first: int, second: int, third: int) -> Fraction:
        return matrix[first][second] * matrix[second][third] / matrix[first][third]

    worst = apart(*oddest(matrix))
    order = range(len(matrix))
    every = [apart(*three) for three in ((a, b, c) for a in order for b in order for c in order)]
    assert max(worst, 1 / worst) == max(every)


def weights_of(scheme: Scheme) -> list[str]:
    rule = scheme.subjects["cadre"].score
    assert isinstance(rule, Weighted)
    return [str(weight) for weight in rule.weights]


def part(text: str, path: str) -> Node:
    return next(node for node in outline(text).walk() if node.path == path)


def test_the_outline_tells_the_weights_and_the_consistency() -> None:
    assert weights_of(loads(BASE)) == ["0.6483", "0.2297", "0.122"]
    told = {fact.word: fact.said for fact in part(BASE, "subjects.cadre.score.judgement").facts}
    assert told["两两比较"] == "甲（乙 3，丙 5）、乙（丙 2）"
    assert told["求得的权重"] == "甲 64.83%、乙 22.97%、测评 12.2%"
    assert told["一致性比率"] == "CR＝0.0032（λmax＝3.0037，CI＝0.0018，RI＝0.58）"
    assert told["求权办法"] == "方根法"
    assert part(BASE, "subjects.cadre.score.parts.丙").weight == "12.2%"
    groups = {fact.word: fact.said for fact in part(BASE, "subjects.cadre.score.parts.丙.groups.judgement").facts}
    assert (groups["求得的权重"], groups["一致性比率"]) == ("领导 75%、职工 25%", "CR＝0（不足 3 项，总是一致）")


def test_another_comparison_is_told_with_the_weights_it_changes() -> None:
    found = [one.words for one in differences(BASE, BASE.replace("乙: {丙: 2}", "乙: {丙: 1}"))]
    assert "权重由 64.83% 改为 65.86%" in found
    assert "权重由 12.2% 改为 15.62%" in found


def test_weights_by_comparison_are_no_dials() -> None:
    text = BASE.replace("甲", "share").replace("乙: {丙: 2}", "乙: {share: 1/3, 丙: 2}")
    assert [one.path for one in dials(text)] == ["subjects.cadre.minimum_months"]


def test_a_part_may_be_called_as_the_setting_is() -> None:
    text = BASE.replace("甲:", "judgement:").replace("{甲", "{judgement")
    assert weights_of(loads(text)) == ["0.6483", "0.2297", "0.122"]
    assert part(text, "subjects.cadre.score.parts.judgement").weight == "64.83%"


def test_a_huge_comparison_is_refused_at_once() -> None:
    row = ", ".join(f"n{number}: 1" for number in range(9000))
    with pytest.raises(SchemeError, match="共比较 9003 项，超过 10 项"):
        loads(BASE.replace("甲: {乙: 3, 丙: 5}", f"甲: {{乙: 3, 丙: 5, {row}}}"))
