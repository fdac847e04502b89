"""What the rules that hear groups of people have in common in the file."""

from collections.abc import Mapping, Sequence

from scoring.language.quorum import read_least
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry, listed
from scoring.rules.panel_hearing import BLOCK, SPREAD
from scoring.rules.weights import read_weights

CONCEAL_BELOW = 3


def check_names(
    entry: Entry, key: str, names: Sequence[str] | Mapping[str, object], known: Sequence[str], what: str
) -> None:
    """Note every name written under `key` that is not known."""
    for name in names:
        if name not in known:
            entry.note(key, f"来源没有{what}“{name}”", f"可用：{listed(known)}")


def read_panel(entry: Entry) -> tuple[str, Mapping[str, Exact], str, int]:
    """`source`, `groups`, `empty_group` (asked only where there are groups) and `conceal_below`."""
    groups = read_weights(entry, "groups")
    empty = entry.choice("empty_group", [BLOCK, SPREAD], "空组办法 empty_group ") if groups else BLOCK
    return entry.text("source"), groups, empty, read_least(entry, "conceal_below", CONCEAL_BELOW)
