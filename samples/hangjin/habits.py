"""How offices write dates, names and numbers: many hands, many habits, one meaning each."""

from datetime import date
from random import Random

from samples.hangjin.facts import Person, Unit

Value = str | int | float | date | None

WIDE = str.maketrans("0123456789.ABCDE", "０１２３４５６７８９．ＡＢＣＤＥ")
WIDE_SPACE = "\u3000"


class Hand:
    """One clerk's writing; draws its habits from a seeded lot."""

    def __init__(self, seed: str) -> None:
        self._rng = Random(seed)

    def month(self, day: date) -> Value:
        """A date of which only the month is meant."""
        return self._pick(
            (60, f"{day:%Y.%m}"),
            (8, f"{day.year}.{day.month}" if 1 < day.month < 10 else f"{day:%Y.%m}"),
            (8, f"{day:%Y%m}"),
            (8, f"{day.year}年{day.month}月"),
            (4, f"{day.year}/{day.month}/{day.day}"),
            (4, f"{day:%Y-%m-%d}"),
            (4, day),
            (4, f"{day:%Y.%m}".translate(WIDE)),
        )

    def day(self, day: date | None) -> Value:
        """A full day."""
        if day is None:
            return None
        return self._pick(
            (50, f"{day:%Y.%m.%d}"),
            (20, f"{day:%Y-%m-%d}"),
            (15, f"{day.year}/{day.month}/{day.day}"),
            (15, day),
        )

    def mark(self, tenths: int | None) -> Value:
        """A mark given in tenths of a point; one not due is left empty or crossed out."""
        if tenths is None:
            return self._pick((70, None), (20, "—"), (10, "/"))
        number = tenths / 10 if tenths % 10 else tenths // 10
        return self._pick((985, number), (7, str(number).translate(WIDE)), (5, f"{number}分"), (3, str(number)))

    def points(self, tenths: int) -> Value:
        number = tenths / 10 if tenths % 10 else tenths // 10
        return self._pick((90, number), (10, str(number).translate(WIDE)))

    def percent(self, percent: int) -> Value:
        return self._pick((80, f"{percent}%"), (20, percent))

    def name(self, person: Person) -> str:
        """Two-character names are often spread to the width of three."""
        spread = WIDE_SPACE.join(person.name) if len(person.name) == 2 else person.name
        return str(self._pick((80, spread), (20, person.name)))

    def code(self, unit: Unit) -> str:
        return str(self._pick((95, unit.code), (5, unit.code.translate(WIDE))))

    def _pick(self, *choices: tuple[int, Value]) -> Value:
        return self._rng.choices([value for _, value in choices], [weight for weight, _ in choices])[0]
