"""Readers of single cells: each takes a filled cell's value and gives a typed one, None for none, or raises Unreadable.

Spreadsheets keep every number as a binary fraction. It becomes an exact decimal here, by its shortest text, and nowhere
else; no sum is ever made of binary fractions.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from cadres.workbooks.faults import Unreadable
from cadres.workbooks.texts import code_key, plain, shown

Reader = Callable[[object], object]
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,20})?")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_POWER = re.compile(r"\d(?:\.\d+)?E\+?\d\d")
_NONE = frozenset({"-", "--", "—", "——", "–", "/", "//", "\\"})
_CLOCK = (date, time, timedelta)


def text(longest: int) -> Reader:
    """A text of at most `longest` characters, without blanks around it."""

    def read(value: object) -> str | None:
        return _fitting(_text(value).strip(), longest)

    return read


def code(longest: int = 20) -> Reader:
    """A code: full-width characters folded, blanks left out."""

    def read(value: object) -> str | None:
        if isinstance(value, _CLOCK):
            raise Unreadable("编号被表格软件改成了日期", "请把该列设为文本格式，重新填写编号。")
        return _fitting(code_key(_text(value)), longest)

    return read


def name(longest: int = 60) -> Reader:
    """A person's name as written, blanks around it left out. Compare by `texts.name_key`."""

    def read(value: object) -> str | None:
        if not isinstance(value, str):
            raise Unreadable(f"“{shown(value)}”不是姓名", "请填写姓名。")
        return _fitting(_text(value).strip(), longest)

    return read


def unit(longest: int = 80) -> Reader:
    """A unit's name without blanks, brackets and digits folded to one form."""

    def read(value: object) -> str | None:
        return _fitting(plain(_text(value)), longest)

    return read


def choice(options: Mapping[str, str]) -> Reader:
    """One of the words in `options`, as what it stands for."""
    allowed = "、".join(options)

    def read(value: object) -> str:
        found = options.get(plain(_text(value)))
        if found is None:
            raise Unreadable(f"“{shown(value)}”不在可填的范围内", f"请填写：{allowed}。")
        return found

    return read


def id_number(fault_of: Callable[[str], str]) -> Reader:
    """An ID number, typed as text; `fault_of` says what is wrong with its 18 characters ('' for nothing).

    Messages never repeat the number: they are kept, and shown to more people than the sheet.
    """

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise Unreadable("身份证号是数字格式，末几位已经丢失", "请把该列设为文本格式，对照原件重新填写。")
        number = plain(value).lstrip("'").upper()
        if wrong := fault_of(number):
            raise Unreadable(_lost(number) or wrong, "请对照身份证原件核对，以文本格式填写18位。")
        return number

    return read


def _lost(number: str) -> str:
    """What a spreadsheet did to a number that it took for one, '' where it shows no trace of that."""
    if _POWER.fullmatch(number):
        return "身份证号成了科学计数法，末几位已经丢失"
    return "身份证号末三位是000，多半已被表格软件改掉" if len(number) == 18 and number.endswith("000") else ""


def whole(value: object) -> int:
    """A whole number from 0 on."""
    number = decimal(value)
    if number != number.to_integral_value() or not 0 <= number < 10**9:
        raise Unreadable(f"“{shown(value)}”不是整数", "请填写整数。")
    return int(number)


def mark(low: Decimal = Decimal(0), high: Decimal = Decimal(100), places: int = 2) -> Reader:
    """A mark within `low`..`high` with at most `places` decimals; None for a dash or a stroke, which mean no mark."""

    @lru_cache(maxsize=16_384, typed=True)
    def read(value: object) -> Decimal | None:
        if isinstance(value, str) and plain(value) in _NONE:
            return None
        number = decimal(value, unit="分")
        if not low <= number <= high:
            raise Unreadable(f"得分 {shown(value)} 超出 {low}—{high} 分", f"请填写 {low} 到 {high} 之间的得分。")
        return _cut(number, value, places)

    return read


def points(high: Decimal = Decimal(100)) -> Reader:
    """Points above 0, at most `high`, with at most two decimals."""

    def read(value: object) -> Decimal:
        number = decimal(value, unit="分")
        if not 0 < number <= high:
            raise Unreadable(f"分值 {shown(value)} 应大于0、不超过{high}", "请填写正数，不带负号。")
        return _cut(number, value)

    return read


def percent(value: object) -> Decimal:
    """A share in percent: `60%`, 60, or 0.6 as a cell in percent format holds it. Above 0, at most 100."""
    number = decimal(value, unit="%")
    if not isinstance(value, str) and number <= 1:
        number *= 100
    if not 0 < number <= 100:
        raise Unreadable(f"比例 {shown(value)} 应大于0、不超过100%", "请按 60% 的样式填写。")
    return _cut(number, value)


def decimal(value: object, unit: str = "") -> Decimal:
    """The exact number that a cell shows, with `unit` behind it or without."""
    digits = plain(value).removesuffix(unit) if isinstance(value, str) else repr(value)
    if not (_NUMBER.fullmatch(digits) or (isinstance(value, float) and isfinite(value))):
        raise Unreadable(f"“{shown(value)}”不是数字", "请填写数字，如 92.5。")
    return Decimal(digits)


def _cut(number: Decimal, value: object, places: int = 2) -> Decimal:
    cut = round(number, places)
    if cut != number:
        raise Unreadable(f"“{shown(value)}”超过 {places} 位小数", f"请四舍五入到 {places} 位小数后以数值填写。")
    return cut


def _text(value: object) -> str:
    """The characters of a cell: a number as it shows, a date never."""
    if isinstance(value, str):
        return value
    if isinstance(value, (*_CLOCK, bool)):
        raise Unreadable(f"“{shown(value)}”被表格软件改了格式", "请把单元格设为文本格式后重新填写。")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _fitting(found: str, longest: int) -> str | None:
    if _CONTROL.search(found):
        raise Unreadable("含有看不见的控制字符", "请重新手工填写该单元格。")
    if len(found) > longest:
        raise Unreadable(f"超过{longest}个字", f"请缩短到{longest}个字以内。")
    return found or None
