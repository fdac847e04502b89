"""What flooring leaves of a pool: who gets one more of the least unit, and what parted those with equal remainders."""

from collections.abc import Mapping, Set
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from scoring.language.payout import BY_CODE, BY_POINTS, RULED
from scoring.numbers.rounding import rounded


class Rest(NamedTuple):
    """`extra` is 1 or 0 least units; `why` is what parted him from others with an equal remainder, '' for nothing."""

    extra: int
    why: str = ""


def rests(
    total: Decimal, points: Mapping[str, Fraction], places: int, ruled: Set[str] | None = None
) -> Mapping[str, Rest] | int:
    """Who gets one more of the least unit, so that all parts add up to `total`.

    The largest remainders first, of equal ones who has more points; of equal points who is first by code or, where
    `ruled` is given, who is in it. Where that does not settle it: how many units await a ruling.
    """
    left = _remainders(total, points, places)
    spare = int(sum(left.values()))
    line = sorted(left.values(), reverse=True)[spare - 1] if spare else Fraction(1)
    found = {code: Rest(int(remainder > line)) for code, remainder in left.items()}
    tied = {code: points[code] for code, remainder in left.items() if remainder == line}
    free = spare - sum(one.extra for one in found.values())
    if free == len(tied):
        return found | dict.fromkeys(tied, Rest(1))
    parted = _parted(tied, free, ruled) if free else {}
    return parted if isinstance(parted, int) else found | parted


def _remainders(total: Decimal, points: Mapping[str, Fraction], places: int) -> dict[str, Fraction]:
    """What flooring takes from each, in least units."""
    everything = sum(points.values(), Fraction(0))
    exact = {code: Fraction(total) * one / everything * 10**places for code, one in points.items()}
    return {code: value - int(rounded(value, 0, "down")) for code, value in exact.items()}


def _parted(tied: Mapping[str, Fraction], free: int, ruled: Set[str] | None) -> dict[str, Rest] | int:
    """`free` units for more than so many who have the same remainder."""
    line = sorted(tied.values(), reverse=True)[free - 1]
    found = {code: Rest(int(points > line), BY_POINTS) for code, points in tied.items()}
    equal = sorted(code for code, points in tied.items() if points == line)
    open_units = free - sum(one.extra for one in found.values())
    if open_units == len(equal):
        return found | dict.fromkeys(equal, Rest(1, BY_POINTS))
    if ruled is None:
        return found | {code: Rest(int(place < open_units), BY_CODE) for place, code in enumerate(equal)}
    if len(ruled & set(equal)) != open_units:
        return open_units
    return found | {code: Rest(int(code in ruled), RULED) for code in equal}
