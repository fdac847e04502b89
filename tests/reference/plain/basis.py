"""Gaps, answers, shares: what every part of the reckoning speaks of."""

from fractions import Fraction
from typing import Any


class Gap:
    """An input is missing."""


GAP = Gap()
Answer = Fraction | Gap | None
"""A value, a gap, or None where nothing fell due."""
Entry = dict[str, Any]


def share(text: str) -> Fraction:
    """`40%`, `0.4` or `2/5`."""
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
