"""What every rule has in common when it is read."""

from collections.abc import Callable
from typing import NamedTuple

from scoring.language.rule import Rule
from scoring.reading.reader import Entry


class Head(NamedTuple):
    """The common keys of a rule, and how to read a rule below it (given, because kinds do not know each other)."""

    path: str
    label: str
    short: str
    clause: str
    read: Callable[[Entry, str], Rule]

    def common(self) -> tuple[str, str, str, str]:
        """The first four arguments of every rule class."""
        return self.path, self.label, self.short or self.label, self.clause

    def part(self, entry: Entry) -> Rule:
        """The one rule below, at the key `part` of `entry`."""
        return self.read(entry.entry("part"), f"{self.path}.part")

    def parts(self, entries: dict[str, Entry]) -> tuple[Rule, ...]:
        """The rules below, each named by its key."""
        return tuple(self.read(entry, f"{self.path}.{key}") for key, entry in entries.items())
