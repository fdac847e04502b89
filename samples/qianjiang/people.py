"""Members of the teams: one principal in a department, two in a township, three to seven others."""

from datetime import date, timedelta
from random import Random

from samples.hangjin.ids import IdNumbers
from samples.hangjin.names import FEMALE_GIVEN, MALE_GIVEN, SURNAMES
from samples.qianjiang.facts import TOWNSHIPS, Person, Unit


class Nursery:
    """Makes people; no identity number comes twice."""

    def __init__(self, rng: Random) -> None:
        self._rng, self._ids = rng, IdNumbers()

    def person(self, code: str, principal: bool) -> Person:
        """Somebody new."""
        sex = "女" if self._rng.randrange(5) == 0 else "男"
        born = date(1952, 1, 1) + timedelta(days=self._rng.randrange(9500))
        given = FEMALE_GIVEN if sex == "女" else MALE_GIVEN
        name = self._rng.choice(SURNAMES) + "".join(self._rng.sample(given, self._rng.choice((1, 2, 2))))
        return Person(code, name, self._ids.take(born, sex), principal, "称职", None)


def staff(units: list[Unit], rng: Random) -> None:
    """Give each unit its team."""
    nursery = Nursery(rng)
    for unit in units:
        principals = 2 if unit.group in TOWNSHIPS else 1
        others = rng.randint(5, 8) if unit.group in TOWNSHIPS else rng.randint(2, 5)
        unit.people = [nursery.person(f"{unit.code}-{n}", n <= principals) for n in range(1, principals + others + 1)]
