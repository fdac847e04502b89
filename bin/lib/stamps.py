"""Stamps: what a finished step was made from, so that a later start does nothing, without network."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from config import state

FOLDER = state.home() / "stamps"


def digest(paths: Iterable[Path], *more: str) -> str:
    """SHA-256 over the contents of ``paths`` and the words ``more``."""
    sha = hashlib.sha256()
    for path in paths:
        sha.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for word in more:
        sha.update(word.encode() + b"\0")
    return sha.hexdigest()


def fits(name: str, value: str) -> bool:
    """Whether step ``name`` was finished with ``value``."""
    path = FOLDER / name
    return path.exists() and path.read_text() == value


def put(name: str, value: str) -> None:
    """Note that step ``name`` is finished with ``value``."""
    state.private(FOLDER)
    draft = FOLDER / f"{name}.draft"
    draft.write_text(value)
    draft.replace(FOLDER / name)
