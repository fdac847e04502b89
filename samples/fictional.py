"""Fictional people for the samples: a Han name and an identity number of the fictional region."""

from datetime import date, timedelta
from random import Random

from samples.hangjin.ids import IdNumbers
from samples.hangjin.names import FEMALE_GIVEN, MALE_GIVEN, SURNAMES


class People:
    """Draws people; no identity number comes twice. One in five is a woman."""

    def __init__(self, rng: Random) -> None:
        self._rng, self._ids = rng, IdNumbers()

    def draw(self, year: int, days: int) -> tuple[str, str]:
        """Name and identity number of somebody born within `days` from the first day of `year`."""
        sex = "女" if self._rng.randrange(5) == 0 else "男"
        born = date(year, 1, 1) + timedelta(days=self._rng.randrange(days))
        given = FEMALE_GIVEN if sex == "女" else MALE_GIVEN
        name = self._rng.choice(SURNAMES) + "".join(self._rng.sample(given, self._rng.choice((1, 2, 2))))
        return name, self._ids.take(born, sex)
