"""Addresses of PostgreSQL and Redis for a command: given from outside, or of servers that run while it needs them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config import state
from config.embedded import children, locks, postgres, redis

#: First start on a slow disk, or recovery after a crash.
_READY_SECONDS = 180.0
_PAUSE = 0.05
Starter = Callable[[Path], children.Child]
#: Keepers outlive the commands that started them; this keeps Python from complaining about it.
_KEEPERS: list[subprocess.Popen[bytes]] = []


def addresses(home: Path) -> dict[str, str]:
    """The environment that names the servers of state folder ``home``, less what is given from outside."""
    own: dict[str, str] = {}
    if not elsewhere(home, "DATABASE_URL"):
        own["DATABASE_URL"] = postgres.url(home, postgres.APP)
        own["DATABASE_OWNER_URL"] = postgres.url(home, postgres.OWNER)
    if not elsewhere(home, "REDIS_URL"):
        own["REDIS_URL"] = redis.url(home)
    return own


def elsewhere(home: Path, name: str) -> bool:
    """Whether variable ``name`` gives a server other than that of ``home``, which commands started here inherit."""
    given = os.environ.get(name, "")
    return bool(given) and str(state.sockets(home)) not in given


def starters(home: Path) -> dict[str, Starter]:
    """How to start each server that is not given from outside, in the order of starting."""
    wanted = addresses(home)
    everything = {"postgres": ("DATABASE_URL", postgres.start), "redis": ("REDIS_URL", redis.start)}
    return {name: start for name, (address, start) in everything.items() if address in wanted}


@contextmanager
def running(home: Path) -> Iterator[dict[str, children.Child]]:
    """Start those servers as children of this process; stop them in reverse order."""
    servers: dict[str, children.Child] = {}
    try:
        for name, start in starters(home).items():
            servers[name] = start(home)
        yield servers
    finally:
        for child in reversed(servers.values()):
            child.stop()


@contextmanager
def embedded_services(home: Path) -> Iterator[dict[str, str]]:
    """Use the servers of ``home`` for the time of a block; gives their addresses, also set in ``os.environ``.

    They are shared by all commands of this state folder, and stop when the last one has ended.
    Raises children.NotStarted with the cause.
    """
    own = addresses(home)
    if not own:
        yield {}
        return
    with locks.held(users_lock(home), shared=True, patience=60.0):
        summon(home)
        before = dict(os.environ)
        os.environ.update(own)
        try:
            yield own
        finally:
            os.environ.clear()
            os.environ.update(before)


def users_lock(home: Path) -> Path:
    """Every command that uses the servers shares this lock; the keeper stops them once it gets it for itself."""
    return state.private(home / "run") / "users.lock"


def keeper_lock(home: Path) -> Path:
    """Held by the one process that keeps the servers of ``home``."""
    return state.private(home / "run") / "keeper.lock"


def ready_note(home: Path) -> Path:
    """Holds the number of the keeper whose servers answer."""
    return state.private(home / "run") / "ready"


def summon(home: Path) -> None:
    """Start a keeper (a second one ends at once of itself) and wait until the servers answer.

    To be called under the users' lock; nothing happens while they answer. Raises children.NotStarted.
    """
    if _ready(home):
        return
    deadline = time.monotonic() + _READY_SECONDS
    log = state.private(home / "log") / "services.log"
    keeper = _start_keeper(home, log)
    while not _ready(home):
        status = keeper.poll()
        if status or time.monotonic() > deadline:
            raise children.NotStarted(f"内置服务未能启动：\n{children.tail(log)}")
        if status == 0:  # it met another keeper, which may just be ending
            keeper = _start_keeper(home, log)
        time.sleep(_PAUSE)
    _KEEPERS.append(keeper)


def _start_keeper(home: Path, log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "config.embedded.keeper", str(home)],
            cwd=state.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _ready(home: Path) -> bool:
    """Whether a keeper lives and its servers answer. A note that a killed keeper left does not count."""
    note = ready_note(home)
    if not note.exists():
        return False
    try:
        with locks.held(keeper_lock(home)):
            return False
    except locks.Busy as busy:
        return str(busy) == note.read_text().strip()
