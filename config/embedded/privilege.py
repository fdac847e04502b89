"""PostgreSQL refuses to run as root: what root uses instead, without opening one folder to anyone.

The server becomes ``nobody`` with a single capability, to *read* what it does not own. So a checkout inside a private
folder keeps its rights as they are; the server can write only to its own data folder.
"""

import os
import shutil
import subprocess
from pathlib import Path

_UID = 65534
_CAPABILITY = "-all,+dac_read_search"


class NotPossible(Exception):
    """Root cannot become an ordinary user here; the text says what to do."""


def needed() -> bool:
    return os.geteuid() == 0


def lowered(command: list[str], death_signal: str) -> list[str]:
    """``command`` as an ordinary user's: unchanged, unless this is root.

    ``death_signal`` (as ``INT``) is set again after the change of user, which clears it.
    """
    return [*_prefix(), "--pdeathsig", death_signal, *command] if needed() else command


def _prefix() -> list[str]:
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise NotPossible(_advice("缺少 setpriv（util-linux）"))
    user = [f"--reuid={_UID}", f"--regid={_UID}", "--clear-groups", "--no-new-privs"]
    rights = [f"--{kind}={_CAPABILITY}" for kind in ("inh-caps", "ambient-caps", "bounding-set")]
    # access(2), by which PostgreSQL finds its own files, disregards capabilities of ordinary users but for this bit
    return [setpriv, *user, *rights, "--securebits=+no_setuid_fixup"]


def check() -> None:
    """Raise NotPossible with an advice where root cannot lower itself (some containers forbid it)."""
    if not needed():
        return
    trial = subprocess.run([*_prefix(), "true"], capture_output=True, text=True, timeout=10, check=False)  # noqa: S603
    if trial.returncode:
        raise NotPossible(_advice(trial.stderr.strip()))


def own(folder: Path) -> None:
    """Make ``folder`` and give it to the user the server runs as; rights for that user only."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if needed():
        os.chown(folder, _UID, _UID)


def _advice(cause: str) -> str:
    return (
        f"PostgreSQL 不能以 root 身份运行，而此处无法降低权限（{cause}）。"
        "请改用普通用户运行，或用 DATABASE_URL 指定一台 PostgreSQL。\n"
        "PostgreSQL does not run as root and privileges cannot be lowered here: "
        "run as an ordinary user, or set DATABASE_URL."
    )
