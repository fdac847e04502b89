"""The roster on the year's last day: 118 principals, 806 deputies and 546 cadres of rank without a leading post."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from samples.hangjin.facts import DEPUTY, PRINCIPAL, RANKED, Person, Post, Unit
from samples.hangjin.ids import IdNumbers
from samples.hangjin.names import Names
from samples.hangjin.titles import title
from samples.hangjin.units import FOUNDED, VACANT, plain_name

HEADCOUNT = {DEPUTY: 806, RANKED: 546}
# (township, other unit, new unit) before the rest is spread by lot; and the most a unit may have.
LEAST = {DEPUTY: (7, 4, 4), RANKED: (4, 2, 3)}
MOST = {DEPUTY: 11, RANKED: 9}
BIRTH_YEARS = {PRINCIPAL: (1963, 1978), DEPUTY: (1966, 1985), RANKED: (1958, 1980)}
WOMEN = {PRINCIPAL: 15, DEPUTY: 28, RANKED: 32}  # percent


class Registry:
    """Makes people; shared by all shards so that no number, and no name with one birth month, comes twice."""

    def __init__(self) -> None:
        self.ids = IdNumbers()
        self.taken: set[tuple[str, int, int]] = set()


class Nursery:
    """Makes the people of one shard."""

    def __init__(self, rng: Random, registry: Registry) -> None:
        self._rng = rng
        self._ids = registry.ids
        self.names = Names(rng, registry.taken)

    def person(self, unit: Unit, rank: str, seat: int) -> Person:
        sex = "女" if self._rng.randrange(100) < WOMEN[rank] else "男"
        born = self._day(*BIRTH_YEARS[rank])
        entered = self._day(2009, 2015)
        return self.made(sex, born, Post(unit, title(unit, rank, seat), rank, entered))

    def made(self, sex: str, born: date, post: Post) -> Person:
        name, nation = self.names.draw(sex, born)
        return Person(name, sex, nation, born, self._ids.take(born, sex), [post])

    def _day(self, first_year: int, last_year: int) -> date:
        start = date(first_year, 1, 1)
        return start + timedelta(days=self._rng.randrange((date(last_year, 12, 28) - start).days))


def staff(units: list[Unit], rng: Random, nursery: Nursery) -> list[Person]:
    """Everyone on the roster, unit by unit, principals first."""
    seats = {rank: _spread(units, rank, rng) for rank in (DEPUTY, RANKED)}
    people = []
    for unit in units:
        sizes = {PRINCIPAL: _principals(unit), DEPUTY: seats[DEPUTY][unit.code], RANKED: seats[RANKED][unit.code]}
        people += [nursery.person(unit, rank, seat) for rank, size in sizes.items() for seat in range(size)]
    return people


def _principals(unit: Unit) -> int:
    if plain_name(unit) in VACANT:
        return 0
    return 2 if unit.category == "苏木镇" else 1


def _spread(units: list[Unit], rank: str, rng: Random) -> Counter[str]:
    sizes = Counter({unit.code: _least(unit, rank) for unit in units})
    while sizes.total() < HEADCOUNT[rank]:
        unit = rng.choice(units)
        if plain_name(unit) not in FOUNDED and sizes[unit.code] < MOST[rank]:
            sizes[unit.code] += 1
    return sizes


def _least(unit: Unit, rank: str) -> int:
    township, other, new = LEAST[rank]
    if plain_name(unit) in FOUNDED:
        return new
    return township if unit.category == "苏木镇" else other


def find(people: list[Person], unit_name: str, rank: str, seat: int) -> Person:
    """The ``seat``-th (from 0) holder of a class in a unit at year's end."""
    holders = [p for p in people if plain_name(p.last.unit) == unit_name and p.last.rank == rank]
    return holders[seat]
