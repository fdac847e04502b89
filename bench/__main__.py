"""`bin/bench [--scale 1 10]`: prints, side by side, what an intake and a run cost and what their baselines cost."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

_DATABASE = "bench_hengjian"


def main() -> None:
    """Measure each scale on a database of its own."""
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("--scale", type=int, nargs="+", default=[1, 10])
    for scale in parser.parse_args().scale:
        with _database() as environment, tempfile.TemporaryDirectory() as folder:
            environment["BENCH_WORKBOOKS"] = _workbooks(Path(folder), scale)
            print(f"\n×{scale}")
            _show("intake", _measure("bench.intake", environment))
            _show("run", _measure("bench.run", environment))


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
    _execute(owner, f"DROP DATABASE IF EXISTS {_DATABASE} WITH (FORCE)")
    _execute(owner, f"CREATE DATABASE {_DATABASE}")
    url = urlunsplit(urlsplit(owner)._replace(path=f"/{_DATABASE}"))
    try:
        yield {**os.environ, "DATABASE_URL": url, "DATABASE_OWNER_URL": url, "DATABASE_ROLE": "owner"}
    finally:
        _execute(owner, f"DROP DATABASE IF EXISTS {_DATABASE} WITH (FORCE)")


def _execute(url: str, statement: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def _show(name: str, found: dict[str, Any]) -> None:
    ours, base = found.pop("seconds"), found.pop("baseline")
    print(f"  {name:<7}{ours:8.2f} s   {found.pop('against')} {base:8.2f} s   ratio {ours / base:5.2f}", end="")
    print(f"   peak {found.pop('peak'):6.0f} MB")
    for label, value in found.items():
        print(f"          {label}: {value}")


if __name__ == "__main__":
    main()
