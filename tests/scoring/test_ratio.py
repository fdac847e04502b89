"""Ratios are exact, are told as written, and never stand for another number."""

import copy
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.numbers.numerals import against, percent, plain, typed
from scoring.numbers.ratio import WRITTEN, Ratio, exact
from scoring.numbers.rounding import apart


@pytest.mark.parametrize(
    ("written", "value"),
    [("1000/970", Fraction(100, 97)), ("-0.5/1.5", Fraction(-1, 3)), ("2/4", Fraction(1, 2)), ("0/7", Fraction(0))],
)
def test_a_ratio_is_exact_and_told_as_written(written: str, value: Fraction) -> None:
    found = exact(written)
    assert (found, str(found), copy.deepcopy(found)) == (value, written, value)
    assert str(copy.deepcopy(found)) == written
    assert plain(found) == (written.replace("-", "−"), True)
    assert percent(found) == written
    assert typed(plain(found)[0]) == value


def test_a_plain_number_stays_a_decimal() -> None:
    assert isinstance(exact("0.50"), Decimal)
    assert not WRITTEN.fullmatch("1/3%") and not WRITTEN.fullmatch("1/2/3") and not WRITTEN.fullmatch("1/-3")
    with pytest.raises(ZeroDivisionError):
        exact("1/0.0")


def test_a_number_on_a_bound_without_end_is_told_as_the_bound() -> None:
    third = Ratio("100/3")
    assert against(Fraction(100, 3), third) == "100/3"
    assert against(Fraction(33333, 1000), third) == "33.333"
    assert apart(Fraction(100, 3), 2, 4, [third]) == ("33.3333", False)


@given(st.integers(-999, 999), st.integers(1, 999), st.fractions(-50, 50, max_denominator=10**6))
def test_what_is_told_lies_on_the_side_of_the_bound(above: int, below: int, value: Fraction) -> None:
    bound = Ratio(f"{above}/{below}")
    told = typed(against(value, bound))
    assert (told > bound) - (told < bound) == (value > bound) - (value < bound)
