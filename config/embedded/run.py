"""``python -m config.embedded.run [--owner] command …``: run a command with PostgreSQL and Redis at hand.

``--owner`` gives it the role that owns the tables. The exit status is the command's.
"""

import os
import signal
import subprocess
import sys

from config import state
from config.embedded import children, privilege, services

#: Wishes to end that reach this process alone; Ctrl-C reaches the whole terminal.
_WISHES = (signal.SIGTERM, signal.SIGHUP)


def main(words: list[str]) -> int:
    if words[:1] == ["--owner"]:
        os.environ["DATABASE_ROLE"] = "owner"
        words = words[1:]
    try:
        with services.embedded_services(state.home()):
            return _obey(words)
    except (children.NotStarted, privilege.NotPossible) as cause:
        print(cause, file=sys.stderr)  # noqa: T201
        return 1


def _obey(command: list[str]) -> int:
    """Run ``command`` to its end, which it decides on: Ctrl-C reaches it too, other wishes to end are passed on."""
    child = _start(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start ``command`` so that no wish to end is lost between its start and our being ready to pass it on."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _WISHES)
    child = subprocess.Popen(command, preexec_fn=_listen)  # noqa: S603, PLW1509 (no threads here)
    for wish in _WISHES:
        signal.signal(wish, lambda number, frame: child.send_signal(number))
    _listen()
    return child


def _listen() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _WISHES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
