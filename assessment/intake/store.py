"""Where the files that were sent are kept: under their digest, readable by the program only."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File

from cadres import vault
from cadres.workbooks.parcels import MOST_FILE_BYTES, Sent
from cadres.workbooks.texts import storable

_PIECE = 1024 * 1024


def keep(file: "Path | File[Any]") -> dict[str, Any]:
    """Keep one file; {name, sha256, size}. One that is too large to be read is only named (sha256 '')."""
    if isinstance(file, Path):
        with file.open("rb") as stream:
            return keep(File(stream, name=file.name))
    name, size = storable(Path(str(file.name)).name), int(file.size)
    sha256 = vault.keep(_folder(), file.chunks(_PIECE)) if size <= MOST_FILE_BYTES else ""
    return {"name": name, "size": size, "sha256": sha256}


def sent(files: list[dict[str, Any]]) -> Iterator[Sent]:
    """The kept files for reading. A file that is no longer there has no path."""
    for file in files:
        path = _folder() / file["sha256"]
        yield Sent(file["name"], file["size"], path if file["sha256"] and path.is_file() else None)


def _folder() -> Path:
    return Path(settings.INTAKE_DIR)
