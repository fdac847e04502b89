"""The schemes that come with the program, for a county to adopt."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import scoring
from scoring.load import loads

_FOLDER = Path(scoring.__file__).parent / "schemes"


class Shipped(NamedTuple):
    """A shipped scheme: `name` ('hangjin/2016') is its file's, the rest is read from its text."""

    name: str
    title: str
    year: int
    text: str


@lru_cache(maxsize=1)
def shipped_schemes() -> dict[str, Shipped]:
    """Every shipped scheme by its name. Raises scoring.errors.SchemeErrors when one is broken."""
    files = sorted(_FOLDER.glob("*/*.yaml"))
    found = [_read(path.relative_to(_FOLDER).with_suffix("").as_posix(), path.read_text("utf-8")) for path in files]
    return {shipped.name: shipped for shipped in found}


def _read(name: str, text: str) -> Shipped:
    scheme = loads(text, name)
    return Shipped(name, scheme.title, scheme.year, text)
