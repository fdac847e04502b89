"""Writes the county's nine workbooks."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from samples.hangjin import mark_sheets, roster_sheets, task_sheets
from samples.hangjin.book import write_book
from samples.hangjin.county import build
from samples.hangjin.facts import County
from samples.hangjin.tables import Table

FOLDER = Path(__file__).parent / "workbooks"

BOOKS: dict[str, Callable[[County], list[Table]]] = {
    "01单位名册.xlsx": lambda county: [roster_sheets.unit_roster(county)],
    "02科级干部名册.xlsx": lambda county: [
        roster_sheets.cadre_roster(county),
        roster_sheets.post_changes(county),
        roster_sheets.special_cases(county),
    ],
    "03一级清单.xlsx": lambda county: [task_sheets.county_list(county)],
    "04二级清单.xlsx": lambda county: [task_sheets.unit_list(county)],
    "05三级清单.xlsx": lambda county: [task_sheets.member_list(county)],
    "06平时考核.xlsx": mark_sheets.routine,
    "07专项考核.xlsx": mark_sheets.special,
    "08定期考核.xlsx": mark_sheets.periodic,
    "09扣分台账.xlsx": lambda county: [task_sheets.deduction_ledger(county)],
}


def write_workbooks(folder: Path | str = FOLDER, scale: int = 1, shuffle: int | None = None) -> list[Path]:
    """Write the workbooks into ``folder`` and return their paths in order.

    ``scale`` makes the county so many times its true size. ``shuffle`` is the seed of another order of the rows in
    every sheet: the same facts, with merged cells written out. The same arguments always give the same bytes.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    county = build(scale)
    for name, tables in BOOKS.items():
        write_book(folder / name, [_ordered(table, shuffle) for table in tables(county)])
    return [folder / name for name in BOOKS]


def _ordered(table: Table, shuffle: int | None) -> Table:
    return table if shuffle is None else table.shuffled(Random(f"{shuffle} {table.name}"))
