"""The cadres: two principals in a township, one in a department, three to eleven deputies."""

from random import Random

from samples.dongtou.facts import TOWNSHIP, Cadre, Post, Unit
from samples.fictional import People

_DEPUTIES = {True: (8, 11), False: (3, 9)}
_QUALITY = (8000, 9350)


def staff(units: list[Unit], rng: Random) -> list[Cadre]:
    """Everybody, unit by unit, principals first."""
    people, cadres = People(rng), list[Cadre]()
    for unit in units:
        township = unit.group == TOWNSHIP
        heads = 2 if township else 1
        for number in range(heads + rng.randint(*_DEPUTIES[township])):
            name, id_number = people.draw(1960, 26 * 365)
            code = f"K{len(cadres) + 1:03d}"
            post = Post(unit.code, number < heads)
            cadres.append(Cadre(code, name, id_number, [post], rng.randint(*_QUALITY)))
    return cadres
