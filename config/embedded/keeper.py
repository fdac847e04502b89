"""The process that keeps PostgreSQL and Redis of one state folder running while any command uses them.

``python -m config.embedded.keeper <state folder>``; started by :mod:`config.embedded.services`, by nobody else.
"""

import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from config.embedded import children, locks, privilege, services

_PAUSE = 0.2


def keep(home: Path) -> int:
    """Run until nobody uses the servers. Exit status: 0 when done or when another keeper is there, 1 on failure."""
    try:
        with locks.held(services.keeper_lock(home)) as handle:
            locks.sign(handle, str(os.getpid()))
            return _serve(home)
    except locks.Busy:
        return 0


def _serve(home: Path) -> int:
    note = services.ready_note(home)
    note.unlink(missing_ok=True)
    try:
        with services.running(home) as servers:
            note.write_text(f"{os.getpid()}\n")
            last = _wait_for_last_user(home, servers)
            note.unlink()
    except (children.NotStarted, privilege.NotPossible) as cause:
        print(cause, file=sys.stderr)  # noqa: T201 (its standard error is the log that the command shows)
        return 1
    os.close(last)
    return 0


def _wait_for_last_user(home: Path, servers: dict[str, children.Child]) -> int:
    """Return the users' lock, taken for itself: a command that arrives now waits until everything has stopped."""
    while True:
        try:
            return locks.take(services.users_lock(home))
        except locks.Busy:
            _revive(home, servers)
            time.sleep(_PAUSE)


def _revive(home: Path, servers: dict[str, children.Child]) -> None:
    """Start a server again that has died (killed for memory, say). The jobs in the database are taken up again."""
    for name, child in servers.items():
        if not child.running():
            print(f"{child.name} ended with {child.process.returncode}; starting it again", file=sys.stderr)  # noqa: T201
            servers[name] = services.starters(home)[name](home)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, _end)
    sys.exit(keep(Path(sys.argv[1])))
