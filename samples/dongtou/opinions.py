"""What the evaluators say: district leaders, the year-end team, the Organization Department, the unit's principals."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from random import Random

from samples.dongtou.facts import HALVES, LAST, Cadre, District

LEADERS, TEAM = 7, 5
POOLED_BELOW = 5
_UNKNOWN = 15  # percent of the leaders who do not know a cadre
_A, _B, _C = (90.0, 96.0), (80.0, 89.5), (68.0, 79.5)

Sheets = list[tuple[Cadre, str]]
"""A deputy and the code of a principal who marks him."""


def rate(district: District, rng: Random) -> None:
    """Everybody's opinions on everybody."""
    for cadre in district.cadres:
        if cadre.on(LAST):
            known = [rng.randrange(100) >= _UNKNOWN for _ in range(LEADERS)]
            cadre.leaders = [_seen(cadre, rng, 400) if one else None for one in known]
            cadre.team = [_seen(cadre, rng, 200) for _ in range(TEAM)]
        cadre.daily = {half: _seen(cadre, rng, 250) for half, due in HALVES.items() if cadre.on(due)}
    for half, due in HALVES.items():
        for sheets in _forced(district.cadres, due):
            _mark(sheets, half, rng)


def _seen(cadre: Cadre, rng: Random, blur: int) -> Decimal:
    """The quality as one evaluator sees it, in half points."""
    seen = min(max(cadre.quality + rng.randint(-blur, blur), 0), 10_000)
    return Decimal(round(seen / 50)) / 2


def _forced(cadres: list[Cadre], due: date) -> list[Sheets]:
    """The sheets of each principal; of those with few deputies all together."""
    principals: defaultdict[str, list[Cadre]] = defaultdict(list)
    deputies: defaultdict[str, list[Cadre]] = defaultdict(list)
    for cadre in cadres:
        post = cadre.on(due)
        if post:
            (principals if post.principal else deputies)[post.unit].append(cadre)
    found: list[Sheets] = []
    pooled: Sheets = []
    for unit, heads in principals.items():
        for head in heads:
            sheets = [(deputy, head.code) for deputy in deputies[unit]]
            if len(sheets) < POOLED_BELOW:
                pooled += sheets
            else:
                found.append(sheets)
    return [*found, pooled]


def _mark(sheets: Sheets, half: str, rng: Random) -> None:
    """Three in ten A at most, one in ten C or D at least, the better ones before."""
    order = sorted(sheets, key=lambda one: (-one[0].quality, one[0].code, one[1]))
    best, worst = floor(Fraction(3, 10) * len(order)), ceil(Fraction(1, 10) * len(order))
    for place, (deputy, head) in enumerate(order):
        span = _A if place < best else _C if place >= len(order) - worst else _B
        deputy.head.setdefault(half, {})[head] = Decimal(rng.randint(int(span[0] * 2), int(span[1] * 2))) / 2
