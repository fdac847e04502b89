"""Readers of cells that only rosters have; each takes a filled cell's value, as `cadres.workbooks.cells` does."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from cadres.people.lrmx.dates import read_membership
from cadres.people.records.models import RANKS
from cadres.workbooks import dates
from cadres.workbooks.cells import Reader
from cadres.workbooks.faults import Unreadable
from cadres.workbooks.texts import plain, shown

_NONE = frozenset({"-", "--", "—", "——", "–", "/", "无", "暂无"})
_WHOLE = re.compile(r"\d{1,6}")
#: How the names of ethnic groups are misspelt in offices' sheets, and what is meant (GB/T 3304).
_MISSPELT = {"僳僳": "傈僳", "傈傈": "傈僳", "达翰尔": "达斡尔", "么佬": "仫佬", "毛难": "毛南", "崩龙": "德昂"}
_OFFICIAL = """
汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇
柯尔克孜 土
达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春
赫哲
门巴 珞巴 基诺
"""
_GROUPS = frozenset(_OFFICIAL.split())
_RANKS = frozenset(name for names in RANKS.values() for name in names)
_FIGURE = re.compile(r"^([1-4])级")


class Membership(NamedTuple):
    """入党时间: since when ('2002.06', '' where it is not told) and the parties named there."""

    since: str
    parties: str


class Birth(NamedTuple):
    """出生年月: the month ('1974.05'), and the day of it ('12'), '' where it is not told."""

    month: str
    day: str


def birth(value: object) -> Birth:
    """A month, with its day or without."""
    month, day = dates.month_and_day(value)
    return Birth(f"{month:%Y.%m}", f"{day:02}" if day else "")


def order(value: object) -> int | None:
    """A running number; what is none ('1-2', '①') says nothing."""
    if isinstance(value, float) and value.is_integer() and 0 <= value < 10**6:
        return int(value)
    text = plain(value).rstrip(".、") if isinstance(value, str) else ""
    return int(text) if _WHOLE.fullmatch(text) else None


def ethnicity(value: object) -> str:
    """An ethnic group of the official list, with 族 behind it."""
    word = plain(value).removesuffix("族") if isinstance(value, str) else ""
    word = _MISSPELT.get(word, word)
    if word in _GROUPS:
        return f"{word}族"
    if isinstance(value, str) and plain(value) in {"其他", "穿青人", "外国血统中国籍人士"}:
        return plain(value)
    raise Unreadable(f"“{shown(value)}”不是民族名称", "请填写规范的民族名称，如 蒙古族。")


def month_text(value: object) -> str:
    """A month as the register writes it, '2002.06'."""
    return f"{dates.month(value):%Y.%m}"


def day_or_month(value: object) -> date:
    """A day; of a month that is told without its day the first."""
    if isinstance(value, (date, datetime)):
        return date(value.year, value.month, value.day)
    try:
        return dates.day(value)
    except Unreadable:
        return dates.month(value)


def rank(value: object) -> str:
    """A civil-service rank."""
    word = plain(value) if isinstance(value, str) else ""
    word = _FIGURE.sub(lambda found: "一二三四"[int(found[1]) - 1] + "级", word)
    if word in _RANKS:
        return word
    raise Unreadable(f"“{shown(value)}”不是公务员职级", "请填写规范的职级名称，如 一级主任科员；不是公务员的留空。")


def membership(value: object) -> Membership:
    """A month, the names of parties, or both."""
    if not isinstance(value, str):
        return Membership(month_text(value), "")
    if plain(value)[:4].isdigit() and not re.search(r"[；;，,、]", value):
        return Membership(month_text(value), "")
    since, parties = read_membership(value)
    if len(parties) > 60:
        raise Unreadable("超过60个字", "请缩短到60个字以内。")
    return Membership(since.dotted()[:7] if since else "", parties)


def remembered(read: Reader) -> Reader:
    """The reader, with a dash, a stroke or 无 for nothing; what it made of a value is kept, for a roster says the same
    few thousand words again and again.
    """

    @lru_cache(maxsize=4_096, typed=True)
    def careful(value: object) -> object:
        if isinstance(value, str) and len(value) < 4 and plain(value) in _NONE:
            return None
        return read(value)

    return careful
