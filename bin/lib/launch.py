"""The start scripts: make what a command needs, then become it. Standard library only; ``bin/lib/start`` calls it."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import debian
import demo_start
import fonts
import frontend
import packages
import room
import say
import strokes

from config import state
from config.embedded import locks

_EVERYTHING = (debian.for_documents, packages.for_program, frontend.ready, strokes.ready, fonts.ready)
#: Command → what it needs, in order.
NEEDS: dict[str, tuple[Callable[[], None], ...]] = {
    "demo": _EVERYTHING,
    "bench": _EVERYTHING,
    "test": (debian.for_tests, packages.for_tests, frontend.ready, strokes.ready, fonts.ready),
    "drill": (debian.for_documents, packages.for_tests, strokes.ready, fonts.ready),
    "manage": (debian.for_program, packages.for_program, strokes.ready),
    "scheme": (
        debian.for_program,
        packages.for_program,
    ),
    "check": (
        debian.for_program,
        packages.for_tests,
    ),
    "lock": (
        debian.for_program,
        packages.for_tests,
    ),
}
#: Commands of manage.py that change tables, and so run as the role that owns them.
_OWNERS = {"migrate", "flush", "test"}


def main(command: str, words: list[str]) -> None:
    """Set up for ``command`` and turn into it; this process does not come back unless something is refused."""
    room.usable(state.home())
    if command == "demo":
        demo_start.prepare(words)
    _set_up(command)
    if command != "scheme":  # whose files are named from where the caller is
        os.chdir(state.ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["PYTHONPATH"] = str(state.ROOT)
    python = str(packages.PYTHON)
    os.execv(python, [python, *_program(command, words)])


def _set_up(command: str) -> None:
    try:
        with locks.held(state.private(state.home() / "run") / "setup.lock") as handle:
            locks.sign(handle, str(os.getpid()))
            room.check(packages.PYTHON.exists())
            for provide in NEEDS[command]:
                provide()
    except locks.Busy as busy:
        raise say.Refused(f"已有一个安装正在进行（进程号 {busy}），请等它结束。/ Another set-up is running.") from busy


def _program(command: str, words: list[str]) -> list[str]:
    run, lib = ["-m", "config.embedded.run"], Path(__file__).parent
    python = str(packages.PYTHON)
    match command:
        case "manage":
            owner = ["--owner"] if words[:1] and words[0] in _OWNERS else []
            return [*run, *owner, python, "manage.py", *words]
        case "test":
            return ["-m", "pytest", "-n", "3", *words]
        case "scheme":
            return ["-P", "-m", "scoring", *words]
        case "drill":
            return ["-m", "tests.drill", *words]
        case "bench":
            return [*run, python, "-m", "bench", *words]
        case _:
            return [str(lib / f"{command}.py"), *words]


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)  # as an exception, which ends the command under way with us
    try:
        main(sys.argv[1], sys.argv[2:])
    except say.Refused as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
