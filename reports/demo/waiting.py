"""Waiting for a job at the terminal, with a bar that shows how far its row says it is."""

import shutil
import sys
import time
from typing import TextIO

from cadres.jobs.models import Job, JobState
from reports.demo.printing import fit

_WIDTH = 28
_PAUSE = 0.2


class JobFailed(Exception):
    """The job ended without its effect; the message is the row's."""


def wait_for(job: Job, out: TextIO = sys.stdout, *, patience: float = 300) -> None:
    """Watch a job until it is done. Raises JobFailed with its reason, or when nothing moves for `patience` seconds."""
    try:
        _watch(job, out, patience)
    finally:
        print(file=out, flush=True)  # before anything that is said of a failure


def _watch(job: Job, out: TextIO, patience: float) -> None:
    seen, moved = "", time.monotonic()
    while True:
        job = Job.objects.select_related("pulse").get(pk=job.pk)
        line = _line(job)
        if line != seen:
            _show(out, line, seen)
            seen, moved = line, time.monotonic()
        if job.state == JobState.DONE:
            return
        if job.state == JobState.FAILED:
            raise JobFailed(f"{job.title}未完成：{job.error}")
        if time.monotonic() - moved > patience:
            raise JobFailed(f"{job.title}已有 {patience:.0f} 秒没有进展，请查看 var/log 下的日志。")
        time.sleep(_PAUSE)


def _show(out: TextIO, line: str, before: str) -> None:
    """Redraw the line, cut to the terminal's width (a wrapped one would stay); else a line for each step."""
    if out.isatty():
        out.write(f"\r\x1b[2K{fit(line, shutil.get_terminal_size().columns - 1)}")
    elif line.partition("]")[2].partition("（")[0] != before.partition("]")[2].partition("（")[0]:
        out.write(("\n" if before else "") + line)
    out.flush()


def _line(job: Job) -> str:
    pulse = job.pulse
    share = 1.0 if job.state == JobState.DONE else (min(pulse.done / pulse.total, 1.0) if pulse.total else 0.0)
    filled = round(share * _WIDTH)
    bar = "█" * filled + "░" * (_WIDTH - filled)
    step = job.get_state_display() if job.state != JobState.RUNNING else pulse.step
    count = f"（{min(pulse.done, pulse.total)}/{pulse.total}）" if pulse.total and job.state == JobState.RUNNING else ""
    return f"  [{bar}] {job.title} · {step}{count}"
