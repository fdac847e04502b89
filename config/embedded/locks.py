"""Locks on files: held by open file descriptors, so the kernel frees them however a process ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):
    """Another process holds the lock; the text is what it wrote about itself."""


def take(path: Path, *, shared: bool = False, patience: float = 0.0) -> int:
    """Lock ``path`` and return the descriptor that holds the lock; wait at most ``patience`` seconds.

    Raises Busy with the first line of the file, which :func:`sign` wrote there.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    deadline = time.monotonic() + patience
    while not _locked(handle, kind):
        if time.monotonic() >= deadline:
            os.close(handle)
            raise Busy(path.read_text().partition("\n")[0])
        time.sleep(0.05)
    return handle


def _locked(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def sign(handle: int, text: str) -> None:
    """Write into the locked file who holds it."""
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{text}\n".encode(), 0)


@contextmanager
def held(path: Path, *, shared: bool = False, patience: float = 0.0) -> Iterator[int]:
    """The lock of :func:`take` for the time of a ``with`` block."""
    handle = take(path, shared=shared, patience=patience)
    try:
        yield handle
    finally:
        os.close(handle)
