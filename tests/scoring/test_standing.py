"""Status by days, rank by published figure."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.after.ranking import ranks
from scoring.facts.status import months_later, status_of
from scoring.model.verdict import ABSENT, NOT_RANKED, RANKED, UNDETERMINED
from tests.scoring.build import HANGJIN, subject


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2016, 7, 1), 6, date(2017, 1, 1)),
        (date(2016, 8, 31), 6, date(2017, 2, 28)),
        (date(2015, 11, 30), 3, date(2016, 2, 29)),
        (date(2016, 1, 1), 12, date(2017, 1, 1)),
        (date(2016, 5, 5), 0, date(2016, 5, 5)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("unit:甲", {"first": "2016-07-01"}, RANKED),
        ("unit:甲", {"first": "2016-07-02"}, NOT_RANKED),
        ("team:甲", {"first": "2016-07-02"}, NOT_RANKED),
        ("cadre:甲", {"first": "2016-10-01"}, RANKED),
        ("cadre:甲", {"first": "2016-10-02"}, NOT_RANKED),
        ("cadre:甲", {"last": "2016-12-30"}, ABSENT),
        ("cadre:甲", {"first": "2017-01-01", "last": "2017-12-31"}, ABSENT),
        ("cadre:甲", {"situation": "under_investigation"}, UNDETERMINED),
        ("cadre:甲", {"first": "2016-12-01", "situation": "under_investigation"}, UNDETERMINED),
        ("cadre:甲", {"last": "2016-12-30", "situation": "under_investigation"}, ABSENT),
    ],
)
def test_status(name: str, data: dict[str, str], status: str) -> None:
    group = "deputy" if name.startswith("cadre") else "sumu"
    assert status_of(HANGJIN, subject(name, group, data)) == status


def test_competition_ranks() -> None:
    scores = [Decimal(text) for text in ("90", "95", "90.00", "80", "90")]
    assert ranks(scores) == {Decimal(95): (1, 0), Decimal(90): (2, 2), Decimal(80): (5, 0)}
    assert ranks([]) == {}


@given(st.lists(st.integers(0, 20).map(Decimal)))
def test_a_rank_is_one_more_than_the_number_of_better(scores: list[Decimal]) -> None:
    for score, (rank, others) in ranks(scores).items():
        assert rank == 1 + sum(other > score for other in scores)
        assert others == scores.count(score) - 1
