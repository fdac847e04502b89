"""``bin/check``: format, lint, types, import contracts, system checks, migrations, scan, what we are built of.

All of them run; any may fail it. None needs network.
"""

import subprocess
import sys
import time
from pathlib import Path

from config import state
from config.embedded import children, privilege, services

_BIN = Path(sys.executable).parent
_SOURCES = ["config", "scoring", "cadres", "assessment", "outcomes", "reports"]
_SCRIPTS = ["launch", "demo", "check", "lock", "scan", "supply"]
#: As an office would start it: behind a proxy with a certificate, under its own name.
_DEPLOYED = ["HTTPS=1", "BEHIND_PROXY=1", "ALLOWED_HOSTS=kaohe.example", "CSRF_TRUSTED_ORIGINS=https://kaohe.example"]
CHECKS: dict[str, list[str]] = {
    "format": [f"{_BIN}/ruff", "format", "--check", "--quiet", "."],
    "lint": [f"{_BIN}/ruff", "check", "--quiet", "."],
    "types": [f"{_BIN}/mypy", "--cache-dir", f"{state.home()}/mypy", *(f"--package={name}" for name in _SOURCES)],
    "scripts": [f"{_BIN}/mypy", "--cache-dir", f"{state.home()}/mypy", *(f"bin/lib/{name}.py" for name in _SCRIPTS)],
    "imports": [f"{_BIN}/lint-imports", "--cache-dir", f"{state.home()}/import-linter"],
    "system": [sys.executable, "manage.py", "check", "--fail-level=WARNING"],
    "deployment": ["env", *_DEPLOYED, sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
    "scan": [sys.executable, "bin/lib/scan.py"],
    "supply": [sys.executable, "bin/lib/supply.py"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
}


def main() -> int:
    """0 when every check holds."""
    with services.embedded_services(state.home()):
        failed = [name for name, command in CHECKS.items() if not _holds(name, command)]
    print(f"failed: {', '.join(failed)}" if failed else "all checks hold")
    return bool(failed)


def _holds(name: str, command: list[str]) -> bool:
    begin = time.monotonic()
    done = subprocess.run(command, cwd=state.ROOT, capture_output=True, text=True, timeout=600, check=False)
    print(f"{name:<11}{'ok' if done.returncode == 0 else 'FAILED':<7}{time.monotonic() - begin:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (children.NotStarted, privilege.NotPossible) as cause:
        print(cause, file=sys.stderr)
        sys.exit(1)
