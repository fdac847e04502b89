"""Two texts line by line: what went, what came, and a little around it."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_AROUND = 2


class Row(NamedTuple):
    """One line; `mark` is '−', '＋', '' for a line that stayed, '…' where unchanged lines are left out."""

    old: int | None
    new: int | None
    mark: str
    text: str


def rows(old: str, new: str) -> list[Row]:
    """The changed lines with their surroundings; empty when the texts are the same."""
    before, after = old.splitlines(), new.splitlines()
    found: list[Row] = []
    for number, group in enumerate(SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND)):
        if number:
            found.append(Row(None, None, "…", ""))
        for step in group:
            found += _step(before, after, *step)
    return found


def _step(before: list[str], after: list[str], sort: str, i1: int, i2: int, j1: int, j2: int) -> Iterator[Row]:
    if sort == "equal":
        yield from (Row(i + 1, j + 1, "", before[i]) for i, j in zip(range(i1, i2), range(j1, j2), strict=True))
        return
    yield from (Row(i + 1, None, "−", before[i]) for i in range(i1, i2))
    yield from (Row(None, j + 1, "＋", after[j]) for j in range(j1, j2))
