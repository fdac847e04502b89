"""Numbers that a scheme writes as one divided by another, such as 1000/970 or 1/3: exact, and told as written."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Self

from scoring.numbers.rounding import Exact

_PLAIN = r"\d{1,12}(\.\d{1,12})?"
WRITTEN = re.compile(rf"-?{_PLAIN}(/{_PLAIN})?")
"""A decimal number, or a ratio of two."""


class Ratio(Fraction):
    """The exact value of `written`, a numerator and a denominator other than 0; its text is what was written."""

    __slots__ = ("written",)
    written: str

    def __new__(cls, written: str) -> Self:
        """ZeroDivisionError where the denominator is 0."""
        above, below = map(Fraction, written.split("/"))
        made = super().__new__(cls, above / below)
        made.written = written
        return made

    def __str__(self) -> str:
        """As written."""
        return self.written

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        """Copies are told as written, too."""
        return type(self), (self.written,)

    def __deepcopy__(self, memo: object) -> Self:
        """Nothing of it changes."""
        return self


def exact(written: str) -> Exact:
    """The number that a text of the form WRITTEN means; ZeroDivisionError where the denominator is 0."""
    return Ratio(written) if "/" in written else Decimal(written)


def text_of(number: Exact) -> str:
    """A number of a scheme as it is written, without an exponent."""
    return str(number) if isinstance(number, Fraction) else f"{number:f}"
