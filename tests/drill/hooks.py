"""What happens at a job's steps in a room: every one is logged and on disk; some end the process, some wait.

A bell that has been heard out, whether there was something to claim or not, is logged in `bells.log` by its job.

The fate of a job lies in `fates/<job>` of the room: `step attempt what`, a line each, where `*` stands for any attempt.
The log has a line for each step: kind, job, attempt, step, pid and fate, with tabs between.
"""

import os
import signal
import time
from pathlib import Path
from typing import Any

from cadres.jobs.services import Claim

#: A job held at a step goes on after this many seconds whatever happens.
_LONGEST_HOLD = 60.0


def room() -> Path:
    return Path(os.environ["DRILL_ROOM"])


def on_step(claim: Claim, step: str) -> None:
    """Log the step, then do what its fate says."""
    what = _fate(claim, step)
    _log("steps.log", claim.kind, claim.job_id, claim.attempt, step, os.getpid(), what)
    if what == "child":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "worker":
        os.killpg(os.getpgrp(), signal.SIGKILL)
    elif what == "freeze":
        os.kill(os.getpid(), signal.SIGSTOP)
    elif what == "hold":
        _hold(claim, step)


def on_bell_heard(task: Any, args: Any, **_: Any) -> None:
    """Log the job whose bell this process has done with."""
    if task.name == "jobs.perform":
        _log("bells.log", *args)


def _fate(claim: Claim, step: str) -> str:
    path = room() / "fates" / str(claim.job_id)
    if path.exists():
        for line in path.read_text().splitlines():
            where, attempt, what = line.rsplit(maxsplit=2)
            if where == step and attempt in ("*", str(claim.attempt)):
                return what
    return "-"


def _hold(claim: Claim, step: str) -> None:
    """Wait until the fate is lifted (the file removed)."""
    deadline = time.monotonic() + _LONGEST_HOLD
    while _fate(claim, step) == "hold" and time.monotonic() < deadline:
        time.sleep(0.02)


def _log(log: str, *parts: object) -> None:
    handle = os.open(room() / log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, ("\t".join(map(str, parts)) + "\n").encode())
        os.fsync(handle)
    finally:
        os.close(handle)
