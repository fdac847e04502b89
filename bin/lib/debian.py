"""Packages of the operating system: asked for only where something is missing."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import shell
from say import Refused, step

#: A library WeasyPrint loads → its Debian package.
_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
#: A font file (anywhere below the system's font folder) → its Debian package.
_FONTS = {"NotoSerifCJK-Regular.ttc": "fonts-noto-cjk", "ukai.ttc": "fonts-arphic-ukai"}
_FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
_SECONDS = 1200


def for_program() -> None:
    """What makes a Python environment."""
    need(_environment())


def for_documents() -> None:
    """The same, and the libraries and Chinese fonts that PDF documents need."""
    need(_environment() + _documents())


def for_tests() -> None:
    """The same, and Chromium."""
    need(_environment() + _documents() + _browser())


def _environment() -> list[str]:
    """Debian splits the standard library: what makes an environment may be missing until there is one."""
    whole = all(importlib.util.find_spec(name) for name in ("ensurepip", "venv"))
    return [] if whole or (shell.HOME / "venv").exists() else ["python3-venv"]


def _documents() -> list[str]:
    present = {file.name for folder in _FONT_FOLDERS for file in folder.rglob("*.tt[cf]")}
    libraries = [package for library, package in _LIBRARIES.items() if not _loads(library)]
    return libraries + [package for file, package in _FONTS.items() if file not in present]


def _browser() -> list[str]:
    present = any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return [] if present else ["chromium"]


def need(packages: list[str]) -> None:
    """Install ``packages``. Raises Refused with the words for an administrator where that is not possible."""
    if not packages:
        return
    apt = [*_as_root(packages), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    with step(f"安装系统软件包 {' '.join(packages)}"):
        shell.run([*apt, "update", "-qq"], seconds=_SECONDS)
        shell.run([*apt, "install", "-y", "-qq", "--no-install-recommends", *packages], seconds=_SECONDS)


def _as_root(packages: list[str]) -> list[str]:
    if shutil.which("apt-get") and os.geteuid() == 0:
        return []
    if shutil.which("apt-get") and shutil.which("sudo") and _sudo_without_password():
        return ["sudo", "-n"]
    raise Refused(
        f"缺少系统软件包，而当前用户无权安装。请管理员执行：\n"
        f"    sudo apt-get install --no-install-recommends {' '.join(packages)}\n"
        f"System packages are missing. Ask your administrator to run the command above, then start again."
    )


def _sudo_without_password() -> bool:
    trial = subprocess.run(
        ["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False
    )
    return trial.returncode == 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
