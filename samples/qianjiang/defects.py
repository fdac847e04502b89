"""The negative appraisal and the poll on further use, by those whose appraisal ballots were valid."""

from random import Random

from samples.qianjiang.facts import Poll, Ticks, Unit

OF_TEAM = (
    "团结协作不好",
    "选人用人不公",
    "工作作风不实",
    "依法行政较差",
    "决策不够民主",
    "廉洁自律不好",
    "开拓创新较差",
)
OF_MEMBER = ("政策理论水平低", "民主意识不强", "协作不好", "工作作风不实", "创新能力弱", "廉洁自律较差")
FIFTH = 10
"""Ticks on one of 50 valid ballots in five: exactly 20 %."""


def criticise(units: list[Unit], rng: Random) -> None:
    """Ticks for every team and principal, a wish for every principal; one team at exactly a fifth."""
    for unit in units:
        unit.ticks = _ticks(OF_TEAM, valid(unit.poll), rng)
        for person in unit.people:
            if person.principal:
                person.ticks = _ticks(OF_MEMBER, valid(person.poll), rng)
                drawn = rng.choices(range(4), (30, 60, 7, 3), k=valid(person.poll))
                person.wishes = drawn.count(0), drawn.count(1), drawn.count(2), drawn.count(3)
    fifty = next(unit for unit in units if valid(unit.poll) == 5 * FIFTH)
    fifty.ticks = dict.fromkeys(OF_TEAM, 0) | {OF_TEAM[2]: FIFTH}


def valid(poll: Poll | None) -> int:
    """The valid ballots."""
    return sum(poll.votes) if poll else 0


def _ticks(defects: tuple[str, ...], ballots: int, rng: Random) -> Ticks:
    """Few see few defects; now and then one stands out."""
    return {one: min(ballots, rng.choice((0, 0, 1, 1, 2, 3, ballots // 8, ballots // 4))) for one in defects}
