"""Room on the disk, asked before work instead of after it."""

import shutil

import shell
from say import Refused

_FIRST, _LATER = 2500, 300  # MB


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
