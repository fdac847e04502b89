"""A scheme's text as a Chinese outline: what is laid down, where it stands, on which clause, and what is a proposal.

The outline follows the text, not the rule kinds: a new kind needs only its words in `key_words` and `value_words`.
Settings on a line whose comment holds [P] are proposals of the program on which the source is silent.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import yaml

from scoring.language.flag import Flag
from scoring.language.payout import Payout
from scoring.language.quota import Quota
from scoring.language.scheme import Scheme
from scoring.load import loads
from scoring.numbers.numerals import percent
from scoring.reading.page import Page
from scoring.rules import judgement
from scoring.rules.judgement import COMPARE, Judgement
from scoring.rules.weights import JUDGEMENT
from scoring.telling.key_words import key_word
from scoring.telling.value_words import value_word

_BESIDE, _ABOVE = re.compile(r"\S.*#.*\[P\]"), re.compile(r"\s*#\s*\[P\]")
_HEAD = frozenset({"label", "short", "clause", "weight"})
_SECTIONS = frozenset({"clauses", "sources", "subjects", "situations", "quotas", "colours"})
_HOISTED = frozenset({"parts"})
_PERIODS = "period_weights"
_NAMING = frozenset({"source", "of", "sources"})
_NAMES = frozenset({"groups", "options", "grades"})


class Fact(NamedTuple):
    """One setting: `values` are one word, or the members of a list."""

    key: str
    word: str
    values: tuple[str, ...]
    line: int
    proposed: bool

    @property
    def said(self) -> str:
        """The values in one text."""
        return "、".join(self.values) or "（无）"


class Node(NamedTuple):
    """A part of the scheme with a name: a section, a source, a rule, a quota; `clause` in the scheme's words."""

    path: str
    line: int
    label: str
    weight: str
    clause: str
    proposed: bool
    facts: tuple[Fact, ...]
    children: tuple["Node", ...]

    def walk(self) -> Iterator["Node"]:
        """This part and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@lru_cache(maxsize=32)
def outline(text: str) -> Node:
    """The outline of a scheme's text; SchemeError if it is not a scheme."""
    scheme = loads(text)
    top = _mapping(text)
    return _Writer(scheme, _proposals(text), dict(_labels(top))).node("", scheme.title, 1, top)


def _labels(mapping: yaml.MappingNode) -> Iterator[tuple[str, str]]:
    """What the scheme itself calls its parts: the label below a key, or the name beside it in a list of names."""
    for key, (_, value) in _held(mapping).items():
        if isinstance(value, yaml.MappingNode):
            label = _scalar(_held(value), "label")
            if label:
                yield key, label
            if key in _NAMES:
                yield from ((name, _text(one)) for name, (_, one) in _held(value).items() if _text(one))
            yield from _labels(value)


def _mapping(text: str) -> yaml.MappingNode:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(node, yaml.MappingNode):
        raise TypeError("a scheme that was read is a mapping")
    return node


def _proposals(text: str) -> frozenset[int]:
    """Numbers of the lines that a [P] is said of: its own, or the next with content where it stands alone."""
    found, waiting = set(), False
    for number, line in enumerate(text.splitlines(), 1):
        content = line.partition("#")[0].strip()
        if content and (waiting or _BESIDE.match(line.lstrip())):
            found.add(number)
        waiting = not content and (waiting or bool(_ABOVE.match(line)))
    return frozenset(found)


class _Writer(NamedTuple):
    """Turns nodes of YAML into nodes of the outline. `near` are the names that go before all others at one setting."""

    scheme: Scheme
    proposed: frozenset[int]
    labels: Mapping[str, str]
    near: Mapping[str, str] = MappingProxyType({})

    def node(self, path: str, name: str, line: int, mapping: yaml.MappingNode, weight: str = "") -> Node:
        """A mapping as a named part; `weight` where it is not written there but derived."""
        held = _held(mapping)
        derived = _derived(held)
        facts: list[Fact] = []
        children: list[Node] = []
        for key, (at, value) in held.items():
            where = f"{path}.{key}" if path else key
            if key in _HEAD and isinstance(value, yaml.ScalarNode):
                continue
            if key in _HOISTED and isinstance(value, yaml.MappingNode):
                children += [
                    self.node(f"{where}.{one}", one, *found, derived.get(one, "")) for one, found in _entries(value)
                ]
            elif isinstance(value, yaml.MappingNode) and not _is_flat(key, value):
                children.append(self.node(where, key, at, value))
            else:
                facts.append(self._fact(where, key, at, value))
        label = _scalar(held, "label") or self._name(name)
        clause = self.scheme.clauses.get(_scalar(held, "clause"), "")
        own = line in self.proposed
        if name == JUDGEMENT and COMPARE in held:
            facts += self._judged(path, line, mapping)
        weight = weight or _scalar(held, "weight")
        return Node(path, line, label, weight, clause, own, tuple(facts), tuple(children))

    def _judged(self, path: str, line: int, mapping: yaml.MappingNode) -> Iterator[Fact]:
        """What comes of comparisons: the weights, and how consistent they are."""
        found = _judgement(mapping)
        weights = tuple(f"{self._name(name)} {percent(weight)}" for name, weight in found.weights.items())
        yield Fact(f"{path}.weights", "求得的权重", weights, line, False)
        yield Fact(f"{path}.ratio", "一致性比率", (found.told_consistency(),), line, False)

    def _fact(self, path: str, key: str, line: int, value: yaml.Node) -> Fact:
        proposed = any(number in self.proposed for number in range(line, _last_line(value) + 1))
        near = self._replace(near=self._near(path, key, value))
        return Fact(path, self._key(path, key), tuple(near._values(key, value)), line, proposed)

    def _near(self, path: str, key: str, value: yaml.Node) -> Mapping[str, str]:
        """Periods where they are weighed; else the grades of the kind that is spoken of: two kinds may share a key."""
        if key == _PERIODS:
            return self.labels
        other = _scalar(_held(value), "of") if isinstance(value, yaml.MappingNode) else ""
        ladder = self.scheme.grades.get(other or self._kind(path))
        return {grade.key: grade.label for grade in ladder.grades.values()} if ladder else {}

    def _kind(self, path: str) -> str:
        """The kind of subject that a grade, quota, flag or payout is about; '' elsewhere."""
        section, key, *_ = [*path.split("."), ""]
        held: Mapping[str, Mapping[str, Quota | Flag | Payout]] = {
            "quotas": self.scheme.quotas,
            "flags": self.scheme.flags,
            "payouts": self.scheme.payouts,
        }
        about = held.get(section, {}).get(key)
        return about.of if about else key * (section == "grades")

    def _key(self, path: str, key: str) -> str:
        """Every clause is called a clause: its key is for the file alone."""
        return "条款" if path.startswith("clauses.") else key_word(key)

    def _values(self, key: str, value: yaml.Node) -> Iterator[str]:
        if isinstance(value, yaml.ScalarNode):
            yield self._said(key, value.value)
        elif isinstance(value, yaml.SequenceNode):
            yield from (self._said(key, _text(one)) for one in value.value)
        else:
            for name, (_, one) in _held(value).items():
                yield self._member(key, name, one)

    def _member(self, key: str, name: str, value: yaml.Node) -> str:
        """One member of a flat mapping: a group by its label, a period with its day, a factor with its number."""
        said = "、".join(self._values(key, value)) if not isinstance(value, yaml.MappingNode) else ""
        if key in ("groups", "options"):
            return said
        if not isinstance(value, yaml.MappingNode):
            return f"{self._name(name)} {said}"
        held = _held(value)
        label = _scalar(held, "label") or value_word(name)
        rest = [f"{key_word(one)} {self._said(one, _text(at[1]))}" for one, at in held.items() if one != "label"]
        return f"{label}（{'，'.join(rest)}）" if rest else label

    def _said(self, key: str, value: str) -> str:
        if value in self.near and key not in _NAMING:
            return self.near[value]
        word = value_word(value)
        named = word == value and (value in self.labels or value in self.scheme.rules)
        return self._name(value) if key in _NAMING or named else word

    def _name(self, key: str) -> str:
        """A source or a kind of subject by its label."""
        if key in self.near:
            return self.near[key]
        named: Mapping[str, str] = {one.key: one.label for one in self.scheme.sources.values()}
        kinds = {one.key: one.label for one in self.scheme.subjects.values()}
        rule = self.scheme.rules.get(key)
        fixed = key_word(key) if key_word(key) != key else value_word(key)
        own = rule.label if rule else self.labels.get(key, key)
        return {**named, **kinds}.get(key) or (fixed if fixed != key else own)


def _judgement(mapping: yaml.MappingNode) -> Judgement:
    """The comparisons of a scheme that was read, without fault."""
    return judgement.read(Page("{}", "").entry(JUDGEMENT, mapping, 1))


def _derived(held: Mapping[str, tuple[int, yaml.Node]]) -> dict[str, str]:
    """The weights of the parts where comparisons give them."""
    mapping = held[JUDGEMENT][1] if JUDGEMENT in held else None
    if not isinstance(mapping, yaml.MappingNode):
        return {}
    return {name: percent(weight) for name, weight in _judgement(mapping).weights.items()}


def _held(mapping: yaml.Node) -> dict[str, tuple[int, yaml.Node]]:
    """Values by key, each with the line of its key."""
    return {key.value: (key.start_mark.line + 1, value) for key, value in mapping.value}


def _entries(mapping: yaml.MappingNode) -> Iterator[tuple[str, tuple[int, yaml.MappingNode]]]:
    for key, (line, value) in _held(mapping).items():
        if isinstance(value, yaml.MappingNode):
            yield key, (line, value)


def _last_line(node: yaml.Node) -> int:
    """The line on which the last word of a node stands; a block's own end mark is past the blanks below it."""
    if isinstance(node, yaml.ScalarNode) or not node.value:
        return int(node.start_mark.line) + 1
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)


def _scalar(held: Mapping[str, tuple[int, yaml.Node]], key: str) -> str:
    return _text(held[key][1]) if key in held else ""


def _text(node: yaml.Node) -> str:
    return node.value.strip() if isinstance(node, yaml.ScalarNode) else ""


def _is_flat(key: str, mapping: yaml.MappingNode) -> bool:
    """Whether a mapping is told in one line: names with values, or with small entries (periods, bands)."""
    if key in _SECTIONS or {"kind", "label", "clause"} & _held(mapping).keys():
        return False
    values = [value for _, value in mapping.value]
    small = [isinstance(one, yaml.MappingNode) and _is_small(one) for one in values]
    return bool(values) and (all(small) or not any(isinstance(one, yaml.MappingNode) for one in values))


def _is_small(mapping: yaml.MappingNode) -> bool:
    held = _held(mapping)
    return not {"kind", "clause"} & held.keys() and all(isinstance(one, yaml.ScalarNode) for _, one in held.values())
