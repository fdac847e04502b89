"""How numbers are written in sentences and columns.

Entered values stand as written without idle zeros, computed ones with two to four decimals; where those are not the
whole value it is said with ≈ instead of ＝. Only the published figure is rounded.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from scoring.numbers.places import Places
from scoring.numbers.ratio import Ratio
from scoring.numbers.rounding import Exact, apart, gives, shown, telling

FEWEST, MOST = 2, 4
_MORE = 12
DIGITS = 12
"""The most decimals that a scheme may write in a share."""
DECIMALS = tuple((most, digits) for most in range(MOST, MOST + _MORE) for digits in range(most, most + _MORE))
"""The most decimals of a result and of the numbers before it, in the order in which they are tried."""
SPOKEN = 12
"""A sentence spells out this many numbers; longer lists are cut in the middle."""


def number(value: Exact | None) -> str:
    """A value for a column: two to four decimals, a true minus sign, a dash for a gap."""
    return "—" if value is None else signed(shown(value, FEWEST, MOST)[0])


def percent(share: Exact) -> str:
    """A weight or share: '40%', or '1/3' where a percentage would not be the whole truth, or it is so written."""
    if isinstance(share, Ratio):
        return str(share)
    text, exact = shown(share * 100, 0, DIGITS)
    return f"{text}%" if exact else str(share)


def signed(text: str) -> str:
    """A true minus sign."""
    return text.replace("-", "−")


def typed(text: str) -> Fraction:
    """What a reader types for a number told."""
    above, _, below = text.replace("−", "-").partition("/")
    return Fraction(above) / Fraction(below or 1)


def read_back(text: str) -> Fraction | None:
    """The number that an entry of a basis tells ('1/3', '90.5'); None where it tells none."""
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def plain(value: Exact | None, most: int = MOST) -> tuple[str, bool]:
    """A number inside a sentence and whether it is whole: entered values as short as they are."""
    if value is None:
        return "？", False
    if isinstance(value, Ratio):
        return signed(str(value)), True
    text, exact = shown(value, 0 if isinstance(value, Decimal) else FEWEST, most)
    return signed(text), exact


class Working(NamedTuple):
    """Arithmetic before its result: `reckoned` is what a reader gets from the numbers in it, None if all are whole."""

    text: str
    reckoned: Exact | None = None


def reckoning(
    places: Places,
    value: Exact | None,
    tell: Callable[[int], Working],
    gap: str = "",
    beside: Sequence[Exact] = (),
) -> str:
    """The arithmetic with its result. `tell` writes it with so many decimals at most.

    There are as many as it takes for a reader who reckons with the numbers told to get the result told; that stays on
    its side of the bounds named `beside` it.
    """
    for most, digits in DECIMALS:
        term = tell(digits)
        text, whole = told_value(places, value, most, beside)
        if term.reckoned is None or gives(term.reckoned, text):
            break
    return f"{term.text}{gap}{'＝' if term.reckoned is None and whole else '≈'}{gap}{text}"


Weighed = tuple[str, Exact, Fraction]
"""A term: its name, its number, what it counts."""


def summed(rows: Sequence[Weighed], digits: int, once: str = "×100%") -> Working:
    """'平时 88.50×40% ＋ 专项 90.00×60%'; behind what counts once stands `once`."""
    told = [(name, *plain(value, digits), weight) for name, value, weight in rows]
    terms = [f"{name} {text}{once if weight == 1 else f'×{percent(weight)}'}" for name, text, _, weight in told]
    if all(whole or not weight for _, _, whole, weight in told):  # nothing of it is nothing, however it is written
        return Working(" ＋ ".join(terms))
    return Working(" ＋ ".join(terms), sum((typed(text) * weight for _, text, _, weight in told), Fraction(0)))


def added(values: Sequence[Exact], digits: int) -> Working:
    """'−0.5－1'."""
    told = [plain(value, digits) for value in values]
    texts = [text for text, _ in told]
    return Working(series(texts), None if all(whole for _, whole in told) else Fraction(sum(map(typed, texts))))


def averaged(values: Sequence[Exact], digits: int, names: Sequence[str] = ()) -> Working:
    """'（97＋96＋96）÷3', each number behind its name where there are `names`."""
    told = [plain(value, digits) for value in values]
    texts = [text for text, _ in told]
    named = [f"{name} {text}" for name, text in zip(names, texts, strict=True)] if names else texts
    text = f"（{series(named)}）÷{len(values)}"
    exact = all(whole for _, whole in told)
    return Working(text, None if exact else sum(map(typed, texts), Fraction(0)) / len(values))


def divided(value: Exact | None, by: str, digits: int) -> Working:
    """'1150.00÷13', '90.00×8÷12': a number with ×, ÷ and whole numbers behind it."""
    text, whole = plain(value, digits)
    reckoned, steps = typed(text), [(sign, int(number)) for sign, number in re.findall(r"([×÷])(\d+)", by)]
    for sign, number in steps:
        reckoned = reckoned * number if sign == "×" else reckoned / number
    return Working(f"{text}{by}", None if whole or ("×", 0) in steps else reckoned)


def told_value(places: Places, value: Exact | None, most: int = MOST, beside: Sequence[Exact] = ()) -> tuple[str, bool]:
    """A result that rounds to the same published figure, on its side of the bounds, and whether it is whole."""
    text, whole = telling(value or Fraction(0), FEWEST, most, places.published, places.mode)
    if beside:
        digits = max(most, len(text.partition(".")[2]))
        text, whole = apart(value or Fraction(0), FEWEST, digits, beside)
    return signed(text), whole


def result(places: Places, value: Exact | None, exact: bool, gap: str = "") -> str:
    """'＝87.50', or '≈87.3333' when the result or a number before it is cut."""
    text, whole = told_value(places, value)
    return f"{gap}{'＝' if exact and whole else '≈'}{gap}{text}"


def against(value: Exact, *bounds: Exact | None) -> str:
    """A number inside a sentence that says on which side of `bounds` it lies: never so short that it seems another."""
    ends = [bound for bound in bounds if bound is not None]
    for end in ends:
        if isinstance(end, Ratio) and end == value:
            return signed(str(end))
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
    """'3月' of '平时考核' → '3月平时考核'; what both say is said once: '年终' of '年终考核' → '年终考核'."""
    if source in period:
        return period
    shared = (size for size in range(len(period), _SHARED - 1, -1) if source.startswith(period[-size:]))
    return period + source[next(shared, 0) :]


_SHARED = 2
"""So many signs at the end of a period and the beginning of a source are the same word; one sign may be chance."""
