"""Dates of a form: year, month or day as exact as they are written. No day and no month is ever made up."""

import re
from datetime import date
from typing import NamedTuple

from cadres.workbooks.faults import Unreadable
from cadres.workbooks.texts import plain, shown

_FORM = re.compile(r"(\d{4})(?:(\d{2})(\d{2})?)?")
_SPELT = re.compile(r"(\d{4})[.\-/年](\d{1,2})(?:[.\-/月](\d{1,2})日?|月)?")
_CURE = "请按 198003、19800315 或 1980.03 的样式填写。"
_PARTS = re.compile(r"[；;，,、\s]+")


class Partial(NamedTuple):
    """A date as exact as known: month and day are None where they are not told."""

    year: int
    month: int | None = None
    day: int | None = None

    def compact(self) -> str:
        """`198003`, `19800315` or `1980`: the habit of the format."""
        return f"{self.year:04}" + "".join(f"{part:02}" for part in (self.month, self.day) if part is not None)

    def dotted(self) -> str:
        """`1980.03`: how pages and rosters write it."""
        return ".".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)])

    def agrees(self, other: "Partial") -> bool:
        """Whether both may be the same day, as far as both are told."""
        return all(mine == theirs for mine, theirs in zip(self, other, strict=True) if mine and theirs)


def read_date(text: str) -> Partial | None:
    """A date in one of the habits (yyyy, yyyyMM, yyyyMMdd, with dots or dashes); None when blank.

    Raises Unreadable for anything else, and for a month or day that does not exist.
    """
    bare = plain(text)
    if not bare:
        return None
    found = _FORM.fullmatch(bare) or _SPELT.fullmatch(bare)
    partial = Partial(*(int(part) if part else None for part in found.groups())) if found else None  # type: ignore[arg-type]
    if partial is None or not _exists(partial):
        raise Unreadable(f"“{shown(text)}”不是日期", _CURE)
    return partial


def _exists(partial: Partial) -> bool:
    try:
        date(partial.year, partial.month or 1, partial.day or 1)
    except ValueError:
        return False
    return 1900 <= partial.year <= 2100 and partial.month != 0 and partial.day != 0


def read_membership(text: str) -> tuple[Partial | None, str]:
    """入党时间: since when, and the parties named, joined by 、: `200206`, `民盟`, `200206；民盟`, or blank.

    Raises Unreadable for digits that are no date.
    """
    since, parties = None, []
    for part in _PARTS.split(text.strip()):
        if part[:4].isdigit():
            since = since or read_date(part)
        elif part:
            parties.append(part)
    return since, "、".join(parties)


def age_at(born: Partial, at: Partial) -> int:
    """Completed years by year and month, as the form prints them; a month that is not told counts as the first."""
    return at.year - born.year - ((at.month or 1) < (born.month or 1))
