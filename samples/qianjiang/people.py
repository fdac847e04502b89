"""Members of the teams: one principal in a department, two in a township, three to seven others."""

from random import Random

from samples.fictional import People
from samples.qianjiang.facts import TOWNSHIPS, Person, Unit


def staff(units: list[Unit], rng: Random) -> None:
    """Give each unit its team."""
    people = People(rng)
    for unit in units:
        principals = 2 if unit.group in TOWNSHIPS else 1
        others = rng.randint(5, 8) if unit.group in TOWNSHIPS else rng.randint(2, 5)
        unit.people = [
            Person(f"{unit.code}-{n}", *people.draw(1952, 9500), n <= principals, "称职", None)
            for n in range(1, principals + others + 1)
        ]
