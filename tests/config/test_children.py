"""Child processes: ready or a reason, ended in good order or by force, never left behind."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config import state
from config.embedded import children, locks


def test_a_child_that_ends_early_shows_the_end_of_its_log(tmp_path: Path) -> None:
    child = children.start("甲", ["sh", "-c", "echo 原因; exit 3"], log=tmp_path / "log")
    with pytest.raises(children.NotStarted, match=r"(?s)甲 未能启动（退出码 3）.*原因"):
        child.wait_ready(lambda: False, 10)


def test_a_child_that_is_never_ready_is_given_up(tmp_path: Path) -> None:
    child = children.start("甲", ["sleep", "60"], log=tmp_path / "log")
    with pytest.raises(children.NotStarted, match="没有就绪"), children.stopped_at_end(child):
        child.wait_ready(lambda: False, 0.1)
    assert child.process.returncode == -signal.SIGTERM


def test_a_child_that_will_not_end_is_ended_with_its_descendants(tmp_path: Path) -> None:
    script = "trap '' TERM; sleep 61 & echo $!; wait; sleep 62"
    child = children.start("甲", ["sh", "-c", script], log=tmp_path / "log")
    child.wait_ready(lambda: (tmp_path / "log").read_text() != "", 10)
    child.stop(seconds=0.3)
    assert child.process.returncode == -signal.SIGKILL
    assert _gone(int((tmp_path / "log").read_text()))


def test_children_stopped_together_take_as_long_as_one(tmp_path: Path) -> None:
    script = "trap 'sleep 1; exit 0' TERM; echo ready; while :; do sleep 0.05; done"
    family = [children.start(name, ["sh", "-c", script], log=tmp_path / name) for name in "甲乙丙"]
    for child in family:
        child.wait_ready(lambda log=child.log: log.read_text() != "", 10)
    begin = time.monotonic()
    children.stop_together(family)
    assert [child.process.returncode for child in family] == [0, 0, 0]
    assert time.monotonic() - begin < 2.5


def test_a_killed_parent_takes_its_children_along(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from config.embedded import children\n"
        f"child = children.start('甲', ['sleep', '63'], log=Path({str(tmp_path / 'log')!r}))\n"
        "print(child.process.pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, cwd=state.ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        number = int(parent.stdout.readline())
        assert not _gone(number, seconds=0.2)
        parent.kill()
    assert _gone(number)


def test_the_lock_is_held_until_the_last_descendant_has_ended(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    child = children.start("甲", ["sh", "-c", "sleep 1 & exit 0"], log=tmp_path / "log", lock=lock)
    assert child.process.wait() == 0
    with pytest.raises(locks.Busy):
        locks.take(lock)
    with locks.held(lock, patience=10):
        pass


def _gone(number: int, seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if "State:\tZ" in Path("/proc", str(number), "status").read_text():
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False
