"""The files of appointment forms, kept sealed in the forms folder; large ones in pieces that fit into memory."""

import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from cadres.people import sealed

PIECE = 4 * 1024 * 1024


def keep(content: bytes) -> str:
    """Keep a file and return its SHA-256."""
    return sealed.keep(_folder(), content)


def content_of(sha256: str) -> bytes:
    """A kept file. Raises Unreadable when it is gone, altered or under another key."""
    return sealed.content_of(_folder(), sha256)


def keep_pieces(file: IO[bytes]) -> list[str]:
    """Keep a large file piece by piece; the digests of the pieces in order."""
    return [keep(piece) for piece in iter(lambda: file.read(PIECE), b"")]


class Pieced(io.RawIOBase):
    """A file kept in pieces, to be read from any place: no more than two pieces are in memory at once."""

    def __init__(self, pieces: list[str], size: int) -> None:
        self.pieces, self.whole, self.at = pieces, size, 0
        self._piece = lru_cache(maxsize=2)(content_of)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As files do; a place before the beginning is refused with ValueError."""
        place = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.whole}[whence]
        if place < 0:
            raise ValueError("negative seek position")
        self.at = place
        return place

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as the present piece reaches."""
        if self.at >= self.whole:
            return 0
        number, start = divmod(self.at, PIECE)
        found = self._piece(self.pieces[number])[start : start + len(buffer)]
        buffer[: len(found)] = found
        self.at += len(found)
        return len(found)


def opened(files: list[dict[str, Any]]) -> Iterator[tuple[str, IO[bytes]]]:
    """Each file of an import by its name, open until the next is asked for."""
    for file in files:
        with io.BufferedReader(Pieced(file["pieces"], file["size"])) as stream:
            yield file["name"], stream


def _folder() -> Path:
    return Path(settings.FORMS_DIR)
