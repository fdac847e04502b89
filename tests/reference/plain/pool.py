"""A sum of money shared out by points."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.model.sheet import Subject
from tests.reference.plain.basis import Answer, Entry
from tests.reference.plain.flags import NO
from tests.reference.plain.time import time

if TYPE_CHECKING:
    from tests.reference.plain.county import County


def shares(county: County, kind: str) -> dict[str, Fraction | None]:
    """What each gets of the pool, by code; None while it is not shared out."""
    found: dict[str, Fraction | None] = {}
    pool = county.method["payouts"]["pool"]["pool"]
    scopes = {"" if pool["within"] == "all" else one.group for one in county.members(kind)}
    for scope in scopes:
        people = [one for one in county.members(kind) if not scope or one.group == scope]
        found.update(_shared(county, pool, people))
    return found


def _points(county: County, subject: Subject) -> Answer:
    """The published score, times the time in office where the method asks for it."""
    score, factors = county.published(subject), county.method["payouts"]["pool"]["terms"]["points"]["factors"]
    if "months" not in factors or not isinstance(score, Fraction):
        return score
    return score * time(county, factors["months"]["count"], subject)


def _shared(county: County, pool: Entry, people: list[Subject]) -> dict[str, Fraction | None]:
    """Cents: each the whole ones of his part; those left over one by one to who lacks most, has more, is named."""
    points = {one.key.code: _points(county, one) for one in people}
    known = {code: one for code, one in points.items() if isinstance(one, Fraction) and one >= 0}
    nothing: dict[str, Fraction | None] = dict.fromkeys(points)
    if len(known) < len(points) or not sum(known.values()):
        return nothing
    exact = {code: Fraction(pool["total"]) * 100 * one / sum(known.values()) for code, one in known.items()}
    cents = {code: one.numerator // one.denominator for code, one in exact.items()}
    order = sorted(known, key=lambda code: (cents[code] - exact[code], -known[code], code))
    left = int(Fraction(pool["total"]) * 100) - sum(cents.values())
    served = order[:left]
    if "ruled_by" in pool and left < len(order):
        claims = {code: (exact[code] % 1, known[code]) for code in order}
        alike = [code for code in order if claims[code] == claims[order[left]]]
        inside = [code for code in alike if code in served]
        named = [code for code in alike if _named(people, code, pool["ruled_by"])]
        if inside and len(named) != len(inside):
            return nothing
        served = [code for code in served if code not in alike] + (named if inside else [])
    return {code: Fraction(cents[code] + (code in served), 100) for code in known}


def _named(people: list[Subject], code: str, what: str) -> bool:
    """Whether a decision gives somebody what is left over."""
    own = [one for person in people if person.key.code == code for one in person.decisions]
    return any(one.what == what and one.value not in NO for one in own)
