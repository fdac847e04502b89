"""Raw indicators against what was asked of them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.model.sheet import Reading, Subject
from tests.reference.plain.basis import GAP, Answer, Entry, share

if TYPE_CHECKING:
    from tests.reference.plain.county import County


def target(county: County, entry: Entry, subject: Subject) -> Answer:
    source = county.method["sources"][entry["source"]]
    told = {one[:3]: one for one in subject.readings}
    totals = []
    for period in county.due(source, subject):
        found = [told.get((entry["source"], period, item)) for item in source["items"][subject.key.kind]]
        earned = [_earned(entry, one) for one in found if one is not None]
        if len(earned) < len(found):
            return GAP
        total = sum(earned, Fraction(0))
        totals.append(total if entry["combine"] == "sum" else total / len(earned))
    return sum(totals, Fraction(0)) / len(totals) if totals else None


def _earned(entry: Entry, one: Reading) -> Fraction:
    full, asked, short = Fraction(entry.get("full", one.full or 0)), Fraction(one.target or 0), _short(entry, one)
    if "per_unit" not in entry.get("lose", {"per_unit": ""}) or entry["award"] == "proportional" or "least" in entry:
        if asked <= 0:
            return full if short <= 0 else Fraction(0)
        if _degree(entry, one, asked) < share(entry.get("least", "0")):
            return Fraction(0)
    return _awarded(entry, full, asked, short, one) + _bonus(entry, asked, -short)


def _short(entry: Entry, one: Reading) -> Fraction:
    """How far the value is on the wrong side of what was asked; below 0 on the right one."""
    value, asked = Fraction(one.value), Fraction(one.target or 0)
    return {
        "minimum": asked - value,
        "maximum": value - asked,
        "interval": max(asked - value, value - Fraction(one.upper or 0)),
        "zero": abs(value),
    }[entry["aim"]]


def _degree(entry: Entry, one: Reading, asked: Fraction) -> Fraction:
    """Reached ÷ target, or target ÷ reached; of nothing reached it is more than any ceiling."""
    value = Fraction(one.value)
    if entry["aim"] == "minimum":
        return value / asked
    return asked / value if value else Fraction(10**9)


def _awarded(entry: Entry, full: Fraction, asked: Fraction, short: Fraction, one: Reading) -> Fraction:
    if entry["award"] == "all_or_nothing":
        return full if short <= 0 else Fraction(0)
    if entry["award"] == "proportional":
        return full * min(_degree(entry, one, asked), Fraction(entry.get("ceiling", 1)))
    return max(full - _points(entry["lose"], asked, max(short, Fraction(0))), Fraction(0))


def _bonus(entry: Entry, asked: Fraction, over: Fraction) -> Fraction:
    if "bonus" not in entry or over <= 0 or asked <= 0:
        return Fraction(0)
    return min(_points(entry["bonus"], asked, over), Fraction(entry["bonus"]["most"]))


def _points(told: Entry, asked: Fraction, gap: Fraction) -> Fraction:
    """So many points for each step of a gap."""
    steps = gap / Fraction(told["per_unit"]) if "per_unit" in told else gap / asked / share(told["per"])
    counted = {"whole": Fraction(steps // 1), "started": Fraction(-(-steps // 1)), "continuous": steps}
    return Fraction(told["points"]) * counted[told["steps"]]
