"""The closed set of rule kinds: one file each, one table. A new kind is a file, a row and a section in the docs."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from scoring.context import Binding, Context, Score
from scoring.figure import Figure
from scoring.reader import Entry
from scoring.rules import carried, ledger, mean, sum, weighted
from scoring.rules.head import Head
from scoring.scheme import Rule


class Kind(NamedTuple):
    """What a rule kind can do.

    `read` makes the rule from its YAML entry; `bind` makes it a function of a case; `value` recomputes the value of one
    of its figures from the figure's parts alone (None if a part is missing), for replay.
    """

    read: Callable[[Entry, Head], Rule]
    bind: Callable[[Any, Binding], Score]
    value: Callable[[Any, Figure], Fraction | None]


RULES: Mapping[str, Kind] = {
    "weighted": Kind(weighted.read, weighted.bind, weighted.value),
    "sum": Kind(sum.read, sum.bind, sum.value),
    "mean": Kind(mean.read, mean.bind, mean.value),
    "ledger": Kind(ledger.read, ledger.bind, ledger.value),
    "carried": Kind(carried.read, carried.bind, carried.value),
}


def read(entry: Entry, path: str) -> Rule:
    """The rule written at `entry`, of whatever kind; an unknown kind is noted and read as nothing."""
    kind = entry.choice("kind", RULES, "规则种类 kind ")
    head = Head(path, entry.text("label"), entry.text("short", ""), entry.clause(), read)
    entry.page.named[path] = entry
    if kind:
        return RULES[kind].read(entry, head)
    entry.excused = True
    return Rule(path, head.label, head.short, head.clause)


def bind(rule: Rule, context: Context, subject_kind: str) -> Score:
    """The rule as a function of a case of `subject_kind`."""
    parts = tuple(bind(child, context, subject_kind) for child in rule.children())
    return RULES[rule.kind].bind(rule, Binding(context, subject_kind, parts))
