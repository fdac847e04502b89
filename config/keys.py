"""Secrets that the installation makes for itself, kept in the state folder, readable by its owner only."""

import os
import secrets
import tempfile
from pathlib import Path

from config import state


def kept(home: Path, name: str, length: int = 32) -> str:
    """The secret called ``name``: read, or made of ``length`` random bytes (URL-safe text) and kept.

    Two processes that ask at once get the same answer: the first link to the final name wins.
    """
    path = state.private(home / "secrets") / name
    if not path.exists():
        _keep(path, secrets.token_urlsafe(length))
    return path.read_text().strip()


def _keep(path: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text + "\n")
        Path(path).hardlink_to(draft)
    except FileExistsError:
        pass  # another process kept one first, and that one counts
    finally:
        Path(draft).unlink()
