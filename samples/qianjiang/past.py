"""Last year's ranks and grades of the units."""

from random import Random

from samples.qianjiang.facts import Unit

TROUBLED = {"D1": (0, 1), "D2": (0,), "D3": (0,), "T3": (0,)}
"""Of the last of this year in a group (0 the very last): who was among its last two last year as well."""


def remember(units: list[Unit], rng: Random) -> None:
    """A rank for each unit in its group, and the grade that goes with it."""
    for group in dict.fromkeys(unit.group for unit in units):
        members = sorted((unit for unit in units if unit.group == group), key=lambda unit: unit.score)
        again = [members[place] for place in TROUBLED.get(group, ())]
        rest = [unit for unit in members if unit not in again]
        rng.shuffle(rest)
        for rank, unit in enumerate(rest + again, 1):
            unit.before = rank, _grade(rank, len(members))


def _grade(rank: int, total: int) -> str:
    if rank > total - 2:
        return "不达标"
    return "基本达标" if rank * 4 > total * 3 else "达标"
