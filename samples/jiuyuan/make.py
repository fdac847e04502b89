"""Puts the district together and writes its workbook, whose bytes depend on nothing but the facts."""

from pathlib import Path
from random import Random

from samples.jiuyuan.facts import District
from samples.jiuyuan.indicators import indicators
from samples.jiuyuan.leaders import leaders
from samples.jiuyuan.tables import PAGES
from samples.jiuyuan.units import units
from samples.plain_book import write_book

FILE = Path(__file__).parent / "示例区2022年度考核.xlsx"
SEED = 2022


def district() -> District:
    """Everything, the same every time."""
    rng = Random(SEED)
    found = units(rng)
    return District(found, indicators(found), leaders(found, rng))


def write_workbook(path: Path | str = FILE) -> Path:
    """Write the workbook; its path."""
    found = district()
    write_book(Path(path), {name: page(found) for name, page in PAGES.items()})
    return Path(path)
