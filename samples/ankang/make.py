"""Puts the city together and writes its workbook, whose bytes depend on nothing but the facts."""

from pathlib import Path
from random import Random

from samples.ankang.cadres import cadres
from samples.ankang.facts import City
from samples.ankang.promises import promises
from samples.ankang.tables import PAGES
from samples.ankang.units import units
from samples.plain_book import write_book

FILE = Path(__file__).parent / "示例市2018年度考核.xlsx"
SEED = 2018


def city() -> City:
    """Everything, the same every time."""
    rng = Random(SEED)
    found = units(rng)
    people = cadres(found, rng)
    return City(found, people, promises(people, rng))


def write_workbook(path: Path | str = FILE) -> Path:
    """Write the workbook; its path."""
    found = city()
    write_book(Path(path), {name: page(found) for name, page in PAGES.items()})
    return Path(path)
