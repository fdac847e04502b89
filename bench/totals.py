"""The baseline of a run: one SQL statement that only sums and ranks, over the program's tables."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import connection

Row = tuple[int, Decimal | None, int | None]
"""Seat, score, rank."""


def totals(cycle: int) -> list[Row]:
    """What the one statement says of a cycle."""
    statement = (Path(__file__).parent / "totals.sql").read_text()
    days = {"reference": date(2016, 12, 31), "cadre_since": date(2016, 10, 1), "unit_since": date(2016, 7, 1)}
    with connection.cursor() as cursor:
        cursor.execute(statement, {"cycle": cycle, **days})
        rows: list[Row] = cursor.fetchall()
    return rows
