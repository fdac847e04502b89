"""Commands of other programs: never waiting for input, never without an end, their output in the set-up log."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from say import Refused

from config import state

HOME = state.home()
LOG = HOME / "log" / "setup.log"


def run(
    command: Sequence[str | Path], *, seconds: int, cwd: Path = state.ROOT, env: Mapping[str, str] | None = None
) -> None:
    """Run ``command`` to success. Raises Refused with the end of its output."""
    words = [os.fspath(word) for word in command]
    status = _attempt(words, seconds, cwd, {**os.environ, **(env or {})})
    if status:
        raise Refused(f"{status}：{' '.join(words[:6])}\n{_tail()}\n完整记录 / full log: {LOG}")


def _attempt(words: list[str], seconds: int, cwd: Path, env: Mapping[str, str]) -> str:
    """What went wrong, or nothing."""
    state.private(LOG.parent)
    with LOG.open("a") as log:
        log.write(f"$ {' '.join(words)}\n")
        log.flush()
        try:
            done = subprocess.run(
                words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=cwd, env=env, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired:
            return f"{seconds} 秒内没有完成 / timed out"
        except FileNotFoundError:
            return "找不到命令 / command not found"
    return f"退出码 {done.returncode} / failed" if done.returncode else ""


def _tail() -> str:
    return "\n".join(f"    {line}" for line in LOG.read_text(errors="replace").splitlines()[-12:])
