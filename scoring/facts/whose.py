"""Whose result is taken: the subjects of another kind that belong to one, each with its weight."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from scoring.facts.context import Binding, Case
from scoring.model.served import COUNTS, Spell, served
from scoring.model.sheet import Key
from scoring.model.verdict import Entered
from scoring.reading.reader import Entry

OWN, HELD, LED, NAMED, NAMING = "own", "held", "led", "named", "naming"
WHOSE: Mapping[str, str] = {
    OWN: "所在单位",
    HELD: "全年各任职单位",
    LED: "担任主要负责人的单位",
    NAMED: "属性所指的一个",
    NAMING: "以属性指向本对象的各个",
}


class Whose(NamedTuple):
    """`attribute` for named and naming, `counted` (what is counted of time in post) for held; '' where not needed."""

    way: str
    attribute: str = ""
    counted: str = ""

    def words(self) -> str:
        """As a part of a sentence."""
        return {NAMED: f"“{self.attribute}”所指", NAMING: f"“{self.attribute}”所辖"}.get(self.way, WHOSE[self.way])


def read(entry: Entry) -> Whose:
    """Read `whose` (own unless written) and what it needs."""
    way = entry.choice("whose", WHOSE, "归属 whose ") if entry.has("whose") else OWN
    attribute = entry.text("attribute") if way in (NAMED, NAMING) else ""
    return Whose(way or OWN, attribute, entry.choice("count", COUNTS, "计时办法 count ") if way == HELD else "")


class Finder:
    """The subjects of kind `of` that belong to a case: codes with weights, in the order of the codes."""

    def __init__(self, to: Binding, of: str, whose: Whose) -> None:
        self._context, self._of, self._whose, self._kind = to.context, of, whose, to.kind

    def codes(self, case: Case) -> Mapping[str, int]:
        """Empty where there is none."""
        subject, way = case.subject, self._whose.way
        if way == OWN:
            return {subject.unit: 1} if subject.unit else {}
        if way == NAMED:
            named = subject.attributes.get(self._whose.attribute, "")
            return {named: 1} if named else {}
        if way == NAMING:
            return dict.fromkeys(sorted(self._naming.get(subject.key.code, ())), 1)
        return self._led(subject.key.code) if way == LED else self._held(subject.key.code)

    def _led(self, code: str) -> Mapping[str, int]:
        day = self._context.scheme.reference
        posts = self._context.posts.get(code, ())
        return dict.fromkeys(
            sorted({post.unit for post in posts if post.principal and post.first <= day <= post.last}), 1
        )

    def _held(self, code: str) -> Mapping[str, int]:
        spells: defaultdict[str, list[Spell]] = defaultdict(list)
        for post in self._context.posts.get(code, ()):
            spells[post.unit].append((post.first, post.last))
        year, count = self._context.scheme.year, self._whose.counted
        found = {unit: served(spells[unit], year, count) for unit in sorted(spells)}
        return {unit: weight for unit, weight in found.items() if weight}

    @cached_property
    def _naming(self) -> Mapping[str, list[str]]:
        """Who names whom. A code that is nobody's would count for nobody in silence: it is a problem."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        codes = {one.key.code for one in self._context.sheet.subjects if one.key.kind == self._kind}
        for subject in self._context.sheet.subjects:
            named = subject.attributes.get(self._whose.attribute, "")
            if subject.key.kind == self._of and named:
                found[named].append(subject.key.code)
                if named not in codes:
                    self._note_nobody(subject.key.code, named)
        return found

    def _note_nobody(self, code: str, named: str) -> None:
        told = f"“{self._whose.attribute}”写的是“{named}”，而没有这个对象，它的结果不计入任何对象"
        who = Key(self._of, code)
        self._context.problems.add(
            f"{self._context.scheme.named(who)}：{told}", Entered(who, None, self._whose.attribute)
        )
