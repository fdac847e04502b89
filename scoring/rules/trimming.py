"""Dropping the highest and the lowest of several values: of parts of a score, of the sheets of raters.

trim: {highest: 1, lowest: 1, above: 5}         one at each end where there are more than five
trim: {highest: 10%, lowest: 10%, above: 10}    a tenth at each end, whole values only
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.numbers.numerals import percent
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry

MOST = 1000
"""No scheme drops more values than this at one end, or asks for more before it drops any."""


@dataclass(frozen=True)
class Cut:
    """How many values go at one end: a `count`, or a `share` of all of them; a part of a value stays."""

    count: int = 0
    share: Exact = Decimal(0)

    def of(self, size: int) -> int:
        """How many of `size` values go."""
        return self.count + int(Fraction(self.share) * size)

    def __str__(self) -> str:
        return percent(self.share) if self.share else f"{self.count} 个"


_NONE = Cut()


@dataclass(frozen=True)
class Trim:
    """What goes at both ends where there are more than `above` values; fewer all stay."""

    highest: Cut = _NONE
    lowest: Cut = _NONE
    above: int = 0

    def ends(self, size: int) -> tuple[int, int]:
        """How many of the highest and how many of the lowest of `size` values go."""
        return (self.highest.of(size), self.lowest.of(size)) if size > self.above else (0, 0)


def staying(values: Sequence[Exact], trim: Trim) -> tuple[int, ...]:
    """The places (from 0, in the order given) of the values that stay.

    Of equal values it does not matter for the result which go; the earlier ones stay.
    """
    highest, lowest = trim.ends(len(values))
    by_size = sorted(range(len(values)), key=lambda place: (-values[place], -place))
    low = sorted(by_size[highest:], key=lambda place: (values[place], -place))
    return tuple(sorted(low[lowest:]))


def read(entry: Entry) -> Trim:
    """The optional `trim` of `entry`; at least one value must stay whatever their number."""
    if not entry.has("trim"):
        return Trim()
    found = entry.entry("trim")
    trim = Trim(_cut(found, "highest"), _cut(found, "lowest"), found.whole("above", 0, MOST))
    if trim.highest == trim.lowest == _NONE and not found.lost:
        found.note("", "没有写去掉几个", "请写 highest 或 lowest，或删去 trim")
    fewest = trim.above + 1
    if sum(trim.ends(fewest)) >= fewest or Fraction(trim.highest.share) + Fraction(trim.lowest.share) >= 1:
        found.note("above", f"{fewest} 个时会全部去掉", "请调大 above，或少去掉几个")
    return trim


def _cut(entry: Entry, key: str) -> Cut:
    if not entry.has(key):
        return _NONE
    if entry.written(key).endswith("%") or "/" in entry.written(key):
        return Cut(share=entry.share(key))
    return Cut(entry.whole(key, 1, MOST))
