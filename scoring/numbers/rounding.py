"""The only place that rounds. Everything before it is exact, everything after it is published."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

Exact = Decimal | Fraction


def _half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number; an exact half goes away from zero (四舍五入)."""
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def _half_even(numerator: int, denominator: int) -> int:
    """The nearest whole number; an exact half goes to the even one (四舍六入五成双)."""
    size, rest = divmod(abs(numerator), denominator)
    size += 2 * rest > denominator or (2 * rest == denominator and size % 2)
    return size if numerator >= 0 else -size


def _down(numerator: int, denominator: int) -> int:
    """Towards zero."""
    size = abs(numerator) // denominator
    return size if numerator >= 0 else -size


def _up(numerator: int, denominator: int) -> int:
    """Away from zero."""
    size = -(-abs(numerator) // denominator)
    return size if numerator >= 0 else -size


MODES: dict[str, Callable[[int, int], int]] = {
    "half_up": _half_up,
    "half_even": _half_even,
    "down": _down,
    "up": _up,
}
MODE_WORDS = {"half_up": "四舍五入", "half_even": "四舍六入五成双", "down": "截尾", "up": "进位"}
"""What each mode is called in a sentence, before the figure it gives."""


def rounded(value: Exact, places: int, mode: str = "half_up") -> Decimal:
    """`value` with exactly `places` decimals."""
    numerator, denominator = value.as_integer_ratio()
    return Decimal(MODES[mode](numerator * 10**places, denominator)).scaleb(-places)


def shown(value: Exact, fewest: int, most: int) -> tuple[str, bool]:
    """Text with `fewest` to `most` decimals, no more than needed, and whether that text is the exact value."""
    cut = rounded(value, most)
    whole, _, digits = f"{cut:f}".partition(".")
    digits = digits.rstrip("0").ljust(fewest, "0")
    return (f"{whole}.{digits}" if digits else whole), cut == value


def apart(value: Exact, fewest: int, most: int, bounds: Iterable[Exact]) -> tuple[str, bool]:
    """Like `shown`, with as many more decimals as it takes for the text to lie on the same side of each bound.

    89.99996 would be shown as 90.00 beside 'below 90'; here it is told as 89.99996. What has no end is on no decimal.
    """
    bounds = [bound for bound in bounds if bound != value or _ends(bound)]
    while any(_side(rounded(value, most), bound) != _side(value, bound) for bound in bounds):
        most += 1
    return shown(value, fewest, most)


def _ends(value: Exact) -> bool:
    """Whether a number has so many decimals and no more."""
    below = value.as_integer_ratio()[1]
    for prime in (2, 5):
        while below % prime == 0:
            below //= prime
    return below == 1


def _side(value: Exact, bound: Exact) -> int:
    own, other = Fraction(value), Fraction(bound)
    return (own > other) - (own < other)


def telling(value: Exact, fewest: int, most: int, places: int, mode: str = "half_up") -> tuple[str, bool]:
    """Like `shown`, with as many more decimals as it takes for the text to round to the same published figure.

    82.59497 would be shown as 82.595 and seem to become 82.60; here it is told as 82.59497.
    """
    published = rounded(value, places, mode)
    while rounded(rounded(value, most), places, mode) != published:
        most += 1
    return shown(value, fewest, most)


def gives(reckoned: Exact, text: str) -> bool:
    """Whether a reader who reckons this far gets the number told, once he rounds it to as many decimals."""
    return rounded(reckoned, len(text.partition(".")[2])) == Decimal(text.replace("−", "-"))
