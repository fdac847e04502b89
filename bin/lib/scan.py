"""bandit over the program, held to the findings that were read: ``bin/check`` runs this as ``scan``.

`reviewed.toml` says of each file and rule how many findings were read and why they are harmless. One more fails, and so
does a row of which nothing is left.
"""

import json
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

from config import state

SOURCES = ("config", "scoring", "cadres", "assessment", "outcomes", "reports", "bin/lib")
_REVIEWED = Path(__file__).with_name("reviewed.toml")
Found = Counter[tuple[str, str]]


def findings(*paths: str) -> Found:
    """How often each rule fired in each file."""
    command = [str(Path(sys.executable).parent / "bandit"), "-q", "-r", "-f", "json", *paths]
    done = subprocess.run(command, cwd=state.ROOT, capture_output=True, text=True, timeout=600, check=False)
    told = json.loads(done.stdout)
    if told["errors"]:
        raise RuntimeError(told["errors"])
    return Counter((one["filename"], one["test_id"]) for one in told["results"])


def reviewed() -> Found:
    """What was read, as `findings` counts it."""
    rows = tomllib.loads(_REVIEWED.read_text("utf-8"))["reviewed"]
    return Counter({(row["file"], rule): count for row in rows for rule, count in row["rules"].items()})


def differences(found: Found, known: Found) -> list[str]:
    """What is new, and what is there no more."""
    new = [f"{file}: {rule} fires {count} times, {known[file, rule]} were read" for (file, rule), count in found.items()
           if count > known[file, rule]]  # fmt: skip
    old = [f"reviewed.toml: {file} {rule} says {count}, there are {found[file, rule]}" for (file, rule), count
           in known.items() if count > found[file, rule]]  # fmt: skip
    return sorted(new) + sorted(old)


def main() -> int:
    """0 when every finding was read."""
    found = findings(*SOURCES)
    told = differences(found, reviewed())
    print("\n".join(told) or f"{sum(found.values())} findings, all read")
    return bool(told)


if __name__ == "__main__":
    sys.exit(main())
