"""Many rows at once, by COPY: the one place that speaks PostgreSQL's bulk protocol."""

import io
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

_CHUNK = 5_000


def copy_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Append rows to a model's table inside the caller's transaction; returns how many.

    `columns` are database column names. Values are None or anything whose `str` PostgreSQL reads; rows are taken in
    chunks, so memory stays bounded however many there are.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(map(connection.ops.quote_name, columns))
    statement = f"COPY {table} ({names}) FROM STDIN"
    rows, count = iter(rows), 0
    with connection.cursor() as cursor:
        while lines := [_line(row) for row in islice(rows, _CHUNK)]:
            cursor.copy_expert(statement, io.StringIO("".join(lines)))
            count += len(lines)
    return count


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
