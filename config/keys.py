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


def found(home: Path, name: str) -> list[str]:
    """The secret called ``name``, or none where there is no such secret."""
    path = home / "secrets" / name
    return [path.read_text().strip()] if path.exists() else []


def exchange(home: Path, name: str, before: str) -> None:
    """Let a new secret be called ``name`` and the one that was be called ``before``.

    Killed in between, both names bear the old one, and asking again goes on from there. Raises FileExistsError while an
    earlier exchange is not ended.
    """
    folder = home / "secrets"
    if not (folder / before).exists():
        _keep(folder / before, kept(home, name))
    elif found(home, before) != [kept(home, name)]:
        raise FileExistsError(folder / before)
    _put(folder / name, secrets.token_urlsafe(32))


def drop(home: Path, name: str) -> None:
    """Let there be no secret called ``name``."""
    (home / "secrets" / name).unlink(missing_ok=True)


def _put(path: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(path)


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
