"""The one place that rounds."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring.numbers.rounding import MODE_WORDS, MODES, rounded, shown, telling


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(90005, 1000), "90.01"),
        (Fraction(-5, 1000), "-0.01"),
        (Fraction(2, 3), "0.67"),
        (Decimal("88.5"), "88.50"),
        (Decimal("87.494999999999999999999999999999999"), "87.49"),
    ],
)
def test_half_goes_away_from_zero(value: Fraction | Decimal, text: str) -> None:
    assert str(rounded(value, 2)) == text


KNOWN = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN, "up": ROUND_UP}


@given(st.decimals(-1000, 1000, places=3), st.sampled_from(list(KNOWN)))
def test_the_modes_are_those_that_everyone_knows(value: Decimal, mode: str) -> None:
    assert MODES.keys() == MODE_WORDS.keys() == KNOWN.keys()
    assert rounded(value, 2, mode) == value.quantize(Decimal("0.01"), KNOWN[mode])


@given(st.fractions(-1000, 1000), st.integers(0, 6))
def test_the_error_is_at_most_half_a_place(value: Fraction, places: int) -> None:
    assert abs(Fraction(rounded(value, places)) - value) <= Fraction(1, 2 * 10**places)


def test_shown_has_as_many_decimals_as_needed_within_bounds() -> None:
    assert shown(Fraction(90), 2, 4) == ("90.00", True)
    assert shown(Fraction(90), 0, 4) == ("90", True)
    assert shown(Decimal("90.1250"), 2, 4) == ("90.125", True)
    assert shown(Fraction(1, 3), 2, 4) == ("0.3333", False)


def test_what_is_told_rounds_to_what_is_published() -> None:
    assert shown(Fraction("82.59497"), 2, 4) == ("82.595", False)
    assert telling(Fraction("82.59497"), 2, 4, 2) == ("82.59497", True)


@given(st.fractions(0, 100, max_denominator=60000))
def test_every_told_figure_rounds_to_the_published_one(value: Fraction) -> None:
    text, _ = telling(value, 2, 4, 2)
    assert rounded(Decimal(text), 2) == rounded(value, 2)


def test_nothing_else_in_the_engine_rounds_or_knows_floats() -> None:
    folder = Path(scoring.__file__).parent
    forbidden = ("quantize", "round(", "float(", "ROUND_", "to_integral")
    for path in folder.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [word for word in forbidden if word in text], path
