"""The numbers of a scheme that one may try otherwise: weights, shares and months, each at its place in the text.

Turning a dial replaces the number where it stands and nothing else, so that comments and layout stay.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import yaml

from scoring.telling.lexicon import key_word, value_word
from scoring.telling.outline import Node, outline

PERCENT, MONTHS, POINTS = "%", "个月", "分"
_WEIGHT, _SHARE, _LEAST = "weight", "share", "minimum_months"
WORDS = {_WEIGHT: "权重", _SHARE: "比例", _LEAST: "最少在任"}
_FINEST = Decimal("0.01")

Path = tuple[str, ...]


class Dial(NamedTuple):
    """One number: `value` in its `unit` (40 for 40 %), from 0 to `high`; `text[start:end]` is the number as written.

    `where` is the part of the scheme, `group` that whose weights belong together, '' for a number that stands alone.
    """

    path: str
    group: str
    where: str
    word: str
    value: Decimal
    unit: str
    high: int
    line: int
    start: int
    end: int
    as_percent: bool

    def written(self, value: Decimal) -> str:
        """`value` in the way the number is written now: 40%, 0.4 or 3."""
        if self.unit == PERCENT and not self.as_percent:
            return _plain(value / 100)
        return _plain(value) + ("%" if self.as_percent else "")


class Unbalanced(ValueError):
    """The weights asked for cannot be brought to the sum they have in the scheme."""


@lru_cache(maxsize=32)
def dials(text: str) -> tuple[Dial, ...]:
    """The dials of a scheme in the order of its text; SchemeError if it is not a scheme."""
    chains = {tuple(path.split(".")): chain for path, chain in _chains(outline(text), ())}
    return tuple(
        _dial(path, node, chains)
        for path, node in _scalars(yaml.compose(text, Loader=yaml.SafeLoader), ())
        if path[-1] in WORDS
    )


def turned(text: str, wanted: Mapping[str, Decimal]) -> str:
    """The text with the dials at `wanted` (path → value) set; weights beside them make room in proportion.

    Raises Unbalanced when no room can be made. Whether the result is a scheme is for the loader to say.
    """
    settings = balanced(dials(text), wanted)
    for dial in sorted(dials(text), key=lambda one: one.start, reverse=True):
        value = settings[dial.path]
        if value != dial.value:
            text = text[: dial.start] + dial.written(value) + text[dial.end :]
    return text


def balanced(all_dials: Iterable[Dial], wanted: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The value of every dial when those at `wanted` are set: the weights of a group keep their sum.

    Weights that nobody moved share what is left in proportion, in hundredths, the largest remainders first.
    """
    known = tuple(all_dials)
    found = {dial.path: wanted.get(dial.path, dial.value) for dial in known}
    for group in dict.fromkeys(dial.group for dial in known if dial.group):
        own = [dial for dial in known if dial.group == group]
        found.update(_made_room(own, {dial.path: found[dial.path] for dial in own}))
    return found


def _made_room(own: list[Dial], wanted: dict[str, Decimal]) -> dict[str, Decimal]:
    total = sum(dial.value for dial in own)
    still = [dial for dial in own if wanted[dial.path] == dial.value]
    left = total - sum(wanted[dial.path] for dial in own if dial not in still)
    held = sum(dial.value for dial in still)
    if left == held:
        return wanted
    if left < 0 or not held:
        told = _plain(Decimal(sum(wanted.values())))
        raise Unbalanced(f"“{own[0].where.rpartition(' · ')[0]}”各项权重合计应为 {_plain(Decimal(total))}，现为 {told}")
    return wanted | _shared(Decimal(left), still)


def _shared(left: Decimal, among: list[Dial]) -> dict[str, Decimal]:
    """`left` in proportion to the values, in hundredths that add up to it."""
    whole, held = int(left / _FINEST), sum(dial.value for dial in among)
    exact = {dial.path: (whole * int(dial.value / _FINEST), int(held / _FINEST)) for dial in among}
    parts = {path: top // bottom for path, (top, bottom) in exact.items()}
    spare = whole - sum(parts.values())
    for path in sorted(exact, key=lambda one: -(exact[one][0] % exact[one][1]))[:spare]:
        parts[path] += 1
    return {path: part * _FINEST for path, part in parts.items()}


def _chains(node: Node, above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What each part is called, with the parts above it but for the section."""
    chain = (*above, node.label) if node.path.count(".") else ()
    yield node.path, " · ".join(chain) or node.label
    for child in node.children:
        yield from _chains(child, chain)


def _scalars(node: yaml.Node | None, path: Path) -> Iterator[tuple[Path, yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        yield path, node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*path, key.value))


def _dial(path: Path, node: yaml.ScalarNode, chains: Mapping[Path, str]) -> Dial:
    key, raw = path[-1], node.value.strip()
    value = Decimal(raw.removesuffix("%"))
    unit = MONTHS if key == _LEAST else PERCENT if raw.endswith("%") or value <= 1 else POINTS
    if unit == PERCENT and not raw.endswith("%"):
        value *= 100
    return Dial(
        path=".".join(path),
        group=".".join(path[:-2]) if key == _WEIGHT else "",
        where=_where(path[:-1], chains),
        word=WORDS[key],
        value=value,
        unit=unit,
        high=12 if unit == MONTHS else max(100, int(value)),
        line=node.start_mark.line + 1,
        start=node.start_mark.index,
        end=node.end_mark.index,
        as_percent=raw.endswith("%"),
    )


def _where(path: Path, chains: Mapping[Path, str]) -> str:
    """The nearest part that the outline names, and the keys below it."""
    for size in range(len(path), 0, -1):
        if path[:size] in chains:
            rest = [value_word(one) for one in path[size:] if one not in ("bands", "parts")]
            section = [] if path[0] == "subjects" else [key_word(path[0])]
            return " · ".join([*section, chains[path[:size]], *rest])
    return ".".join(path)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
