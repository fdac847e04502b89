"""Forced distribution: how many of his sheets a rater may, or must, put within certain values."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from scoring.numbers.numerals import percent
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry

VOID, COUNTED = "void", "counted"
MOST_POOLED = 1000


@dataclass(frozen=True)
class Bound:
    """So many sheets: a `share` of all, or a `count`."""

    share: Exact | None
    count: int

    def of(self, total: int) -> Fraction:
        """How many that is of `total` sheets, exactly."""
        return Fraction(self.count) if self.share is None else Fraction(self.share) * total

    def __str__(self) -> str:
        return f"{self.count} 份" if self.share is None else percent(self.share)


class Limit(NamedTuple):
    """Sheets of a value from `low` (included) to below `high`: at most, at least so many of all; None: no bound."""

    label: str
    low: Decimal | None
    high: Decimal | None
    most: Bound | None
    least: Bound | None

    def holds(self, value: Fraction) -> bool:
        """Whether a sheet of this value falls under the limit."""
        return (self.low is None or value >= self.low) and (self.high is None or value < self.high)


@dataclass(frozen=True)
class Distribution:
    """`broken` says whether the sheets of one who breaks a limit are void or counted; `of` are the groups it binds.

    Raters with fewer than `pool_below` sheets are judged together with those whose subjects agree in `pool_by` ('group'
    or an attribute); of a pool that is still smaller nothing is demanded.
    """

    limits: tuple[Limit, ...]
    broken: str
    of: tuple[str, ...]
    pool_below: int
    pool_by: str


class Given(NamedTuple):
    """A value that a rater gave, and the word by which small raters are pooled."""

    value: Fraction
    pool: str


def breaches(rule: Distribution, by_rater: Mapping[str, Sequence[Given]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The raters who break a limit, together where they were pooled, and how."""
    for raters, values in _pooled(rule, by_rater):
        faults = [fault for limit in rule.limits if (fault := _fault(limit, values))]
        if faults:
            yield raters, "；".join(faults)


def _pooled(
    rule: Distribution, by_rater: Mapping[str, Sequence[Given]]
) -> Iterator[tuple[tuple[str, ...], list[Fraction]]]:
    pools: defaultdict[str, list[str]] = defaultdict(list)
    for rater, given in sorted(by_rater.items()):
        if len(given) >= rule.pool_below:
            yield (rater,), [one.value for one in given]
        else:
            pools["、".join(sorted({one.pool for one in given}))].append(rater)
    for _, raters in sorted(pools.items()):
        values = [one.value for rater in raters for one in by_rater[rater]]
        if len(values) >= rule.pool_below:
            yield tuple(raters), values


def _fault(limit: Limit, values: Sequence[Fraction]) -> str:
    count, total = sum(map(limit.holds, values)), len(values)
    told = f"{limit.label} {count} 份，占 {total} 份的 {percent(Fraction(count, total))}"
    if limit.most is not None and count > limit.most.of(total):
        return f"{told}，超过 {limit.most}"
    if limit.least is not None and count < limit.least.of(total):
        return f"{told}，不足 {limit.least}"
    return ""


def read(entry: Entry) -> Distribution | None:
    """The optional `distribution` of `entry`."""
    if not entry.has("distribution"):
        return None
    found = entry.entry("distribution")
    limits = tuple(_limit(key, one) for key, one in found.entries("limits").items())
    pool_below = found.whole("pool_below", 2, MOST_POOLED) if found.has("pool_below") else 1
    pool_by = found.text("pool_by") if pool_below > 1 else ""
    of = found.texts("of") if found.has("of") else ()
    return Distribution(limits, found.choice("broken", [VOID, COUNTED], "违反办法 broken "), of, pool_below, pool_by)


def _limit(key: str, entry: Entry) -> Limit:
    low, high = (entry.decimal(name) if entry.has(name) else None for name in ("from", "below"))
    most, least = (_bound(entry, name) if entry.has(name) else None for name in ("at_most", "at_least"))
    if most is None and least is None and not entry.lost:
        entry.note("", "没有写比例或份数", "请写 at_most 或 at_least")
    if low is not None and high is not None and low >= high:
        entry.note("from", f"起点 {low} 不小于终点 {high}", "请使 from 小于 below")
    return Limit(key, low, high, most, least)


def _bound(entry: Entry, key: str) -> Bound:
    """A share such as 30% or 0.3, or a whole number of sheets."""
    if entry.written(key).isdecimal():
        return Bound(None, entry.whole(key, 0, MOST_POOLED))
    return Bound(entry.share(key), 0)
