"""How numbers are written in sentences and columns.

Entered values stand as written without idle zeros, computed ones with two to four decimals; where those are not the
whole value it is said with ≈ instead of ＝. Only the published figure is rounded.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.numbers.places import Places
from scoring.numbers.rounding import Exact, apart, shown, telling

FEWEST, MOST = 2, 4
DIGITS = 12
"""The most decimals that a scheme may write in a share."""
SPOKEN = 12
"""A sentence spells out this many numbers; longer lists are cut in the middle."""


def number(value: Exact | None) -> str:
    """A value for a column: two to four decimals, a true minus sign, a dash for a gap."""
    return "—" if value is None else signed(shown(value, FEWEST, MOST)[0])


def percent(share: Exact) -> str:
    """A weight or share: '40%', or '1/3' where a percentage would not be the whole truth."""
    text, exact = shown(share * 100, 0, DIGITS)
    return f"{text}%" if exact else str(share)


def signed(text: str) -> str:
    """A true minus sign."""
    return text.replace("-", "−")


def read_back(text: str) -> Fraction | None:
    """The number that an entry of a basis tells ('1/3', '90.5'); None where it tells none."""
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def plain(value: Exact | None) -> tuple[str, bool]:
    """A number inside a sentence and whether it is whole: entered values as short as they are."""
    if value is None:
        return "？", False
    text, exact = shown(value, 0 if isinstance(value, Decimal) else FEWEST, MOST)
    return signed(text), exact


def result(places: Places, value: Exact | None, exact: bool, gap: str = "", beside: Sequence[Exact] = ()) -> str:
    """'＝87.50', or '≈87.3333' when the result or a number before it is cut; bounds named `beside` it stay true."""
    text, whole = telling(value or Fraction(0), FEWEST, MOST, places.published, places.mode)
    if beside:
        digits = max(MOST, len(text.partition(".")[2]))
        text, whole = apart(value or Fraction(0), FEWEST, digits, beside)
    return f"{gap}{'＝' if exact and whole else '≈'}{gap}{signed(text)}"


def against(value: Exact, *bounds: Exact | None) -> str:
    """A number inside a sentence that says on which side of `bounds` it lies: never so short that it seems another."""
    ends = [bound for bound in bounds if bound is not None]
    return signed(apart(value, 0 if isinstance(value, Decimal) else FEWEST, MOST, ends)[0])


def plus(text: str) -> str:
    """'＋3', or '－3' for a number below 0: no two signs in a row."""
    return f"－{text[1:]}" if text.startswith("−") else f"＋{text}"


def less(text: str) -> str:
    """'－3', or '＋3' for a number below 0."""
    return f"＋{text[1:]}" if text.startswith("−") else f"－{text}"


def factor(text: str) -> str:
    """A number behind ×: '3', or '（−3）'."""
    return f"（{text}）" if text.startswith("−") else text


def series(texts: Sequence[str], sign: str = "＋") -> str:
    """'97＋96－4', a long one cut in the middle."""
    told = [*texts[:2], "…", texts[-1]] if len(texts) > SPOKEN else texts
    return sign.join(told).replace("＋−", "－")


def of_period(period: str, source: str) -> str:
    """'3月' of '平时考核' → '3月平时考核'; a period that already names its source is left as it is."""
    return period if source in period else f"{period}{source}"
