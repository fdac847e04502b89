"""Rosters as they were sent, sealed in the registers folder: they name people and hold ID numbers."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File

from cadres.people import sealed
from cadres.workbooks.texts import storable


def keep(file: "File[Any]") -> dict[str, Any]:
    """Keep one file; {name, size, sha256 of it as sent}."""
    name = storable(str(file.name).replace("\\", "/").rsplit("/", 1)[-1])
    return {"name": name[-200:], "size": int(file.size), "sha256": keep_content(b"".join(file.chunks()))}


def keep_content(content: bytes) -> str:
    """Keep a content; its digest."""
    return sealed.keep(_folder(), content)


def content_of(sha256: str) -> bytes:
    """What was kept under a digest. Raises Unreadable where it is gone or damaged."""
    return sealed.content_of(_folder(), sha256)


def _folder() -> Path:
    return Path(settings.REGISTERS_DIR)
