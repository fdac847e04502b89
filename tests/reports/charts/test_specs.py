"""Steps of a distribution: every score falls into exactly one."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.charts.specs import step_for, steps

SCORES = st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=200)


@given(SCORES)
def test_every_score_is_counted_once_and_bars_are_few(scores: list[Decimal]) -> None:
    step = step_for(scores, 40)
    bars = steps(scores, step)
    assert sum(bars.values()) == len(scores)
    assert len(bars) <= 40
    assert all(any(low <= score < low + step for low in bars) for score in scores)


def test_a_group_of_equal_scores_is_one_bar() -> None:
    assert dict(steps([Decimal("91.36")] * 5, step_for([Decimal("91.36")] * 5, 40))) == {Decimal("91.3"): 5}


def test_an_empty_group_has_no_bars() -> None:
    assert not steps([], step_for([], 40))
