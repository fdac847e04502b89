"""Lists in their right order and strokes of surnames, from the domain reference (4.8)."""

from pathlib import Path


def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("golden.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), [])
        else:
            words.extend(line.split())
    return sections


GOLDEN = _sections()
