"""``bin/lock``: write the lock files anew from ``requirements*.in`` and ``package.json``; hashes, no address."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import shell
from say import Refused, step

from config import state

_BIN = Path(sys.executable).parent
_OPTIONS = ["--quiet", "--generate-hashes", "--no-header", "--universal", "--python-version", "3.11"]


def main() -> None:
    for name, bounds in (("requirements", []), ("requirements-dev", ["-c", "requirements.lock"])):
        with step(f"{name}.lock"):
            shell.run([_uv(), "pip", "compile", *_OPTIONS, *bounds, f"{name}.in", "-o", f"{name}.lock"], seconds=600)
    with step("package-lock.json"):
        _lock_frontend()


def _uv() -> str:
    found = os.environ.get("UV") or shutil.which("uv", path=f"{_BIN}:{os.environ.get('PATH', '')}")
    if not found:
        raise Refused("找不到 uv / uv is not installed")
    return found


def _lock_frontend() -> None:
    """In a folder of its own, so that no installed package is taken for the wanted one."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copy(state.ROOT / "package.json", name)
        options = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--no-audit", "--no-fund"]
        path = f"{_BIN}:{os.environ.get('PATH', '')}"
        shell.run([_BIN / "npm", "install", *options], seconds=300, cwd=Path(name), env={"PATH": path})
        shutil.copy(Path(name) / "package-lock.json", state.ROOT)


if __name__ == "__main__":
    try:
        main()
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(1)
