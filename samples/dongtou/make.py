"""Puts the district together and writes its workbook, whose bytes depend on nothing but the facts."""

from pathlib import Path
from random import Random

from samples.dongtou.cases import Cases
from samples.dongtou.facts import District
from samples.dongtou.opinions import rate
from samples.dongtou.people import staff
from samples.dongtou.points import book
from samples.dongtou.tables import PAGES
from samples.dongtou.units import units
from samples.plain_book import write_book

FILE = Path(__file__).parent / "示例区2018年度考核.xlsx"
SEED = 2018


def build() -> District:
    """All units and cadres with everything that belongs to them."""
    rng = Random(SEED)
    found = units(rng)
    district = District(found, staff(found, rng))
    cases = Cases(district, rng)
    cases.before()
    rate(district, rng)
    book(district.cadres, rng)
    cases.after()
    return district


def write_workbook(path: Path | str = FILE) -> Path:
    """Write the workbook; its path."""
    district = build()
    write_book(Path(path), {name: page(district) for name, page in PAGES.items()})
    return Path(path)
