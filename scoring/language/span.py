"""An interval of numbers with open or closed ends, as methods write it: 90分以上, 不满60分."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from scoring.numbers.numerals import signed
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry

_LOW = {"at_least": True, "above": False}
_HIGH = {"up_to": True, "below": False}
KEYS = (*_LOW, *_HIGH)
"""The four ends; True where the end itself belongs to the interval."""


@dataclass(frozen=True)
class Span:
    """From `low` to `high`; None is no end on that side. `with_low`, `with_high`: the end itself belongs to it."""

    low: Exact | None = None
    with_low: bool = True
    high: Exact | None = None
    with_high: bool = True

    def holds(self, value: Exact) -> bool:
        """Whether `value` lies within."""
        return self.reaches(value) and (
            self.high is None or value < self.high or (self.with_high and value == self.high)
        )

    def reaches(self, value: Exact) -> bool:
        """Whether `value` is not too low."""
        return self.low is None or value > self.low or (self.with_low and value == self.low)

    def ends(self) -> tuple[Exact, ...]:
        """The numbers at which it ends."""
        return tuple(end for end in (self.low, self.high) if end is not None)

    def words(self) -> str:
        """'不低于 80、低于 90'; '不限' without ends."""
        low = "" if self.low is None else f"{'不低于' if self.with_low else '高于'} {signed(str(self.low))}"
        high = "" if self.high is None else f"{'不高于' if self.with_high else '低于'} {signed(str(self.high))}"
        return "、".join(filter(None, (low, high))) or "不限"


def written(entry: Entry) -> bool:
    """Whether an end is written at `entry`."""
    return bool([key for key in KEYS if entry.has(key)])


def read(entry: Entry) -> Span:
    """The interval whose ends stand among the keys of `entry`; two ends on one side or an empty one are noted."""
    low, with_low = _end(entry, _LOW)
    high, with_high = _end(entry, _HIGH)
    if low is not None and high is not None and (low > high or (low == high and not (with_low and with_high))):
        entry.note("", f"区间是空的：下限 {low}，上限 {high}", "请核对上下限")
    return Span(low, with_low, high, with_high)


def _end(entry: Entry, keys: dict[str, bool]) -> tuple[Exact | None, bool]:
    found = [key for key in keys if entry.has(key)]
    if len(found) > 1:
        entry.note(found[1], f"{found[0]} 和 {found[1]} 只能写一个", "请删去其中一个")
    return (entry.number(found[0]), keys[found[0]]) if found else (None, True)


def check_touch(rows: Sequence[tuple[Span, Entry]]) -> None:
    """Note every interval that does not start where the one below it ends, each with the entry it is written at."""
    ordered = sorted(rows, key=lambda one: _start(one[0]))
    for (lower, _), (upper, row) in pairwise(ordered):
        _touch(lower, upper, row)


def _start(band: Span) -> tuple[bool, Exact, bool]:
    return band.low is not None, band.low or Decimal(0), not band.with_low


def _touch(lower: Span, upper: Span, row: Entry) -> None:
    """The upper band starts exactly where the lower one ends, and one of the two has that number."""
    if lower.high is not None and lower.high == upper.low and lower.with_high != upper.with_low:
        return
    hole = (
        lower.high is not None
        and upper.low is not None
        and (lower.high < upper.low or (lower.high == upper.low and not lower.with_high))
    )
    reason = f"“{lower.words()}”与“{upper.words()}”两档{'之间有空档' if hole else '重叠'}"
    row.note("", reason, "请使上一档的下限正好是下一档的上限，并只让其中一档包含这个数")
