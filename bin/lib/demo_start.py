"""What ``bin/demo`` asks before any work: its arguments, that it is the only one here, and that its port is free."""

import argparse
import errno
import os
import socket
from pathlib import Path

import say

from config import state
from config.embedded import locks

HOST, PORT = "127.0.0.1", 8000


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/demo", description="安装、运行一个县的年度考核，并在本机提供页面。")
    parser.add_argument("--once", action="store_true", help="只运行，不提供页面")
    parser.add_argument("--fresh", action="store_true", help="清除此前的数据，从头开始")
    parser.add_argument("--port", type=int, default=PORT, help=f"页面的端口（默认 {PORT}）")
    return parser.parse_args(words)


def prepare(words: list[str]) -> None:
    """Refuse at once what cannot work. The lock stays with this process, through ``exec``, to its end."""
    asked = arguments(words)
    try:
        handle = locks.take(state.private(state.home() / "run") / "demo.lock")
    except locks.Busy as busy:
        raise say.Refused(f"已有一个 bin/demo 正在运行（进程号 {busy}）。/ bin/demo is running already.") from busy
    locks.sign(handle, str(os.getpid()))
    os.set_inheritable(handle, True)
    if not asked.once:
        _check_port(asked.port)


def _check_port(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise say.Refused(_port_advice(port, error)) from error


def _port_advice(port: int, error: Exception) -> str:
    taken = getattr(error, "errno", None) == errno.EADDRINUSE
    cause = f"已被占用{holder(port)}" if taken else f"不能使用（{error}）"
    return f"端口 {port} {cause}。请用 --port 换一个。\nPort {port} cannot be used; choose another by --port."


def holder(port: int) -> str:
    """Who listens on ``port``, as far as this user may see: （进程号 …，命令）, or nothing."""
    nodes = {f"socket:[{node}]" for node in _listening(port)}
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if str(link.readlink()) in nodes:
                command = (link.parents[1] / "comm").read_text().strip()
                return f"（进程号 {link.parts[2]}，{command}）"
        except OSError:
            continue  # ended meanwhile, or another user's
    return ""


def _listening(port: int) -> list[str]:
    """Socket numbers of TCP listeners on ``port``, from the kernel's tables (state 0A, address in hexadecimal)."""
    tables = [table for name in ("tcp", "tcp6") if (table := Path("/proc/net", name)).exists()]
    rows = [line.split() for table in tables for line in table.read_text().splitlines()[1:]]
    return [row[9] for row in rows if row[3] == "0A" and row[1].endswith(f":{port:04X}")]
