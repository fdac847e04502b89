"""A bench that was killed leaves its database behind; the next one takes it away, and no other's."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from bench import __main__ as bench
from config import state

_UNDER_WAY = "from bench.__main__ import _database\nwith _database(): print(flush=True); import time; time.sleep(60)"


@contextmanager
def under_way() -> Iterator["subprocess.Popen[bytes]"]:
    """Another bench, which has its database and measures."""
    with subprocess.Popen([sys.executable, "-c", _UNDER_WAY], cwd=state.ROOT, stdout=subprocess.PIPE) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == b"\n"
            yield other
        finally:
            other.send_signal(signal.SIGINT)


def databases() -> set[str]:
    rows = bench._execute(settings.DATABASE_OWNER_URL, "SELECT datname FROM pg_database")
    return {name for (name,) in rows if name.startswith(bench._PREFIX)}


def own(process: "subprocess.Popen[bytes]") -> str:
    return f"{bench._PREFIX}{process.pid}"


def test_what_a_killed_bench_left_is_taken_away_and_nothing_else() -> None:
    with under_way() as living, under_way() as killed:
        killed.kill()
        killed.wait()
        assert {own(living), own(killed)} <= databases()
        with bench._database():
            assert own(killed) not in databases()
            assert {own(living), f"{bench._PREFIX}{os.getpid()}"} <= databases()
    assert not databases() & {own(living), own(killed), f"{bench._PREFIX}{os.getpid()}"}
