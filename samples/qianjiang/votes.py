"""Ballots on teams and members, and the votes of the conference."""

from random import Random

from samples.qianjiang.facts import DEPARTMENTS, TOWNSHIPS, Person, Poll, Unit, Votes
from samples.qianjiang.scores import STAFF, WORKED

TEAM_94_20: Votes = (36, 10, 3, 1)
DEPUTY_88_50: Votes = (19, 25, 5, 1)
_AT_90: Votes = (30, 15, 0, 3)
_AT_80: Votes = (10, 22, 17, 1)
"""48 and 50 ballots worth exactly 90.00 and 80.00 points."""
_MOOD = {"warm": (90, 8, 2, 0), "fair": (64, 28, 7, 1), "cool": (35, 40, 20, 5), "cold": (12, 25, 38, 25)}


def appraise(units: list[Unit], rng: Random) -> None:
    """Ballots on everybody, then the cases that are wanted."""
    for unit in units:
        voters = rng.randint(24, 70)
        unit.poll = _poll(voters, _mood(rng, 1), rng)
        for person in unit.people:
            person.poll = _poll(voters, _mood(rng, 3), rng)
            person.grade_before = rng.choices(("优秀", "称职", "基本称职"), (25, 72, 3))[0]
    _worked(next(unit for unit in units if unit.score == WORKED and unit.staff == STAFF))
    _on_the_line([unit for unit in units if unit.score != WORKED])


def _mood(rng: Random, cold: int) -> str:
    return rng.choices(tuple(_MOOD), (52, 34, 14 - cold, cold))[0]


def _poll(voters: int, mood: str, rng: Random) -> Poll:
    """All voters have the same chances; a few do not come, a few spoil the ballot."""
    cast = voters - rng.randint(0, 3)
    void = 1 if rng.randrange(8) == 0 else 0
    drawn = rng.choices(range(4), _MOOD[mood], k=cast - void)
    return Poll(voters, cast, void, (drawn.count(0), drawn.count(1), drawn.count(2), drawn.count(3)))


def _worked(unit: Unit) -> None:
    """The worked example: team 94.20, principal the same, a deputy 88.50."""
    principal, deputy = unit.people[:2]
    unit.poll, principal.poll = _whole(TEAM_94_20), _whole(TEAM_94_20)
    deputy.poll = _whole(DEPUTY_88_50)


def _whole(votes: Votes) -> Poll:
    """Every ballot handed out came back and is valid."""
    return Poll(sum(votes), sum(votes), 0, votes)


def _on_the_line(units: list[Unit]) -> None:
    """Exactly 90 and 80, twice 基本称职 for one, once for another, somebody gone, a unanimous vote."""
    first, second, third = units[0].people, units[1].people, units[2].people
    first[1].poll, first[2].poll = _whole(_AT_90), _whole(_AT_80)
    _cold(second[1], "基本称职")
    _cold(second[2], "称职")
    third[1].poll, third[1].left = None, "2007-09-30"
    third[2].poll = _whole((40, 0, 0, 0))


def _cold(person: Person, before: str) -> None:
    person.poll, person.grade_before = _whole((5, 12, 28, 5)), before


def elect(units: list[Unit]) -> None:
    """Votes for the candidates. A township tie is parted by score, a department tie by nothing but a decision."""
    departments = _candidates(units, DEPARTMENTS, 18)
    townships = _candidates(units, TOWNSHIPS, 8)
    for place, unit in enumerate(departments):
        unit.elected = 190 - 3 * ((place * 7) % 17)
    last = departments[-2:]
    ahead = sorted((unit.elected or 0 for unit in departments[:-2]), reverse=True)
    line = ahead[7]
    for unit in last:
        unit.elected, unit.again = line - 1, 61
    for place, unit in enumerate(townships):
        unit.elected = 180 - 9 * ((place * 5) % 8)
    fourth, fifth = sorted(townships, key=lambda unit: -(unit.elected or 0))[3:5]
    fifth.elected = fourth.elected
    fourth.again = fifth.again = 75


def _candidates(units: list[Unit], groups: tuple[str, ...], places: int) -> list[Unit]:
    """The best by score who are not vetoed, with all who tie at the last place."""
    fit = sorted((unit for unit in units if unit.group in groups and not unit.veto), key=lambda unit: -unit.score)
    return [unit for unit in fit if unit.score >= fit[places - 1].score]
