"""Small words of the documents: dates, numerals, posts, what a place means."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from scoring.numbers.rounding import shown

#: What a subject is counted in.
DIGITS = "〇一二三四五六七八九"


def numeral(number: int) -> str:
    """1 to 99 in Chinese, as headings count: 一, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def day(on: date) -> str:
    """`2017年1月20日`: Arabic, no leading zeros (GB/T 9704)."""
    return f"{on.year}年{on.month}月{on.day}日"


def exact(value: Decimal | Fraction | None) -> Decimal:
    """A carried deduction as a decimal; factors and points are decimals, so nothing is lost."""
    text, whole = shown(value or Decimal(0), 2, 6)
    if not whole:
        raise ValueError(f"{value} has no decimal form of six places")
    return Decimal(text)


def ruling(by: str, on: date, document: str) -> str:
    """Who decided a tie, when, by what."""
    return f"{by}于{day(on)}裁定（{document}）"


def pieces(name: str) -> list[str]:
    """A name or a list where it may be broken: after each `·` or `、`, which never begins a line."""
    return [piece for piece in re.split(r"(?<=[·、])", name) if piece]


def terms(sentence: str) -> list[str]:
    """A sum where it may be broken: before its signs, so that each figure keeps its label beside it."""
    return re.split(r" (?=[＋＝≈])", sentence)


def closed_up(sentence: str) -> str:
    """A page's sentence as an official document sets it: no space between a figure and the words beside it."""
    return re.sub(r"(?<=[^\x00-\x7f]) (?=\d)|(?<=\d) (?=[^\x00-\x7f])", "", sentence)
