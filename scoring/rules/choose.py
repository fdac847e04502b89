"""`choose`: one of several rules, by what the subject is. Whole formulas may differ by post, rank or unit class."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, TypeVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.model.sheet import GROUP, Subject
from scoring.model.verdict import Entered
from scoring.numbers.numerals import plain
from scoring.reading.reader import Entry
from scoring.rules.head import Head

_Part = TypeVar("_Part")


@dataclass(frozen=True)
class Choose(Rule):
    """`by` is 'group' or the name of an attribute; `parts` the rules by its value, '' for all other values."""

    kind: ClassVar[str] = "choose"
    by: str
    parts: Mapping[str, Rule]

    def children(self) -> tuple[Rule, ...]:
        """The rules to choose from."""
        return tuple(self.parts.values())

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Choose":
        """Read `by`, `parts` named by its values, and `otherwise` for the rest."""
        by = entry.text("by")
        cases = entry.entries("parts")
        parts = dict(zip(cases, head.parts(cases), strict=True))
        if entry.has("otherwise"):
            parts[""] = head.read(entry.entry("otherwise"), f"{head.path}.otherwise")
        return cls(*head.common(), by, parts)

    def adds_own(self) -> bool:
        """The part chosen is all there is."""
        return False

    def tells(self) -> tuple[str, ...]:
        """What it chooses by."""
        return (self.by,)

    def chosen_by(self) -> str:
        """What decides between the parts."""
        return self.by

    def turn(self, subject: Subject) -> str:
        """The value it chooses by."""
        return subject.attribute(self.by)

    def applying(self, subject: Subject) -> Iterator[Rule]:
        """This rule, and the one of its parts that fits."""
        yield self
        chosen = _fitting(self.parts, subject, self.by)
        if chosen is not None:
            yield from chosen.applying(subject)

    def bind(self, to: Binding) -> Score:
        """The figure of the rule that fits, as the only part; a value without a rule is named and has no score."""
        bound = dict(zip(self.parts, to.parts, strict=True))

        def score(case: Case) -> Figure | None:
            found, chosen = case.subject.attribute(self.by), _fitting(bound, case.subject, self.by)
            if chosen is None:
                about = Entered(case.subject.key, None, "组别" if self.by == GROUP else self.by)
                why = f"没有为“{found}”写规则" if found else f"没有填写“{self.by}”"
                to.context.problems.add(
                    f"{to.context.scheme.named(case.subject.key)}：{self.label}{why}，未计分", about
                )
                return Figure(self.path, None)
            part = chosen(case)
            return part and Figure(self.path, None if part.value is None else Fraction(part.value), (found,), (part,))

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """The value of the part, which must be the rule for the value told."""
        if len(figure.basis) != 1 or len(figure.parts) != 1:
            return None
        rule, part = self.parts.get(str(figure.basis[0]), self.parts.get("")), figure.parts[0]
        if rule is None or part.rule != rule.path or part.value is None:
            return None
        return Fraction(part.value)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'按“一把手”的办法：工作实绩 92.35'."""
        part, word = figure.parts[0], self._word(scheme, str(figure.basis[0]))
        return f"按“{word}”的办法：{scheme.rule_of(part.rule).short} {plain(part.value)[0]}"

    def _word(self, scheme: Scheme, found: str) -> str:
        kind = scheme.subjects.get(self.path.partition(".")[0])
        return kind.groups.get(found, found) if kind and self.by == GROUP else found


def _fitting(parts: Mapping[str, _Part], subject: Subject, by: str) -> _Part | None:
    """What stands for the subject's value, else for all other values; None where it has no value."""
    found = subject.attribute(by)
    return (parts.get(found) or parts.get("")) if found else None


def parted(one: Rule, other: Rule, score: Rule) -> bool:
    """Whether a choice lies between two rules: never do both count for one subject."""
    for node in score.walk():
        if isinstance(node, Choose):
            branches = [{id(rule) for rule in branch.walk()} for branch in node.children()]
            if any(id(one) in branch and id(other) not in branch for branch in branches):
                return any(id(other) in branch for branch in branches)
    return False
