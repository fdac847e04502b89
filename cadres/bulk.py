"""Many rows at once, by COPY: the one place that speaks PostgreSQL's bulk protocol."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

_CHUNK = 500
"""Rows handed over at once; small, so that the server writes them while the next are being made."""


def copy_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Append rows to a model's table inside the caller's transaction; returns how many.

    `columns` are database column names. Values are None or anything whose `str` PostgreSQL reads; rows are taken as
    they are sent, so memory stays bounded however many there are. They may not ask the database anything themselves:
    the connection is busy until the last is sent.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", _Lines(rows))
        return int(cursor.rowcount)


class _Lines:
    """Rows as the file that psycopg2 reads COPY's lines from."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._lines: Iterator[str] = map(_line, rows)

    def read(self, size: int) -> str:
        """The next lines; '' at the end. `size` is a wish that psycopg2 does not insist on."""
        return "".join(islice(self._lines, _CHUNK))


def _line(row: Sequence[Any]) -> str:
    """One line of COPY's text form. Only where the plain text holds a separator is each value looked at."""
    text = "\t".join([r"\N" if value is None else str(value) for value in row])
    plain = text.count("\t") < len(row) and text.count("\\") == row.count(None)
    if plain and "\n" not in text and "\r" not in text:
        return text + "\n"
    return "\t".join([r"\N" if value is None else _text(value) for value in row]) + "\n"


def _text(value: Any) -> str:
    text = str(value)
    if "\\" in text or "\t" in text or "\n" in text or "\r" in text:
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return text
