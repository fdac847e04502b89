"""A made-up sheet as tables of PostgreSQL: those columns of the program's tables that bench/totals.sql reads."""

from collections.abc import Iterator
from io import StringIO
from itertools import count
from typing import Any

from scoring.model.sheet import Key, Sheet

CYCLE = 1
_Row = tuple[Any, ...]
_TABLES = {
    "seat": "id int PRIMARY KEY, cycle_id int, kind text, peer_group text, unit_id text, first_on date, last_on date,"
    " situation text",
    "entry": "id int PRIMARY KEY, cycle_id int, seat_id int, source text, period text, value numeric,"
    " supersedes_id int UNIQUE",
    "deduction": "id int PRIMARY KEY, cycle_id int, seat_id int, unit_task_id text, happened_on date, points numeric,"
    " supersedes_id int UNIQUE",
    "tenure": "unit_seat_id int, seat_id int, post_level text, first_on date, last_on date",
    "membertask": "unit_task_id text, seat_id int, main bool, first_on date, last_on date",
}


def write_tables(cursor: Any, sheet: Sheet) -> dict[int, Key]:
    """Make and fill the tables in an empty database; tells which subject each seat is."""
    seats = {subject.key: number for number, subject in enumerate(sheet.subjects, 1)}
    for (name, columns), rows in zip(_TABLES.items(), (_seats, _entries, _deductions, _tenures, _duties), strict=True):
        lines = rows(sheet, seats)
        cursor.execute(f"CREATE TABLE assessment_{name} ({columns})")
        text = "".join("\t".join([r"\N" if value is None else str(value) for value in line]) + "\n" for line in lines)
        cursor.copy_expert(f"COPY assessment_{name} FROM STDIN", StringIO(text))
    cursor.execute("VACUUM ANALYZE")
    return {number: key for key, number in seats.items()}


def _seats(sheet: Sheet, seats: dict[Key, int]) -> Iterator[_Row]:
    for one in sheet.subjects:
        yield seats[one.key], CYCLE, one.key.kind, one.group, one.unit, one.first, one.last, one.situation


def _entries(sheet: Sheet, seats: dict[Key, int]) -> Iterator[_Row]:
    numbers = count(1)
    for one in sheet.subjects:
        for mark in one.marks:
            yield next(numbers), CYCLE, seats[one.key], mark.source, mark.period, mark.value, None


def _deductions(sheet: Sheet, seats: dict[Key, int]) -> Iterator[_Row]:
    numbers = count(1)
    for one in sheet.subjects:
        for line in one.ledger:
            yield next(numbers), CYCLE, seats[one.key], line.task, line.on, line.points, None


def _tenures(sheet: Sheet, seats: dict[Key, int]) -> Iterator[_Row]:
    for unit, cadre, principal, first, last in sheet.tenures:
        level = "principal" if principal else "deputy"
        yield seats[Key("unit", unit)], seats[Key("cadre", cadre)], level, first, last


def _duties(sheet: Sheet, seats: dict[Key, int]) -> Iterator[_Row]:
    for task, cadre, main, first, last in sheet.duties:
        yield task, seats[Key("cadre", cadre)], main, first, last
