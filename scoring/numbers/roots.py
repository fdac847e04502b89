"""Square roots, the one irrational step of comparisons: cut, never rounded, by whole numbers alone."""

from fractions import Fraction
from math import isqrt


def root(value: Fraction, digits: int) -> Fraction:
    """The square root of `value` >= 0, cut after `digits` decimals. ValueError below 0."""
    scale = 10**digits
    return Fraction(isqrt(value.numerator * scale * scale // value.denominator), scale)
