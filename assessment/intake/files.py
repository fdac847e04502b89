"""What an intake was sent, and what was made of it: files in the intake folder, sealed because they name people."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File

from cadres.people import sealed
from cadres.workbooks.parcels import MOST_FILE_BYTES, Sent
from cadres.workbooks.texts import storable


def keep(file: "Path | File[Any]") -> dict[str, Any]:
    """Keep one file; {name, sha256 of it as sent, size}. One too large to be read is only named (sha256 '')."""
    if isinstance(file, Path):
        with file.open("rb") as stream:
            return keep(File(stream, name=file.name))
    name, size = storable(Path(str(file.name)).name), int(file.size)
    readable = size <= MOST_FILE_BYTES
    return {"name": name, "size": size, "sha256": keep_content(b"".join(file.chunks())) if readable else ""}


def keep_content(content: bytes) -> str:
    """Keep a content; its digest."""
    return sealed.keep(_folder(), content)


def content_of(sha256: str) -> bytes:
    """What was kept under a digest. Raises Unreadable where it is gone or damaged."""
    return sealed.content_of(_folder(), sha256)


def sent(files: list[dict[str, Any]]) -> Iterator[Sent]:
    """The kept files for reading; one that is gone or damaged says so when it is read."""
    for file in files:
        yield Sent(file["name"], file["size"], _reading(file["sha256"]))


def _reading(sha256: str) -> Callable[[], bytes] | None:
    return partial(content_of, sha256) if sha256 else None


def _folder() -> Path:
    return Path(settings.INTAKE_DIR)
