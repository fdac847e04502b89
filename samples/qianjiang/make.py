"""Puts the district together and writes its workbook, whose bytes depend on nothing but the facts."""

from pathlib import Path
from random import Random

from samples.plain_book import write_book
from samples.qianjiang.defects import criticise
from samples.qianjiang.facts import Unit
from samples.qianjiang.past import remember
from samples.qianjiang.people import staff
from samples.qianjiang.scores import deal
from samples.qianjiang.tables import PAGES
from samples.qianjiang.units import units
from samples.qianjiang.votes import appraise, elect

FILE = Path(__file__).parent / "示例区2007年度考核.xlsx"
SEED = 2007


def district() -> list[Unit]:
    """All units with everything that belongs to them."""
    rng = Random(SEED)
    found = units(rng)
    deal(found, rng)
    staff(found, rng)
    appraise(found, rng)
    elect(found)
    criticise(found, rng)
    remember(found, rng)
    return found


def write_workbook(path: Path | str = FILE) -> Path:
    """Write the workbook; its path."""
    found = district()
    write_book(Path(path), {name: page(found) for name, page in PAGES.items()})
    return Path(path)
