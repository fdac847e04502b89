"""The state folder: that it can be written to and has room, asked before work instead of after it."""

import os
import pwd
import shutil
from pathlib import Path

import shell
from say import Refused

from config import state

_FIRST, _LATER = 2500, 300  # MB


def usable(home: Path) -> None:
    """Make the state folder and ``run/`` in it. Raises Refused where that cannot be, or where another user made them.

    Root is refused another's too: PostgreSQL serves only whom its data belong to, and the sockets would change hands.
    """
    try:
        owner = state.private(state.private(home) / "run").stat().st_uid
    except OSError as error:
        raise Refused(_closed(home, error.strerror or "")) from error
    if owner != os.geteuid():
        raise Refused(_closed(home, f"属于用户 {_name(owner)}"))


def _name(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _closed(home: Path, cause: str) -> str:
    return (
        f"不能使用状态文件夹 {home}（{cause}）。请用建立它的用户运行，或用 HENGJIAN_STATE 指定别处的文件夹。\n"
        "The state folder cannot be used. Run as the user who made it, or set HENGJIAN_STATE to a folder elsewhere."
    )


def check(installed: bool) -> None:
    """Raises Refused when the state folder's disk has too little room for what is to come."""
    need = _LATER if installed else _FIRST
    free = shutil.disk_usage(shell.HOME).free // 2**20
    if free < need:
        raise Refused(
            f"磁盘空间不足：{shell.HOME} 所在磁盘剩余 {free} MB，需要 {need} MB。"
            "可清理磁盘，或用 HENGJIAN_STATE 指定别处的文件夹。\n"
            f"Not enough room: {free} MB free, {need} MB needed. Set HENGJIAN_STATE to a folder elsewhere."
        )
