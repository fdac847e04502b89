"""Months and days in the ways offices write them. A number that lost a digit is refused, never guessed."""

import re
from datetime import date, datetime
from functools import lru_cache

from cadres.workbooks.faults import Unreadable
from cadres.workbooks.texts import plain, shown, without_remark

_SPELT = re.compile(r"(\d{4})(?:年|[.\-/])(\d{1,2})(?:月?|(?:月|[.\-/])(\d{1,2})日?)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_WITH_MONTH = re.compile(r"\d{4}\.(?:0[1-9]|1[12])")
_MIDNIGHT = re.compile(r"(?<=\d)00:00:00$")
_YEARS = range(1900, 2101)
_MONTH_CURE = "请按 2016.05 的样式以文本填写。"
_DAY_CURE = "请按 2016.05.17 的样式以文本填写，写到日。"


def month(value: object) -> date:
    """The first day of the month that the value names; a day behind the month is left out."""
    year, number, _ = _parts(value, _MONTH_CURE)
    return _date(value, year, number, 1, "月份", _MONTH_CURE)


def month_and_day(value: object) -> tuple[date, int | None]:
    """The first day of the month that the value names, and the day of the month, None where it is not told (or 00)."""
    year, number, of_month = _parts(value, _MONTH_CURE)
    if of_month:
        _date(value, year, number, of_month, "日期", _MONTH_CURE)
    return _date(value, year, number, 1, "月份", _MONTH_CURE), of_month or None


def day(value: object) -> date:
    """The full day that the value names."""
    year, number, day_of_month = _parts(value, _DAY_CURE)
    if day_of_month is None:
        raise Unreadable(f"“{shown(value)}”只写到月", _DAY_CURE)
    return _date(value, year, number, day_of_month, "日期", _DAY_CURE)


def _parts(value: object, cure: str) -> tuple[int, int, int | None]:
    if isinstance(value, (date, datetime)):
        return value.year, value.month, value.day
    found = _numbers(value if isinstance(value, str) else _digits(value, cure))
    if found is None:
        raise Unreadable(f"“{shown(value)}”不是日期", cure)
    return found


def _digits(value: object, cure: str) -> str:
    """`201605`, `20160517` or `2016.05` typed as a number. With one decimal it may have lost a nought: 2016.1 may mean
    October, and then nobody knows how 2016.3 was meant to be read.
    """
    if isinstance(value, float) and value.is_integer() and 190_000 <= value < 21_010_000:
        return str(int(value))
    if isinstance(value, float) and _WITH_MONTH.fullmatch(repr(value)):
        return repr(value)
    what = f"数字格式的“{shown(value)}”不能作日期（如 2016.1 分不清1月和10月）"
    raise Unreadable(what, cure)


@lru_cache(maxsize=16_384)
def _numbers(text: str) -> tuple[int, int, int | None] | None:
    bare = _MIDNIGHT.sub("", without_remark(plain(text)))
    match = _SPELT.fullmatch(bare) or _COMPACT.fullmatch(bare)
    if match is None:
        return None
    return int(match[1]), int(match[2]), int(match[3]) if match[3] else None


def _date(value: object, year: int, number: int, day_of_month: int, what: str, cure: str) -> date:
    try:
        found = date(year, number, day_of_month)
    except ValueError:
        found = None
    if found is None or year not in _YEARS:
        raise Unreadable(f"“{shown(value)}”不是存在的{what}", cure)
    return found
