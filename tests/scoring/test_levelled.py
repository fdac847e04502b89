"""Shown percentages add up to 100, and none is off by a whole unit of its last decimal."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.numbers.levelled import levelled

COUNTS = st.lists(st.integers(0, 500), min_size=1, max_size=9)


def test_what_cutting_leaves_goes_to_the_largest_remainders() -> None:
    assert levelled([1, 1, 1], 0) == (Decimal(34), Decimal(33), Decimal(33))
    assert levelled([30, 10, 3, 1], 1) == tuple(map(Decimal, ("68.2", "22.7", "6.8", "2.3")))
    assert levelled([1, 5], 0) == (Decimal(17), Decimal(83))


def test_of_equal_remainders_the_larger_count_is_served_first() -> None:
    assert levelled([1, 3, 4], 0) == (Decimal(12), Decimal(38), Decimal(50))


def test_nothing_counted_is_nothing_shown() -> None:
    assert levelled([0, 0], 1) == (0, 0)
    assert levelled([], 1) == ()


@given(COUNTS, st.integers(0, 3))
def test_shares_add_up_and_stay_within_one_unit(counts: list[int], places: int) -> None:
    shares = levelled(counts, places)
    total = sum(counts)
    assert sum(shares) == (100 if total else 0)
    for count, share in zip(counts, shares, strict=True):
        exact = Fraction(100 * count, total) if total else Fraction(0)
        assert abs(Fraction(share) - exact) < Fraction(1, 10**places)


@given(COUNTS)
def test_the_order_of_different_counts_does_not_matter(counts: list[int]) -> None:
    different = sorted(set(counts))
    there = dict(zip(different, levelled(different, 1), strict=True))
    back = dict(zip(reversed(different), levelled(different[::-1], 1), strict=True))
    assert there == back
