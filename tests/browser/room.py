"""A room of its own for the walk: state folder, servers, worker, beat and pages, as `bin/demo` starts them."""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import state
from config.embedded import children

#: What the set-up gathered for this checkout and the room borrows.
_BORROWED = ("vendor", "fonts", "data")
#: Addresses of the tests' own servers, which the room must not use.
_NOT_INHERITED = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DATABASE_ROLE",
    "REDIS_URL",
    "REDIS_DATABASE",
    "TEST_DATABASE",
    "STATIC_FROM_SOURCES",
)
_SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings"}
_READY_SECONDS = 420.0
_STOP_SECONDS = 40.0


@dataclass(frozen=True, slots=True)
class Room:
    """A served county: its address, and the password of each account by user name."""

    address: str
    folder: Path
    passwords: dict[str, str]

    def obey(self, module: str, *words: str) -> str:
        """Run `python -m module words` in the room and give what it prints."""
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(
            command, env=_environment(self.folder), cwd=state.ROOT, check=True, capture_output=True, timeout=60
        )
        return done.stdout.decode().strip()


@contextmanager
def served(folder: Path) -> Iterator[Room]:
    """Walk the demonstration's year in `folder` and serve it. Raises children.NotStarted with the end of the log."""
    _borrow(folder)
    port = _free_port()
    command = [sys.executable, state.ROOT / "bin" / "lib" / "demo.py", "--port", str(port)]
    demo = children.start("demo", command, log=folder / "demo.log", env=_environment(folder), cwd=state.ROOT)
    try:
        demo.wait_ready(lambda: _answers(port), _READY_SECONDS)
        yield Room(f"http://127.0.0.1:{port}", folder, _passwords(folder))
    finally:
        demo.stop(_STOP_SECONDS)


def _borrow(folder: Path) -> None:
    state.private(folder)
    for name in _BORROWED:
        if not (folder / name).exists():
            (folder / name).symlink_to(state.home() / name, target_is_directory=True)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    return {**kept, "HENGJIAN_STATE": str(folder), "PYTHONPATH": str(state.ROOT)} | _SETTINGS


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def _passwords(folder: Path) -> dict[str, str]:
    rows = json.loads((folder / "secrets" / "demo-sign-ins.json").read_text())
    return {row["username"]: row["password"] for row in rows}
