"""Level-3: each unit task shared among the unit's people, day by day, when they come and go."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from samples.hangjin.facts import PRINCIPAL, RANKED, Person, Share, Stint, Unit, UnitTask
from samples.hangjin.year import FIRST_DAY, LAST_DAY

PERCENTS = {1: (100,), 2: (60, 40), 3: (50, 30, 20), 4: (40, 20, 20, 20)}
LEAD_WORK, HELP_WORK = "牵头负责：", "协助落实："
ONE_DAY = timedelta(days=1)


class Spell(NamedTuple):
    """A person's days in a unit within the year, both included."""

    person: Person
    rank: str
    first: date
    last: date


def share_out(tasks: list[UnitTask], people: list[Person], rng: Random) -> None:
    """Fill ``task.shares``: on each day of the unit's year one person leads and the shares add up to 100."""
    spells = _spells(people)
    for unit in {task.unit.code: task.unit for task in tasks}.values():
        _share_unit([task for task in tasks if task.unit is unit], unit, spells[unit.code], rng)


def _spells(people: list[Person]) -> dict[str, list[Spell]]:
    spells: dict[str, list[Spell]] = {}
    for person in people:
        for post in person.posts:
            last = post.left - ONE_DAY if post.left else LAST_DAY
            spell = Spell(person, post.rank, max(post.entered, FIRST_DAY), last)
            spells.setdefault(post.unit.code, []).append(spell)
    return spells


def _share_unit(tasks: list[UnitTask], unit: Unit, spells: list[Spell], rng: Random) -> None:
    opening = max(unit.founded or FIRST_DAY, FIRST_DAY)
    steady = [spell for spell in spells if spell.first <= opening and spell.last == LAST_DAY]
    _deal(tasks, steady, opening, rng)
    for spell in sorted((s for s in spells if s not in steady), key=lambda s: (s.first, s.last, s.person.id_number)):
        _take_over(tasks, spell, rng)


def _deal(tasks: list[UnitTask], steady: list[Spell], opening: date, rng: Random) -> None:
    """Give the tasks to those there all the time, everybody at least one."""
    leaders = [spell.person for spell in steady if spell.rank != RANKED]
    leaders.sort(key=lambda person: person.last.rank != PRINCIPAL)
    turn = [spell.person for spell in steady]
    rng.shuffle(turn)
    helpers = _help_counts(len(tasks), len(turn), rng)
    for place, (task, help_count) in enumerate(zip(reversed(tasks), helpers, strict=True)):
        # The list is dealt from its end: Party discipline comes first and goes to the principal.
        lead = leaders[place % len(leaders)]
        team = [lead, *_next(turn, {lead.id_number}, help_count)]
        percents = PERCENTS[len(team)]
        task.shares = [
            _whole(person, task, percent, opening, leads=person is lead)
            for person, percent in zip(team, percents, strict=True)
        ]


def _help_counts(tasks: int, people: int, rng: Random) -> list[int]:
    """0 to 3 helpers per task, enough that everybody's turn comes."""
    counts = [rng.randint(0, 2) for _ in range(tasks)]
    while sum(counts) < people and min(counts) < 3:
        counts[counts.index(min(counts))] += 1
    return counts


def _next(turn: list[Person], without: set[str], count: int) -> list[Person]:
    """The next ``count`` people in turn; they go to the end of the queue."""
    chosen = [person for person in turn if person.id_number not in without][:count]
    for person in chosen:
        turn.remove(person)
        turn.append(person)
    return chosen


def _whole(person: Person, task: UnitTask, percent: int, opening: date, *, leads: bool) -> Share:
    work = (LEAD_WORK if leads else HELP_WORK) + task.content
    return Share(leads, percent, work, [Stint(person, opening, LAST_DAY)])


def _take_over(tasks: list[UnitTask], spell: Spell, rng: Random) -> None:
    """Let someone who came or went hold one share for his days; before and after it is another's."""
    options = [(task, share) for task in tasks for share in task.shares if _may_hold(tasks, task, share, spell)]
    best = min(_preference(share, spell) for _, share in options)
    _, share = rng.choice([option for option in options if _preference(option[1], spell) == best])
    share.stints = [part for stint in share.stints for part in _cut(stint, spell)]


def _may_hold(tasks: list[UnitTask], task: UnitTask, share: Share, spell: Spell) -> bool:
    inside = [stint for stint in share.stints if stint.first <= spell.first and spell.last <= stint.last]
    busy = any(stint.person is spell.person for other in task.shares for stint in other.stints)
    return bool(inside) and not busy and _hands(tasks, inside[0].person) > 1


def _hands(tasks: list[UnitTask], person: Person) -> int:
    """How many shares a person holds at the year's end."""
    return sum(share.stints[-1].person is person for task in tasks for share in task.shares)


def _preference(share: Share, spell: Spell) -> tuple[bool, bool]:
    """Leading people lead and others help; within that, follow the predecessor where there is one."""
    follows = any(stint.last + ONE_DAY == spell.first for stint in share.stints)
    return (share.leads != (spell.rank != RANKED), not follows)


def _cut(stint: Stint, spell: Spell) -> list[Stint]:
    if not (stint.first <= spell.first and spell.last <= stint.last):
        return [stint]
    parts = [
        Stint(stint.person, stint.first, spell.first - ONE_DAY),
        Stint(spell.person, spell.first, spell.last),
        Stint(stint.person, spell.last + ONE_DAY, stint.last),
    ]
    return [part for part in parts if part.first <= part.last]
