"""`bin/bench`: what the program costs, side by side with what its baselines cost.

`--scale 1 10`   an intake, a run and a what-if of the sample county and of one ten times the size (the default)
`--engine 1500`  the engine alone on so many subjects
`--register 100000`  a roster of so many people taken into an empty register
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2.errors import ObjectInUse

#: One for each bench that is under way, named by its process.
_PREFIX = "bench_hengjian_"
_DATABASE = f"{_PREFIX}{os.getpid()}"


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("--scale", type=int, nargs="*", default=[])
    parser.add_argument("--engine", type=int, nargs="*", default=[])
    parser.add_argument("--register", type=int, nargs="*", default=[])
    asked = parser.parse_args()
    for subjects in asked.engine:
        with _database() as environment:
            _show_engine(_measure("bench.engine", environment | {"BENCH_SUBJECTS": str(subjects)}))
    for people in asked.register:
        _register(people)
    _main_job(asked.scale or ([] if asked.engine or asked.register else [1, 10]))


def _register(people: int) -> None:
    """Measure a roster on a database of its own."""
    from bench.roster import write_roster

    with _database() as environment, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        write_roster(path, people)
        print(f"\n{people:,} people")
        _show("register", _measure("bench.register", environment | {"BENCH_ROSTER": str(path)}))


def _main_job(scales: list[int]) -> None:
    """Measure each scale on a database of its own."""
    for scale in scales:
        with _database() as environment, tempfile.TemporaryDirectory() as folder:
            environment["BENCH_WORKBOOKS"] = _workbooks(Path(folder), scale)
            print(f"\n×{scale}")
            _show("intake", _measure("bench.intake", environment))
            _show("run", _measure("bench.run", environment))
            _show("what-if", _measure("bench.whatif", environment))


def _workbooks(folder: Path, scale: int) -> str:
    from samples.hangjin import write_workbooks

    write_workbooks(folder, scale=scale)
    return str(folder)


def _measure(module: str, environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.process", module]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def _database() -> Iterator[dict[str, str]]:
    """A database beside the program's own, made for one scale and dropped after it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings

    owner = settings.DATABASE_OWNER_URL
    _clear_up(owner)
    _execute(owner, f"CREATE DATABASE {_DATABASE}")
    url = urlunsplit(urlsplit(owner)._replace(path=f"/{_DATABASE}"))
    try:
        with closing(psycopg2.connect(url)):  # in use for as long as this bench lives
            yield {**os.environ, "DATABASE_URL": url, "DATABASE_OWNER_URL": url, "DATABASE_ROLE": "owner"}
    finally:
        _execute(owner, f"DROP DATABASE IF EXISTS {_DATABASE} WITH (FORCE)")


def _clear_up(owner: str) -> None:
    """Drop what killed benches left behind; a database in use belongs to a bench that is under way."""
    for (name,) in _execute(owner, "SELECT datname FROM pg_database"):
        if name.startswith(_PREFIX):
            with suppress(ObjectInUse):
                _execute(owner, f"DROP DATABASE IF EXISTS {name}")


def _execute(url: str, statement: str) -> list[tuple[Any, ...]]:
    """Run a statement outside any transaction; the rows that it gives."""
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor) if cursor.description else []


def _show_engine(found: dict[str, Any]) -> None:
    told = "{subjects:>9,} subjects {marks:>11,} marks {seconds:8.2f} s {microseconds:6.0f} µs per subject"
    print((told + "   peak {peak:6.0f} MB ({facts:.0f} MB of it facts)").format(**found))
    beside = "          one SQL statement {baseline:.2f} s   ratio {ratio:.2f}   the same scores and ranks: {equal}"
    print(beside.format(ratio=found["seconds"] / found["baseline"], **found))


def _show(name: str, found: dict[str, Any]) -> None:
    ours, base = found.pop("seconds"), found.pop("baseline")
    print(f"  {name:<8}{ours:8.2f} s   {found.pop('against')} {base:8.2f} s   ratio {ours / base:5.2f}", end="")
    print(f"   peak {found.pop('peak'):6.0f} MB")
    for label, value in found.items():
        print(f"          {label}: {value}")


if __name__ == "__main__":
    main()
