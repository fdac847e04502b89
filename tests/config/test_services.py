"""Servers shared by commands: started by the first, stopped after the last, gone with a killed keeper."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config import state
from config.embedded import children, locks, services

RUN = [sys.executable, "-m", "config.embedded.run"]


def eventually(holds: Callable[[], bool], seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def command(home: Path, *words: str) -> subprocess.Popen[str]:
    env = {**os.environ, "HENGJIAN_STATE": str(home)}
    return subprocess.Popen(
        [*RUN, *words], cwd=state.ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def server(home: Path) -> int:
    return int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def alive(number: int) -> bool:
    """Running, and no zombie that waits for its parent to take note."""
    try:
        return "State:\tZ" not in Path("/proc", str(number), "status").read_text()
    except OSError:
        return False


def free(lock: Path) -> bool:
    try:
        with locks.held(lock):
            return True
    except locks.Busy:
        return False


def test_two_commands_at_once_share_one_server_and_the_last_one_ends_it(home: Path) -> None:
    both = [command(home, "sh", "-c", "sleep 1; env") for _ in range(2)]
    answers = [one.communicate(timeout=120)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert all("DATABASE_URL=postgresql://hengjian_app:" in answer for answer in answers)
    assert answers[0].count("REDIS_URL=unix://") == 1
    assert eventually(lambda: free(services.keeper_lock(home)))
    assert not (home / "postgres" / "postmaster.pid").exists()


def test_a_command_right_after_another_finds_its_servers(home: Path) -> None:
    for _ in range(3):
        done = command(home, "true")
        done.communicate(timeout=60)
        assert done.returncode == 0


def test_the_exit_status_is_the_command_s(home: Path) -> None:
    failed = command(home, "sh", "-c", "exit 7")
    failed.communicate(timeout=60)
    assert failed.returncode == 7


def test_a_wish_to_end_reaches_the_command(home: Path) -> None:
    asked = command(home, "sh", "-c", "trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done")
    assert asked.stdout is not None
    assert asked.stdout.readline() == "ready\n"
    asked.terminate()
    asked.communicate(timeout=60)
    assert asked.returncode == 9


def test_servers_end_with_a_killed_command(home: Path) -> None:
    with services.embedded_services(home):
        postmaster = server(home)
    lingering = command(home, "sleep", "60")
    assert eventually(lambda: services._ready(home))
    postmaster = server(home)
    lingering.kill()
    lingering.communicate()
    assert eventually(lambda: not alive(postmaster))
    assert eventually(lambda: free(services.keeper_lock(home)))


def test_servers_end_with_a_killed_keeper_and_the_next_command_starts_others(home: Path) -> None:
    with services.embedded_services(home):
        before = server(home)
        os.kill(int(services.keeper_lock(home).read_text()), signal.SIGKILL)
        assert eventually(lambda: not alive(before))
        services.summon(home)
        assert server(home) != before
    assert eventually(lambda: free(services.keeper_lock(home)))


def test_a_server_that_dies_is_started_again(home: Path) -> None:
    with services.embedded_services(home):
        before = server(home)
        os.kill(before, signal.SIGKILL)
        assert eventually(lambda: _another_answers(home, before))


def _another_answers(home: Path, before: int) -> bool:
    from config.embedded import postgres

    return postgres._answers(home) and server(home) != before


def test_servers_given_from_outside_are_not_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@db.example/h")
    monkeypatch.setenv("REDIS_URL", "redis://r.example:6379")
    with services.embedded_services(tmp_path) as own:
        assert own == {}
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("9.6\n")
    with (
        pytest.raises(children.NotStarted, match="(?s)内置服务未能启动.*services.log"),
        services.embedded_services(tmp_path),
    ):
        pass
