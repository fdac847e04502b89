"""`other`: the result of another subject as an input, such as a unit's score carried to its members."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from scoring.context import Binding, Case, Score
from scoring.figure import OTHER, Figure
from scoring.numerals import plain
from scoring.reader import Entry
from scoring.rule import Rule
from scoring.rules.head import Head
from scoring.scheme import Scheme
from scoring.sheet import Key

SCORE, RANK = "score", "rank"
_WORDS = {SCORE: "得分", RANK: "名次"}


@dataclass(frozen=True)
class Other(Rule):
    """`of` is the kind whose result is taken, of the subject's own unit; `take` the published score or the rank."""

    kind: ClassVar[str] = "other"
    of: str
    take: str

    def needs(self) -> tuple[str, ...]:
        """The kind whose result is taken."""
        return (self.of,)

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Other":
        """Read `of` and `take`."""
        return cls(*head.common(), entry.text("of"), entry.choice("take", _WORDS, "取值 take "))

    def bind(self, to: Binding) -> Score:
        """The published figure of the subject's unit; what is not there yet or has no rank is a gap."""

        def score(case: Case) -> Figure | None:
            draft = to.context.drafts.get(Key(self.of, case.subject.unit))
            if draft is None:
                _name_lost(self, to, case)
                return Figure(self.path, None)
            found = draft.score if self.take == SCORE else draft.rank
            value = None if found is None else Fraction(found)
            leaf = Figure(OTHER, value, (self.of, case.subject.unit, 0))
            return Figure(self.path, value, (), (leaf,))

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """The value taken over."""
        return None if not figure.parts or figure.parts[0].value is None else Fraction(figure.parts[0].value)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'取所在单位的得分 92.35'."""
        return f"取所在单位的{scheme.subjects[self.of].label}{_WORDS[self.take]} {plain(figure.value)[0]}"

    def leaf(self, scheme: Scheme, parent: Figure, leaf: Figure) -> tuple[str, str]:
        """The other subject by kind and code."""
        kind, code = map(str, leaf.basis[:2])
        return scheme.subjects[kind].label, f"{code} 的{_WORDS[self.take]}，按本次计算结果"


def _name_lost(rule: Other, to: Binding, case: Case) -> None:
    key = case.subject.key
    to.context.problems.add(f"{key.kind} {key.code} {rule.label}：{rule.of} {case.subject.unit} 不在数据中，不能计分")
