"""Roots, the irrational step of comparisons: cut, never rounded, by whole numbers alone."""

from fractions import Fraction
from math import isqrt


def root(value: Fraction, digits: int, degree: int = 2) -> Fraction:
    """The root of `value` >= 0, the square root if not said, cut after `digits` decimals. ValueError below 0."""
    scale = 10**digits
    return Fraction(_floor(value.numerator * scale**degree // value.denominator, degree), scale)


def _floor(value: int, degree: int) -> int:
    """The greatest whole number whose power is not above `value`; Newton's steps come down to it from above."""
    if degree == 2:
        return isqrt(value)
    if value < 0:
        raise ValueError("no root of a number below 0")
    guess = 1 << -(-value.bit_length() // degree)
    while (lower := ((degree - 1) * guess + value // guess ** (degree - 1)) // degree) < guess:
        guess = lower
    return guess
