"""An entry that answers every question of the reader and remembers what was asked.

Where the reader's way depends on an answer (which kind, is an optional key there, is a number written or a mapping),
every answer is tried. What a mapping may hold is the union over all tries, what it must hold the intersection.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.numbers.ratio import WRITTEN
from scoring.numbers.rounding import Exact
from scoring.reading.page import Page
from scoring.reading.reader import NUMBER, SHARE, Entry
from scoring.rules import RULES
from scoring.schema.shape import Body, Leaf, Shape, Slot

NAME = "名"
"""Stands for a name of the author's own."""
_OTHERS = ("名二", "名三")
_TEXT: Leaf = {"type": ["string", "number", "boolean"], "minLength": 1}
_DAY = r"\d{4}-\d{2}-\d{2}"
_TWICE = 2
Point = tuple[str, str, str]
Reader = Callable[[Entry], object]


class Run:
    """One try: what was answered where, and which other answers there are. A spare one leaves out what it can."""

    def __init__(self, plan: Mapping[Point, Any], spare: bool) -> None:
        self.page, self._usual = Page("{}", ""), -1 if spare else 0
        self.plan, self.points = plan, dict[Point, tuple[Any, ...]]()

    def decide(self, point: Point, answers: tuple[Any, ...]) -> Any:
        """The planned answer, else the first, in a spare run the last. Under a second name one answer will do."""
        if not any(name in point[0] for name in _OTHERS):
            self.points.setdefault(point, answers)
        return self.plan.get(point, answers[self._usual])

    def others(self, answers: tuple[Any, ...]) -> tuple[Any, ...]:
        """The answers that are not usual."""
        return answers[:-1] if self._usual else answers[1:]


class Probe(Entry):
    """A mapping that has whatever it is asked for. With `as_kind` it is a rule of that kind."""

    def __init__(self, run: Run, path: str, as_kind: str = "") -> None:
        self.page, self.path, self.line, self.lost, self.excused = run.page, path, 1, False, False
        self.body, self.kind, self._run, self._as_kind = Body(), "", run, as_kind
        self._children: dict[str, Probe] = {}
        self._optional: set[str] = set()

    def shape(self) -> Shape:
        """What has been asked for here and below."""
        for key, child in self._children.items():
            self.body.slots[_told(key)].add(Slot(shape=child.shape()))
        return Shape({self.kind: self.body})

    def note(self, key: str, reason: str, cure: str) -> None:
        """Answers need not make sense together."""

    def line_of(self, key: str) -> int:
        """There are no lines."""
        return self.line

    def _slot(self, key: str, leaf: Leaf | None = None, optional: bool = False) -> Slot:
        if optional:
            self._optional.add(key)
        if key not in self._optional:
            self.body.required.add(_told(key))
        slot = self.body.slots.setdefault(_told(key), Slot())
        slot.add(Slot([leaf] if leaf is not None else []))
        return slot

    def _decide(self, sort: str, key: str, answers: tuple[Any, ...]) -> Any:
        return self._run.decide((self.path, key, sort), answers)

    def has(self, key: str) -> bool:
        """Yes, then no. A key within itself would never end: there it may hold anything."""
        if key not in self.body.required:
            self._optional.add(key)
        if self.path.split(".").count(key) >= _TWICE:
            self._slot(key, {})
            return False
        return bool(self._decide("has", key, (True, False)))

    def written(self, key: str) -> str:
        """A number, a share, then a mapping."""
        return str(self._decide("written", key, ("1", "40%", "")))

    def text(self, key: str, default: str | None = None) -> str:
        """Some text."""
        self._slot(key, _TEXT, optional=default is not None)
        return NAME

    def _matched(self, key: str, pattern: re.Pattern[str], what: str, example: str) -> str | None:
        self._slot(key, {"type": ["string", "number"], "pattern": f"^{pattern.pattern}$"})
        return example

    def number(self, key: str) -> Decimal:
        """Some number."""
        self._slot(key, {"type": ["string", "number"], "pattern": f"^{WRITTEN.pattern}$"})
        return Decimal(1)

    def decimal(self, key: str) -> Decimal:
        """Some number."""
        self._slot(key, {"type": ["string", "number"], "pattern": f"^{NUMBER.pattern}$"})
        return Decimal(1)

    def whole(self, key: str, least: int, most: int) -> int:
        """The least."""
        limits = {"minimum": least, "maximum": most}
        self._slot(key, {"type": ["string", "integer"], "pattern": r"^\d{1,9}$", **limits})
        return least

    def share(self, key: str, most: Exact = Decimal(1), none: bool = False) -> Decimal:  # noqa: B008  (frozen)
        """A half."""
        limits = {"minimum" if none else "exclusiveMinimum": 0, "maximum": int(most)}
        self._slot(key, {"type": ["string", "number"], "pattern": f"^{SHARE.pattern}$", **limits})
        return Decimal("0.5")

    def day(self, key: str) -> date:
        """Some day."""
        self._slot(key, {"type": "string", "pattern": f"^{_DAY}$"})
        return date.min

    def choice(self, key: str, options: Iterable[str], what: str = "取值") -> str:
        """Each in turn; of rule kinds only the one that is looked at."""
        known = list(options)
        if known == list(RULES):
            self.body.rule = not self._as_kind
            return self._as_kind
        if not known or known[0].partition(".")[0] == NAME or NAME in known:
            self._slot(key, _TEXT)
            return NAME if known else ""
        found = str(self._decide("choice", key, tuple(known)))
        if key == "kind":
            self.kind, known = found, [found]
        self._slot(key, {"enum": known})
        return found

    def entry(self, key: str) -> "Probe":
        """A mapping."""
        if key not in self._children:
            self._slot(key)
            self._children[key] = Probe(self._run, self.below(key))
        return self._children[key]

    def names(self) -> list[str]:
        """One name, then two."""
        self.body.named = True
        return list(self._decide("names", "", ((NAME,), (NAME, _OTHERS[0]), (NAME,))))

    def rows(self, key: str) -> list[Entry]:
        """One row."""
        row = self.entry(key)
        self.body.slots[key].many = True
        return [row]

    def texts(self, key: str) -> tuple[str, ...]:
        """One word, then more, then none."""
        self._slot(key, {"type": "array", "items": _TEXT, "uniqueItems": True})
        return tuple(self._decide("texts", key, ((NAME,), (NAME, _OTHERS[0]), (NAME, *_OTHERS), ())))


def _told(key: str) -> str:
    """All names are one."""
    return NAME if key in _OTHERS else key


def explored(read: Reader, as_kind: str = "") -> Shape:
    """What `read` asks for at an entry: everything there, next to nothing there, and from both one answer changed."""
    found = Shape()
    for spare in (False, True):
        for shape in _tries(read, as_kind, spare):
            found.add(shape)
    return found


def _tries(read: Reader, as_kind: str, spare: bool) -> Iterator[Shape]:
    seen, plans = set[Point](), list[Mapping[Point, Any]]([{}])
    for plan in plans:  # which grows as further questions are met
        run = Run(plan, spare)
        probe = Probe(run, "", as_kind)
        read(probe)
        yield probe.shape()
        for point, answers in run.points.items():
            if point not in seen:
                seen.add(point)
                plans += [{**plan, point: answer} for answer in run.others(answers)]
