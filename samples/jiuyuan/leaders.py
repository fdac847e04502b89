"""The 340 leaders: 27 whom the city manages, 313 at section level with their registration forms."""

from random import Random

from samples.fictional import People
from samples.jiuyuan.facts import COUNTY, DEPUTY, FORMS, PRINCIPAL, Leader, Unit
from samples.jiuyuan.units import LEADERS

SECTION = 313
_LEFT = 5
"""So many left or died during the year."""


def leaders(units: list[Unit], rng: Random) -> list[Leader]:
    """County leaders first, then unit by unit, principals before deputies; a township has two principals."""
    people = People(rng)
    found = [Leader(f"X{n:02d}", *people.draw(1964, 4000), COUNTY, "X00") for n in range(1, LEADERS + 1)]
    seats = _seats(units)
    for unit, (principals, deputies) in zip(units, seats, strict=True):
        for number in range(1, principals + deputies + 1):
            group = PRINCIPAL if number <= principals else DEPUTY
            found.append(Leader(f"{unit.code}-{number}", *people.draw(1966, 7300), group, unit.code, _form(rng)))
    for leader in rng.sample([one for one in found if one.group == DEPUTY], _LEFT):
        leader.left, leader.form = "2022.10.31", ()
    return found


def _seats(units: list[Unit]) -> list[tuple[int, int]]:
    """Principals and deputies of each unit, 313 in all."""
    principals = [2 if unit.group == "镇街" else 1 for unit in units]
    each, more = divmod(SECTION - sum(principals), len(units))
    return [(count, each + (number < more)) for number, count in enumerate(principals)]


def _form(rng: Random) -> tuple[int, ...]:
    """Nearly half earn 90 and more, a few less than 60."""
    level = rng.choices((93, 85, 72, 52), (50, 38, 9, 3))[0]
    return tuple(min(100, level + rng.randint(-5, 5)) for _ in FORMS)
