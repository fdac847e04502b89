"""``python -m config.embedded.run [--owner] command …``: run a command with PostgreSQL and Redis at hand.

``--owner`` gives it the role that owns the tables. The exit status is the command's.
"""

import os
import subprocess
import sys

from config import state
from config.embedded import children, privilege, services


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
    """Run ``command`` to its end. Ctrl-C reaches it too, so it is the one that decides when to end."""
    child = subprocess.Popen(command)  # noqa: S603
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
