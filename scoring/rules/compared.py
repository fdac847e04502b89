"""What the kinds that compare a part with the same part of others have in common: with whom, and which way round."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from scoring.facts.context import Binding, Case
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.model.sheet import GROUP
from scoring.model.verdict import NOT_RANKED, UNDETERMINED
from scoring.reading.reader import Entry, listed
from scoring.rules.head import Head

KIND = "kind"
HIGHER, LOWER = "higher", "lower"
_ORDERS: Mapping[str, str] = {HIGHER: "高者为先", LOWER: "低者为先"}
_LEFT_OUT = (UNDETERMINED, NOT_RANKED)


@dataclass(frozen=True)
class Scope:
    """`within` is 'group', 'kind' (everybody of the kind) or an attribute that must be shared.

    `exclude` are the statuses that do not count in the base; `as_one` an attribute whose sharers count there once, as
    long as their values are equal ('' for none).
    """

    within: str
    better: str
    exclude: tuple[str, ...]
    as_one: str

    def of(self, case: Case) -> str:
        """With whom a case is compared: all that give the same text; '' where the attribute is lacking."""
        return KIND if self.within == KIND else case.subject.attribute(self.within)

    def counts(self, case: Case) -> bool:
        """Whether a case is in the base."""
        return case.status not in self.exclude

    def words(self, scheme: Scheme, path: str) -> str:
        """'本组', '全部干部', '同一片区'; '同一办法的全部干部' where the formula is not everybody's."""
        told = alike(scheme, path, self.within)
        if self.within == KIND:
            return f"{told}全部{scheme.subjects[path.partition('.')[0]].label}"
        return f"{'本组' if self.within == GROUP else f'同一{self.within}'}{told}"


def alike(scheme: Scheme, path: str, shared: str = "") -> str:
    """'同一办法的' where only some take the rule at `path` and what is `shared` does not say so; else ''."""
    return "同一办法的" if set(scheme.chosen_above(path)) - {shared} else ""


def read_scope(entry: Entry) -> Scope:
    """Read `within`, `better`, and the optional `exclude` and `as_one`."""
    exclude = entry.texts("exclude") if entry.has("exclude") else ()
    for status in exclude:
        if status not in _LEFT_OUT:
            entry.note("exclude", f"不认识的状态“{status}”", f"可用：{listed(_LEFT_OUT)}")
    better = entry.choice("better", _ORDERS, "方向 better ")
    return Scope(entry.text("within"), better, exclude, entry.text("as_one", ""))


@dataclass(frozen=True)
class Compared(Rule):
    """A rule on one part that looks at the same part of others."""

    compares: ClassVar[bool] = True
    part: Rule
    scope: Scope

    def children(self) -> tuple[Rule, ...]:
        """The part that is compared."""
        return (self.part,)

    @classmethod
    def common(cls, entry: Entry, head: Head) -> tuple[str, str, str, str, Rule, Scope]:
        """The first six arguments of every kind that compares."""
        return (*head.common(), head.part(entry), read_scope(entry))

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """Nothing to compare, or nobody to compare with."""
        if not figure.parts:
            return super().gap(scheme, figure)
        lacking = figure.parts[0].value is None
        return f"{self.part.short}没有得出，不能比较" if lacking else f"没有“{self.scope.within}”，无从比较"

    def where(self, scheme: Scheme, count: str) -> str:
        """'本组 12 个'."""
        return f"{self.scope.words(scheme, self.path)} {count} 个"


class Peers:
    """The part of everybody whose score the rule at `path` makes, computed once, when first asked for."""

    def __init__(self, to: Binding, scope: Scope, path: str) -> None:
        self._to, self._scope, self._path = to, scope, path

    @cached_property
    def figures(self) -> dict[str, Figure | None]:
        """The part by code of the subject."""
        part = self._to.parts[0]
        return {case.subject.key.code: part(case) for case in self.cases}

    @cached_property
    def cases(self) -> list[Case]:
        """Everybody who is compared."""
        return self._to.context.comparable(self._to.kind, self._path)

    @property
    def base(self) -> Mapping[str, list[Fraction]]:
        """The values that count, in ascending order, by scope."""
        return self._counted[0]

    @cached_property
    def distinct(self) -> Mapping[str, list[Fraction]]:
        """The same, equal values once."""
        return {scope: sorted(set(values)) for scope, values in self.base.items()}

    def counts(self, case: Case, scope: str, value: Fraction) -> bool:
        """Whether a case is in the base itself, or by one that it is one with."""
        one = case.subject.attributes.get(self._scope.as_one, "")
        return self._scope.counts(case) or bool(one and (scope, one, value) in self._counted[1])

    @cached_property
    def _counted(self) -> tuple[Mapping[str, list[Fraction]], set[tuple[str, str, Fraction]]]:
        """The base, and of it who stands there by scope and what he is one with."""
        found: defaultdict[str, list[Fraction]] = defaultdict(list)
        seen: set[tuple[str, str, Fraction]] = set()
        for case in self.cases:
            figure, scope = self.figures[case.subject.key.code], self._scope.of(case)
            if figure is None or figure.value is None or not scope or not self._scope.counts(case):
                continue
            value, one = Fraction(figure.value), case.subject.attributes.get(self._scope.as_one, "")
            if one and (scope, one, value) in seen:
                continue
            seen.add((scope, one, value))
            found[scope].append(value)
        for values in found.values():
            values.sort()
        return found, seen

    def scope_of(self, case: Case, rule: Rule) -> str:
        """The scope of a case; '' and a problem where it lacks the attribute."""
        scope = self._scope.of(case)
        if not scope:
            told = (
                f"{self._to.context.scheme.named(case.subject.key)} {rule.label}：没有“{self._scope.within}”，无从比较"
            )
            self._to.context.problems.add(told)
        return scope
