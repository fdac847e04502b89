"""Whole numbers of seats and places."""

from fractions import Fraction


def whole(exact: Fraction, rounding: str) -> int:
    """A whole number of an exact one that is not below 0."""
    down, rest = divmod(exact, 1)
    half = Fraction(1, 2)
    more = {
        "down": False,
        "largest": False,
        "up": rest > 0,
        "half_up": rest >= half,
        "half_even": rest > half or (rest == half and down % 2 == 1),
    }
    return int(down) + more[rounding]
