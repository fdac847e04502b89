"""A child process that cannot outlive its parent, is ready or says why not, and stops in good order."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.embedded import locks

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)
#: Seconds between two looks at a child that starts or stops.
_PAUSE = 0.02
#: How long a new child waits for one that a killed parent left to end.
_PREDECESSOR_SECONDS = 30.0


class NotStarted(Exception):
    """A child ended, or was not ready in time; the text holds the end of its log."""


@dataclass(frozen=True, slots=True)
class Child:
    """A started process: its name for messages, its log, and the signal that ends it in good order."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals

    def running(self) -> bool:
        return self.process.poll() is None

    def wait_ready(self, ready: Callable[[], bool], seconds: float) -> None:
        """Return when ``ready()`` is true. Raises NotStarted when the child ends first or ``seconds`` pass."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.running():
                raise NotStarted(f"{self.name} 未能启动（退出码 {self.process.returncode}）：\n{tail(self.log)}")
            if time.monotonic() >= deadline:
                raise NotStarted(f"{self.name} 在 {seconds:.0f} 秒内没有就绪：\n{tail(self.log)}")
            time.sleep(_PAUSE)

    def stop(self, seconds: float = 20.0) -> None:
        """Ask the child to end; after ``seconds`` end it and its whole process group by force."""
        self.ask_to_stop()
        self.see_stopped(seconds)

    def ask_to_stop(self) -> None:
        """Send the signal that ends the child in good order."""
        if self.running():
            self.process.send_signal(self.stop_signal)

    def see_stopped(self, seconds: float = 20.0) -> None:
        """Wait for a child that was asked; after ``seconds`` end it and its whole process group by force."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    log: Path,
    stop_signal: signal.Signals = signal.SIGTERM,
    death_signal: signal.Signals | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    lock: Path | None = None,
    before: Callable[[], None] = lambda: None,
) -> Child:
    """Start ``command`` in a process group of its own, its output appended to ``log``.

    When this process ends, however that happens, the kernel sends the child ``death_signal`` (else ``stop_signal``).
    Call it from the main thread: the kernel watches the thread that started the child. The child inherits ``lock`` and
    holds it until it and all its descendants have ended; ``before`` runs under that lock. Raises NotStarted when a
    predecessor keeps it.
    """
    with _inherited(name, lock) as handles:
        before()
        options = {"env": None if env is None else dict(env), "cwd": cwd, "pass_fds": handles}
        process = _start([os.fspath(part) for part in command], log, death_signal or stop_signal, options)
        return Child(name, process, log, stop_signal)


@contextmanager
def _inherited(name: str, lock: Path | None) -> Iterator[tuple[int, ...]]:
    if lock is None:
        yield ()
        return
    try:
        with locks.held(lock, patience=_PREDECESSOR_SECONDS) as handle:
            yield (handle,)
    except locks.Busy as busy:
        raise NotStarted(f"{name} 的上一个进程仍未结束（锁文件 {lock}）。") from busy


def _start(words: list[str], log: Path, death_signal: signal.Signals, options: Any) -> subprocess.Popen[bytes]:
    parent = os.getpid()

    def bind() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(death_signal))
        if os.getppid() != parent:  # the parent ended before the line above took hold
            os._exit(1)

    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 (commands are ours)
            words,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=bind,  # noqa: PLW1509 (single-threaded starters only)
            **options,
        )


def stop_together(family: Iterable[Child]) -> None:
    """Stop children that do not need each other for their end: all are asked first, so it takes as long as one."""
    members = list(family)
    for child in members:
        child.ask_to_stop()
    for child in members:
        child.see_stopped()


@contextmanager
def stopped_at_end(child: Child) -> Iterator[Child]:
    """Stop ``child`` when the block ends, with or without an error."""
    try:
        yield child
    finally:
        child.stop()


def tail(log: Path, lines: int = 12) -> str:
    """The last ``lines`` lines of a log, for a message."""
    if not log.exists():
        return "（没有日志）"
    text = log.read_text(errors="replace").splitlines()[-lines:]
    return "\n".join(f"    {line}" for line in text) + f"\n    完整日志：{log}"
