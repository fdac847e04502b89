"""The strokes that are known: what the set-up read out of its package, and what was decided here (`decided.txt`)."""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

_sources: list[Path] = []


def read_from(file: Path) -> None:
    """Say where the set-up put the package's strokes: once, as the program starts."""
    _sources[:] = [file]
    strokes.cache_clear()


@cache
def strokes() -> dict[str, str]:
    """Strokes by character, as digits 1 to 5. FileNotFoundError where the set-up has not run."""
    return packaged() | decided()


def packaged() -> dict[str, str]:
    """The package's own, some 6 900 characters: GB 2312 whole, and the usual characters of names beyond it."""
    found: dict[str, str] = json.loads(_sources[0].read_text(encoding="utf-8"))
    return found


def decided() -> dict[str, str]:
    """Characters where the package errs, and some of names that it lacks."""
    lines = files(__package__).joinpath("decided.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {character: digits for character, digits, _ in rows}
