"""Where everything that is not source lives: one folder, ``var/`` of the checkout or the one ``HENGJIAN_STATE`` names.

Standard library only: the set-up reads it before anything is installed.
"""

import hashlib
import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: ``sun_path`` of a Unix socket holds 108 bytes with the closing zero.
LONGEST_SOCKET_PATH = 107
#: The longest name PostgreSQL (``.s.PGSQL.5432.lock``) or the broker puts into the socket folder, with its slash.
_LONGEST_SOCKET_NAME = 20


def home() -> Path:
    """The state folder, absolute."""
    return Path(os.environ.get("HENGJIAN_STATE") or ROOT / "var").absolute()


def private(folder: Path) -> Path:
    """Make ``folder`` with rights for its owner only, unless it is there already; return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def sockets(state: Path) -> Path:
    """The folder for the sockets of ``state``: ``run/`` in it; where that is too long, a short one named by a hash."""
    plain = state / "run"
    if len(os.fsencode(plain)) + _LONGEST_SOCKET_NAME <= LONGEST_SOCKET_PATH:
        return plain
    digest = hashlib.sha256(os.fsencode(plain)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"hengjian-{os.getuid()}-{digest}"
