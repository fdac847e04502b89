"""The numbers of a scheme that one may try otherwise: weights, shares, score lines, places and months.

Turning a dial replaces the number where it stands and nothing else, so that comments and layout stay. The line between
two grades is one dial, though its number is written twice: where the one begins and where the other ends.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import yaml

from scoring.rules.judgement import COMPARE
from scoring.rules.weights import JUDGEMENT
from scoring.telling.key_words import key_word
from scoring.telling.outline import Node, outline
from scoring.telling.value_words import value_word

PERCENT, MONTHS, POINTS, PLACES = "%", "个月", "分", "名"
WHOLE = (MONTHS, PLACES)
"""Units without decimals."""
_WEIGHT, _SHARE, _LEAST, _MOST, _SEATS, _LINE = "weight", "share", "minimum_months", "most", "seats", "line"
WORDS = {_WEIGHT: "权重", _SHARE: "比例", _LEAST: "最少在任", _MOST: "至多", _SEATS: "名额", _LINE: "分数线"}
_ENDS = ("at_least", "above", "up_to", "below")
"""Ends of a span, those where it begins first: they give the line its name."""
_CONSEQUENCES = frozenset({"grades", "quotas", "colours", "flags"})
_PASSED_OVER = frozenset({"bands", "parts", "ladder", "limits", "fields", "when", "score", "place"})
"""Keys that say nothing to a reader about where a number stands."""
_FINEST = Decimal("0.01")

Path = tuple[str, ...]


class Spot(NamedTuple):
    """Where in the text a number stands, and whether it is written as a percentage."""

    start: int
    end: int
    as_percent: bool


class Dial(NamedTuple):
    """One number: `value` in its `unit` (40 for 40 %), from 0 to `high`; `spots` are where it is written.

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
    spots: tuple[Spot, ...]

    def written(self, value: Decimal, spot: Spot) -> str:
        """`value` in the way the number is written there now: 40%, 0.4 or 3."""
        if self.unit == PERCENT and not spot.as_percent:
            return _plain(value / 100)
        return _plain(value) + ("%" if spot.as_percent else "")


class Unbalanced(ValueError):
    """The weights asked for cannot be brought to the sum they have in the scheme."""


@lru_cache(maxsize=32)
def dials(text: str) -> tuple[Dial, ...]:
    """The dials of a scheme in the order of its text; SchemeError if it is not a scheme."""
    scalars = list(_scalars(yaml.compose(text, Loader=yaml.SafeLoader), ()))
    labels = {path[:-1]: node.value for path, node in scalars if path[-1] == "label"}
    chains = {tuple(path.split(".")): chain for path, chain in _chains(outline(text), ())}
    tried = _turnable([_Number(path, _sort(path), node) for path, node in scalars if _sort(path)])
    return tuple(_dial(numbers, _Names(chains, labels)) for numbers in _together(tried))


def _turnable(numbers: "list[_Number]") -> "list[_Number]":
    """Without ratios, which no slider writes, and the weights beside them."""
    ratios = {one.group or one.path for one in numbers if "/" in one.node.value}
    return [one for one in numbers if (one.group or one.path) not in ratios]


def turned(text: str, wanted: Mapping[str, Decimal]) -> str:
    """The text with the dials at `wanted` (path → value) set; weights beside them make room in proportion.

    Raises Unbalanced when no room can be made. Whether the result is a scheme is for the loader to say.
    """
    settings = balanced(dials(text), wanted)
    spots = [(spot, dial) for dial in dials(text) if settings[dial.path] != dial.value for spot in dial.spots]
    for spot, dial in sorted(spots, key=lambda one: one[0].start, reverse=True):
        text = text[: spot.start] + dial.written(settings[dial.path], spot) + text[spot.end :]
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


class _Names(NamedTuple):
    """What the parts of a scheme are called: `chains` in the outline, `labels` where the text itself has a label."""

    chains: Mapping[Path, str]
    labels: Mapping[Path, str]

    def where(self, path: Path) -> str:
        """The nearest part that the outline names, and what is below it."""
        for size in range(len(path), 0, -1):
            if path[:size] in self.chains:
                rest = [self._called(path[:n]) for n in range(size + 1, len(path) + 1)]
                section = [] if path[0] == "subjects" else [key_word(path[0])]
                return " · ".join(filter(None, [*section, self.chains[path[:size]], *rest]))
        return ".".join(path)

    def _called(self, path: Path) -> str:
        return "" if path[-1] in _PASSED_OVER else self.labels.get(path) or value_word(path[-1])


class _Number(NamedTuple):
    """A number of the text that may be tried, and of which sort (a key of WORDS) it is."""

    path: Path
    sort: str
    node: yaml.ScalarNode

    @property
    def value(self) -> Decimal:
        """As written, without the sign of percent."""
        return Decimal(self.node.value.strip().removesuffix("%"))

    @property
    def group(self) -> Path:
        """Where the weights stand that belong together; () for a number that stands alone."""
        return self.path[:-2] if self.sort == _WEIGHT else ()

    @property
    def as_percent(self) -> bool:
        """Whether it is written with the sign of percent."""
        return bool(self.node.value.strip().endswith("%"))

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return Spot(self.node.start_mark.index, self.node.end_mark.index, self.as_percent)


def _sort(path: Path) -> str:
    """Which sort of number stands at `path`; '' for none that is tried, such as weights that comparisons give."""
    if (JUDGEMENT, COMPARE) in zip(path, path[1:], strict=False):
        return ""
    if path[-1] in (_WEIGHT, _SHARE, _LEAST):
        return path[-1]
    if path[0] in _CONSEQUENCES and path[-1] in (_MOST, _SEATS):
        return path[-1]
    scored = path[0] in _CONSEQUENCES and (path[-2] == "score" or path[2:3] == ("ladder",))
    return _LINE if scored and path[-1] in _ENDS else ""


def _together(numbers: list[_Number]) -> Iterator[list[_Number]]:
    """The numbers that one dial turns: the ends of a ladder's grades that meet, else each alone."""
    found: dict[tuple[object, ...], list[_Number]] = {}
    for one in numbers:
        met = one.sort == _LINE and one.path[2:3] == ("ladder",)
        found.setdefault((*one.path[:3], one.value) if met else one.path, []).append(one)
    yield from (sorted(own, key=lambda one: _ENDS.index(one.path[-1]) if len(own) > 1 else 0) for own in found.values())


def _dial(numbers: list[_Number], names: _Names) -> Dial:
    first = numbers[0]
    unit = _unit(first)
    value = first.value * 100 if unit == PERCENT and not first.as_percent else first.value
    return Dial(
        path=".".join(first.path),
        group=".".join(first.group),
        where=names.where(first.path[:-1]),
        word=WORDS[first.sort],
        value=value,
        unit=unit,
        high=_high(unit, value),
        line=first.node.start_mark.line + 1,
        spots=tuple(one.spot for one in numbers),
    )


def _unit(number: _Number) -> str:
    if number.sort in (_MOST, _SEATS):
        return PLACES
    if number.sort == _LEAST:
        return MONTHS
    return PERCENT if number.as_percent or (number.sort != _LINE and number.value <= 1) else POINTS


def _high(unit: str, value: Decimal) -> int:
    """As far as a slider goes: room above today's number, whatever the full score is."""
    return {MONTHS: 12, PLACES: max(30, 2 * int(value)), PERCENT: max(100, int(value))}.get(
        unit, max(100, -(-int(value * 5 / 4) // 10) * 10)
    )


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
