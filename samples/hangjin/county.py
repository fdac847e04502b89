"""Puts the county together from its parts, shard by shard (a shard is a banner of true size)."""

from random import Random

from samples.hangjin import marks
from samples.hangjin.facts import CATEGORIES, Card, County, Person, Unit
from samples.hangjin.ledger import deductions
from samples.hangjin.moves import UNDER_INQUIRY, move, name_alike
from samples.hangjin.people import Nursery, Registry, find, staff
from samples.hangjin.shares import share_out
from samples.hangjin.tasks import unit_tasks
from samples.hangjin.ties import place_ties
from samples.hangjin.units import units_of_shard

SEED = 2016


def build(scale: int = 1) -> County:
    """The county at ``scale`` times its true size; the ties are placed at true size only."""
    registry = Registry()
    shards = [_shard(number, registry) for number in range(scale)]
    county = _join(shards)
    if scale == 1:
        place_ties(county)
    return county


def _shard(number: int, registry: Registry) -> County:
    rng = Random(SEED + number)
    units = units_of_shard(number)
    nursery = Nursery(rng, registry)
    people = staff(units, rng, nursery)
    name_alike(people, nursery)
    retired = move(people, units, nursery)
    suspect, since, document = UNDER_INQUIRY
    inquiry = (find(people, *suspect), since, document)
    people += retired
    county_tasks, tasks = unit_tasks(units, rng)
    share_out(tasks, people, rng)
    unit_cards, team_cards, cadre_cards = _cards(units, people, rng)
    return County(
        units, people, county_tasks, tasks, deductions(tasks, rng), unit_cards, team_cards, cadre_cards, [inquiry]
    )


def _cards(
    units: list[Unit], people: list[Person], rng: Random
) -> tuple[dict[str, Card], dict[str, Card], dict[str, Card]]:
    standing = {unit.code: marks.unit_standing(rng) for unit in units}
    unit_cards = {unit.code: marks.unit_card(unit, standing[unit.code], rng) for unit in units}
    team_cards = {
        unit.code: marks.team_card(unit, marks.team_standing(standing[unit.code], rng), rng) for unit in units
    }
    cadre_cards = {
        person.id_number: marks.cadre_card(person, marks.cadre_standing(standing[person.last.unit.code], rng), rng)
        for person in people
    }
    return unit_cards, team_cards, cadre_cards


def _join(shards: list[County]) -> County:
    """One county of all shards, units in protocol order, people and tasks behind their units."""
    units = [unit for shard in shards for unit in shard.units]
    units.sort(key=lambda unit: (CATEGORIES.index(unit.category), unit.order))
    place = {unit.code: number for number, unit in enumerate(units)}
    lines = [line for shard in shards for line in shard.deductions]
    return County(
        units=units,
        people=sorted((p for shard in shards for p in shard.people), key=lambda p: place[p.last.unit.code]),
        county_tasks=shards[0].county_tasks,
        tasks=sorted((t for shard in shards for t in shard.tasks), key=lambda t: place[t.unit.code]),
        deductions=lines,
        unit_cards={code: card for shard in shards for code, card in shard.unit_cards.items()},
        team_cards={code: card for shard in shards for code, card in shard.team_cards.items()},
        cadre_cards={key: card for shard in shards for key, card in shard.cadre_cards.items()},
        inquiries=[inquiry for shard in shards for inquiry in shard.inquiries],
    )
