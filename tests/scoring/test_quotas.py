"""Seats by largest fraction; lines and ties are told in cases/places.yaml."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.after.seats import Scope, seats

SHARE = Decimal("0.3")


@pytest.mark.parametrize(
    ("bases", "share", "expected"),
    [
        # 6.6 + 9.0 + 7.5 + 3.3 + 6.6 = 33: floors make 31, the two spare seats go to .6 and .6
        ([22, 30, 25, 11, 22], SHARE, [7, 9, 7, 3, 7]),
        # 1.5 + 4.5 + 1.5 + 1.5 = 9: of equal fractions the larger group first, then the first of the scheme
        ([5, 15, 5, 5], SHARE, [2, 5, 1, 1]),
        ([5, 5], SHARE, [2, 1]),
        ([3, 0], Decimal("0.15"), [0, 0]),
        ([], SHARE, []),
        ([4], Decimal(1), [4]),
    ],
)
def test_seats(bases: list[int], share: Decimal, expected: list[int]) -> None:
    assert list(seats(_scopes(bases, share)).values()) == expected


def _scopes(bases: list[int], share: Decimal) -> list[Scope]:
    return [Scope(str(number), (), base, Fraction(share) * base) for number, base in enumerate(bases)]


@given(st.lists(st.integers(0, 300), max_size=8), st.integers(1, 100))
def test_seats_add_up_and_stay_within_one_of_the_share(bases: list[int], percent: int) -> None:
    share = Decimal(percent) / 100
    found = seats(_scopes(bases, share))
    assert sum(found.values()) == int(Fraction(share) * sum(bases))
    for number, base in enumerate(bases):
        assert 0 <= found[str(number)] - int(Fraction(share) * base) <= 1
