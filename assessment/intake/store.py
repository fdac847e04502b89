"""Where the files that were sent are kept: under their digest, readable by the program only."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File

from cadres.workbooks.parcels import MOST_FILE_BYTES, Sent
from cadres.workbooks.texts import storable

_PIECE = 1024 * 1024


def keep(file: "Path | File[Any]") -> dict[str, Any]:
    """Keep one file; {name, sha256, size}. One that is too large to be read is only named (sha256 '')."""
    if isinstance(file, Path):
        with file.open("rb") as stream:
            return keep(File(stream, name=file.name))
    name, size = storable(Path(str(file.name)).name), int(file.size)
    return {"name": name, "size": size, "sha256": _kept(file) if size <= MOST_FILE_BYTES else ""}


def sent(files: list[dict[str, Any]]) -> Iterator[Sent]:
    """The kept files for reading. A file that is no longer there has no path."""
    for file in files:
        path = _folder() / file["sha256"]
        yield Sent(file["name"], file["size"], path if file["sha256"] and path.is_file() else None)


def _folder() -> Path:
    folder = Path(settings.INTAKE_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _kept(file: "File[Any]") -> str:
    """Write under a draft's name first: a file under its digest is always whole."""
    digest = hashlib.sha256()
    handle, draft = tempfile.mkstemp(dir=_folder())
    with os.fdopen(handle, "wb") as target:
        for piece in file.chunks(_PIECE):
            digest.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    Path(draft).replace(_folder() / digest.hexdigest())
    return digest.hexdigest()
