"""Marks of units, teams and cadres: a standing of their own, a swing from month to month.

All sums run in whole tenths of a point; draws are sums of whole numbers, so that every machine draws the same.
"""

from collections.abc import Callable
from datetime import date
from random import Random

from samples.hangjin.facts import Card, Person, Unit
from samples.hangjin.year import MONTH_ENDS, PERIODIC_DAYS, SPECIAL_DAYS

UNIT_ITEMS, TEAM_ITEMS, CADRE_ITEMS = (1, 1), (4, 1), (6, 6)  # items in a special and in a periodic assessment
UNIT_RANGE, CADRE_RANGE = (820, 970), (780, 980)
MIDDLE = 902


def unit_standing(rng: Random) -> int:
    return _near(MIDDLE, 35, rng, UNIT_RANGE)


def team_standing(unit: int, rng: Random) -> int:
    return _near(unit, 12, rng, UNIT_RANGE)


def cadre_standing(unit: int, rng: Random) -> int:
    """A third from the unit, two thirds the person's own."""
    return (unit + 2 * _near(MIDDLE, 48, rng, CADRE_RANGE)) // 3


def unit_card(unit: Unit, standing: int, rng: Random) -> Card:
    return _card(unit.exists, standing, UNIT_ITEMS, UNIT_RANGE, rng)


def team_card(unit: Unit, standing: int, rng: Random) -> Card:
    return _card(unit.exists, standing, TEAM_ITEMS, UNIT_RANGE, rng)


def cadre_card(person: Person, standing: int, rng: Random) -> Card:
    return _card(lambda day: person.post_on(day) is not None, standing, CADRE_ITEMS, CADRE_RANGE, rng)


def _card(
    due: Callable[[date], bool], standing: int, items: tuple[int, int], bounds: tuple[int, int], rng: Random
) -> Card:
    special, periodic = items
    return Card(
        months=[_month(standing, rng, bounds) if due(day) else None for day in MONTH_ENDS],
        special=[_items(standing, special, rng, bounds) if due(day) else None for day in SPECIAL_DAYS],
        periodic=[_items(standing, periodic, rng, bounds) if due(day) else None for day in PERIODIC_DAYS],
    )


def _near(middle: int, width: int, rng: Random, bounds: tuple[int, int]) -> int:
    """A draw around ``middle``, bell-like (three dice), within ``bounds``."""
    low, high = bounds
    return min(high, max(low, middle + sum(rng.randint(-width, width) for _ in range(3)) // 2))


def _month(standing: int, rng: Random, bounds: tuple[int, int]) -> int:
    grain = rng.choices((1, 5, 10), (60, 25, 15))[0]
    return _near(standing, 18, rng, bounds) // grain * grain


def _items(standing: int, count: int, rng: Random, bounds: tuple[int, int]) -> list[int]:
    """Whole and half points."""
    return [_near(standing, 22, rng, bounds) // 5 * 5 for _ in range(count)]
