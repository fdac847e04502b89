"""A reader with a pocket calculator: finds the arithmetic in a sentence, reckons with its numbers, rounds as told."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from scoring.numbers.rounding import rounded

_TOLD = re.compile(r"(?P<left>[^；，：、＝≈]*)[＝≈]\s*(?P<right>−?\d+(?:\.\d+)?)(?!\d|%)")
_ASIDE = re.compile(r"（[^（）＋－×÷]*[^\d（）.＋－×÷−%\s/][^（）＋－×÷]*）(?![×÷])")
_NUMBER = re.compile(r"(?<![\d.])−?\d+(?:\.\d+)?(?:/\d+)?%?(?!.*\d)")
_SIGNS = "＋－×÷（）"


def told(sentence: str) -> Iterator[tuple[str, Fraction, Decimal]]:
    """Each equation of a sentence: its words, what a reader gets, what is told; no lists cut in the middle."""
    for match in _TOLD.finditer(_ASIDE.sub("", sentence)):
        left, right = match["left"], Decimal(match["right"].replace("−", "-"))
        if "…" not in left and "∧" not in left and any(sign in left for sign in "＋－×÷"):
            yield match[0], _Reader(left).whole(), right


def agrees(reckoned: Fraction, number: Decimal) -> bool:
    """Whether what a reader gets rounds to the number told."""
    return rounded(reckoned, max(0, -int(number.as_tuple().exponent))) == number


def check(sentence: str) -> None:
    """Every equation of a sentence must come out as told."""
    for words, reckoned, number in told(sentence):
        assert agrees(reckoned, number), f"{words}: {float(reckoned)} in {sentence}"


class _Reader:
    """Reads one side of an equation from left to right: products before sums, brackets before both."""

    def __init__(self, text: str) -> None:
        self._tokens = [one.strip() for one in re.split(f"([{_SIGNS}])", text) if one.strip()]

    def whole(self) -> Fraction:
        """The value of all of it."""
        value = self._sum()
        if self._tokens:
            raise ValueError(f"left over: {self._tokens}")
        return value

    def _sum(self) -> Fraction:
        value = -self._product() if self._next("－") else self._product()
        while self._tokens and self._tokens[0] in "＋－":
            value = value + self._product() if self._tokens.pop(0) == "＋" else value - self._product()
        return value

    def _product(self) -> Fraction:
        value = self._one()
        while self._tokens and self._tokens[0] in "×÷":
            value = value * self._one() if self._tokens.pop(0) == "×" else value / self._one()
        return value

    def _next(self, sign: str) -> bool:
        there = self._tokens[:1] == [sign]
        if there:
            self._tokens.pop(0)
        return there

    def _one(self) -> Fraction:
        if self._tokens and not _NUMBER.search(self._tokens[0]) and self._tokens[0] not in _SIGNS:
            self._tokens.pop(0)  # words before a bracket
        if self._next("（"):
            value = self._sum()
            if not self._next("）"):
                raise ValueError(f"no end of a bracket: {self._tokens}")
            return value
        return _number(self._tokens.pop(0))


def _number(text: str) -> Fraction:
    """The last number of some words: '其余 13 份合计 1150.00'."""
    found = _NUMBER.search(text)
    if found is None:
        raise ValueError(f"no number: {text}")
    bare = found[0].replace("−", "-")
    return Fraction(bare.removesuffix("%")) / (100 if bare.endswith("%") else 1)
