"""The embedded Redis: its settings, what it survives, and paths too long for a socket."""

from pathlib import Path

import pytest
import redis as client

from config import addresses, state
from config.embedded import children, redis


def connected(home: Path) -> "client.Redis[bytes]":
    return client.Redis.from_url(addresses.redis(redis.url(home), 0), socket_timeout=2, retry=addresses.no_retry())


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("appendonly", "yes"),
        ("appendfsync", "everysec"),
        ("maxmemory-policy", "noeviction"),
        ("port", "0"),
        ("save", ""),
    ],
)
def test_settings_in_force(home: Path, running_redis: children.Child, setting: str, value: str) -> None:
    assert connected(home).config_get(setting) == {setting: value}


def test_the_queue_survives_a_kill(home: Path, running_redis: children.Child) -> None:
    assert connected(home).rpush("queue", *range(500)) == 500
    running_redis.process.kill()
    running_redis.process.wait()
    with children.stopped_at_end(redis.start(home)):
        assert connected(home).llen("queue") == 500


def test_it_ends_in_good_order(home: Path, running_redis: children.Child) -> None:
    running_redis.stop(seconds=5)
    assert running_redis.process.returncode == 0
    assert not Path(redis.url(home).removeprefix("unix://")).exists()


def test_a_path_too_long_for_a_socket_gets_a_short_private_folder(home: Path) -> None:
    deep = home / ("很深的文件夹" * 6)
    short = state.sockets(deep)
    assert len(str(deep / "run" / "redis.sock").encode()) > state.LONGEST_SOCKET_PATH > len(str(short).encode()) + 20
    with children.stopped_at_end(redis.start(deep)):
        assert short.stat().st_mode & 0o777 == 0o700
        assert connected(deep).ping()
    short.rmdir()


def test_two_folders_never_share_a_socket() -> None:
    deep = Path("/", "x" * 120)
    assert state.sockets(deep / "a") != state.sockets(deep / "b")
