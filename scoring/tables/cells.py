"""Readers of single cells: each takes a filled cell's value and gives a typed one or raises Unreadable.

A spreadsheet keeps every number as a binary fraction. It becomes an exact decimal here, by the shortest text that gives
the same fraction again, and nowhere else; no sum is ever made of binary fractions.
"""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from scoring.model.sheet import LONGEST
from scoring.tables.faults import Unreadable
from scoring.tables.texts import plain

NONE = frozenset({"-", "--", "/", "//", "\\", "无"})
"""What offices write into a cell to say that there is nothing."""
_NOT_APPLYING = frozenset({"不适用", "缺项", "不考核", "不涉及"})
"""What says something of the item and not of the mark: which items apply to whom is stated apart."""
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,20})?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?")
_SPELT = re.compile(r"(\d{4})(?:年|[./\-])(\d{1,2})(?:月?|(?:月|[./\-])(\d{1,2})日?)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_MIDNIGHT = re.compile(r"(?<=\d)00:00:00$")
_DAY_CURE = "请以文本写成 2016.05.17 这样"
_YES = {"是": True, "Y": True, "YES": True, "1": True, "否": False, "N": False, "NO": False, "0": False}


class Uncalculated:
    """Stands for a formula whose result the workbook does not hold."""

    def __str__(self) -> str:
        return "公式"


def text(value: object) -> str:
    """The characters of a cell: a number as it shows, a date never."""
    if isinstance(value, bool | date | time | timedelta):
        raise Unreadable("被表格软件改了格式", "请把单元格设为文本格式后重新填写")
    if isinstance(value, Uncalculated):
        raise Unreadable("公式没有计算结果", "请改为数值或文字")
    found = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    if _CONTROL.search(found):
        raise Unreadable("含有看不见的控制字符", "请重新手工填写该单元格")
    if len(found) > LONGEST:
        raise Unreadable(f"超过 {LONGEST} 个字", f"请缩短到 {LONGEST} 个字以内")
    if _ERROR.fullmatch(found):
        raise Unreadable("公式出错", "请改为数值或文字")
    return found


def code(value: object) -> str:
    """A code or a word that is compared: full-width characters folded, blanks left out."""
    return plain(text(value))


def number(value: object) -> Decimal:
    """The exact number that a cell shows; 分 behind it is left out."""
    if isinstance(value, float) and isfinite(value):
        return Decimal(repr(value))
    digits = plain(text(value)).removesuffix("分")
    if digits in _NOT_APPLYING:
        raise Unreadable("不是数字", "对这个对象不适用的项目请让单元格空着，在“对象”表用一列或在“决定”表用一行写明")
    if not _NUMBER.fullmatch(digits):
        raise Unreadable("不是数字", "请填写数字，如 92.5")
    return Decimal(digits)


def whole(value: object) -> int:
    """A whole number from 0 on."""
    found = number(value)
    if found.as_integer_ratio()[1] != 1 or not 0 <= found < 10**9:
        raise Unreadable("不是整数", "请填写 0 或正整数")
    return int(found)


def yes(value: object) -> bool:
    """是 or 否."""
    found = _YES.get(code(value).upper())
    if found is None:
        raise Unreadable("不是“是”或“否”", "请填写 是 或 否")
    return found


def day(value: object) -> date:
    """The full day that a cell names."""
    year, month, on = _parts(value)
    if on is None:
        raise Unreadable("只写到月", "请以文本写成 2016.05.17 这样，写到日")
    return _date(year, month, on)


def first_day(value: object) -> date:
    """The day that a cell names; of a month its first."""
    year, month, on = _parts(value)
    return _date(year, month, on or 1)


def last_day(value: object) -> date:
    """The day that a cell names; of a month its last."""
    year, month, on = _parts(value)
    start = _date(year, month, on or 1)
    return start if on else start.replace(day=monthrange(year, month)[1])


def _parts(value: object) -> tuple[int, int, int | None]:
    if isinstance(value, date | datetime):
        return value.year, value.month, value.day
    if isinstance(value, float) and not value.is_integer():
        raise Unreadable("是数字，不能作日期（如 2016.1 分不清 1 月和 10 月）", _DAY_CURE)
    found = _numbers(text(value))
    if found is None:
        raise Unreadable("不是日期", _DAY_CURE)
    return found


@lru_cache(maxsize=16_384)
def _numbers(written: str) -> tuple[int, int, int | None] | None:
    bare = _MIDNIGHT.sub("", plain(written))
    match = _SPELT.fullmatch(bare) or _COMPACT.fullmatch(bare)
    if match is None:
        return None
    return int(match[1]), int(match[2]), int(match[3]) if match[3] else None


def _date(year: int, month: int, on: int) -> date:
    try:
        found = date(year, month, on)
    except ValueError:
        found = None
    if found is None or not 1900 <= year <= 2100:
        raise Unreadable("不是存在的日期", _DAY_CURE)
    return found
