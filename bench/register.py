"""Measures one roster taken into an empty register against plain reading of the same file and COPY of the same rows."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from bench.clock import Timed, peak_mb, seconds_of
from cadres.access.models import Role
from cadres.bulk import copy_rows
from cadres.counties.models import County
from cadres.imports import tasks
from cadres.imports.models import RegisterImport
from cadres.imports.services import order_writing, receive
from cadres.people.models import Person, Post
from cadres.units.models import Unit
from reports.demo.accounts import bare_account


def measured() -> dict[str, Any]:
    """Take the roster into the empty database named by the environment."""
    call_command("migrate", verbosity=0)
    path = Path(os.environ["BENCH_ROSTER"])
    settings.REGISTERS_DIR = path.parent / "registers"
    county = County.objects.create(code="990101", name="示例县", department="示例县委组织部")
    office = bare_account(county, Role.OFFICE)
    order = receive(county, [ContentFile(path.read_bytes(), path.name)], actor=office)
    start, looking, writing = peak_mb(), Timed(), Timed()
    preview = seconds_of(lambda: looking.work(tasks.look, order.looking_id))
    order.refresh_from_db()
    if order.fault_count:
        raise SystemExit(f"the roster has faults: {list(order.rows.filter(action='refused').values('faults')[:3])}")
    ordered = order_writing(order, "", order.digest, looked=True, actor=office)
    seconds = seconds_of(lambda: writing.work(tasks.write, ordered.writing_id or 0))
    peak = peak_mb()
    reading, copying = seconds_of(lambda: _read(path)), _copied(county)
    return {
        "seconds": seconds,
        "baseline": reading + copying,
        "against": "plain reading + COPY",
        "peak": peak,
        "people": f"{Person.objects.filter(county=county).count():,}",
        "plain": f"reading {reading:.2f} s, COPY {copying:.2f} s",
        "preview": f"{preview:.2f} s, ratio {preview / (reading + copying):.2f} ({looking.story()})",
        "writing": writing.story(),
        "memory": f"{start:.0f} MB before, {peak:.0f} MB at most",
        "rows kept": f"{RegisterImport.objects.get(pk=order.pk).rows.count():,}",
    }


def _read(path: Path) -> int:
    """Every row of every sheet, by the library that we read with."""
    with CalamineWorkbook.from_path(str(path)) as book:
        return sum(1 for name in book.sheet_names for _ in book.get_sheet_by_name(name).iter_rows())


def _copied(county: County) -> float:
    """Seconds of COPY of the same rows into the same tables, for a second county, thrown away after it."""
    other = County.objects.create(code="990102", name="邻县", department="邻县县委组织部")
    people, posts = _columns(Person), _columns(Post)
    rows = [(other.pk, *row) for row in _values(Person, people, county=county)]
    held = list(_values(Post, posts, person__county=county))
    units = {unit.pk: unit for unit in Unit.objects.filter(county=county)}
    for unit in units.values():
        unit.pk, unit.county = None, other
    Unit.objects.bulk_create(units.values())
    of = posts.index("unit_id")
    with transaction.atomic():
        spent = seconds_of(lambda: copy_rows(Person, ("county_id", *people), rows))
        keys = Person.objects.filter(county=other).order_by("pk").values_list("pk", flat=True)
        moved = [(key, *row[:of], units[row[of]].pk, *row[of + 1 :]) for key, row in zip(keys, held, strict=True)]
        spent += seconds_of(lambda: _flushed(posts, moved))
        transaction.set_rollback(True)
    return spent


def _flushed(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """COPY, and the checks that wait for the end of the transaction."""
    copy_rows(Post, ("person_id", *columns), rows)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _columns(model: Any) -> list[str]:
    left = {"id", "county_id", "person_id"}
    return [field.attname for field in model._meta.concrete_fields if field.attname not in left]


def _values(model: Any, columns: Sequence[str], **of: Any) -> Any:
    return model.objects.filter(**of).order_by("pk").values_list(*columns)
