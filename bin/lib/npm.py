"""npm packages by their lock, in the state folder; nothing of theirs is run."""

import shutil

import packages
import shell
import stamps
from say import step

from config import state

MODULES = shell.HOME / "frontend" / "node_modules"
LISTS = [state.ROOT / "package.json", state.ROOT / "package-lock.json"]


def ready() -> None:
    """Install the packages where their lists have changed."""
    installed = stamps.digest(LISTS)
    if not stamps.fits("frontend", installed):
        with step("安装前端部件和笔顺数据（npm）"):
            _install()
        stamps.put("frontend", installed)


def _install() -> None:
    folder = state.private(MODULES.parent)
    for path in LISTS:
        shutil.copy(path, folder)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    search = f"{packages.PYTHON.parent}:/usr/bin:/bin"
    npm = packages.PYTHON.parent / "npm"
    shell.run(
        [npm, "ci", *options, f"--cache={shell.HOME / 'npm-cache'}"], seconds=900, cwd=folder, env={"PATH": search}
    )
