"""Python packages: an environment in the state folder, filled from the lock files with their hashes checked."""

import subprocess
import sys
from pathlib import Path

import shell
import stamps
from say import step

from config import state

VENV = shell.HOME / "venv"
PYTHON = VENV / "bin" / "python"
_PROGRAM, _TESTS = state.ROOT / "requirements.lock", state.ROOT / "requirements-dev.lock"
_SECONDS = 1800


def for_program() -> None:
    """What the program runs on. The tests' environment has it too."""
    if not (stamps.fits("packages", _mark(_PROGRAM)) or stamps.fits("packages-tests", _mark(_TESTS, _PROGRAM))):
        _install("安装 Python 依赖（约 1 分钟）", _PROGRAM)
        stamps.put("packages", _mark(_PROGRAM))


def for_tests() -> None:
    """What tests and checks need on top."""
    if not stamps.fits("packages-tests", _mark(_TESTS, _PROGRAM)):
        _install("安装 Python 依赖（含测试工具，约 2 分钟）", _TESTS)
        stamps.put("packages-tests", _mark(_TESTS, _PROGRAM))


def _mark(*locks: Path) -> str:
    return stamps.digest(locks, str(VENV))


def _install(title: str, lock: Path) -> None:
    _make_environment()
    with step(title):
        options = ["--require-hashes", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
        shell.run([PYTHON, "-m", "pip", "install", *options, "-r", lock], seconds=_SECONDS)


def _make_environment() -> None:
    """Make the environment unless a whole one is there (an interrupted start may have left half of one)."""
    if _has_pip():
        return
    with step("建立 Python 环境"):
        clear = [] if PYTHON.exists() else ["--clear"]
        shell.run([sys.executable, "-m", "venv", *clear, VENV], seconds=300)


def _has_pip() -> bool:
    if not PYTHON.exists():
        return False
    trial = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, timeout=60, check=False)
    return trial.returncode == 0
