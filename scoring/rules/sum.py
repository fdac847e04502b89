"""`sum`: parts added up, not below a floor. Due only when every part is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.numbers.numerals import DECIMALS, MOST, Working, plain, reckoning, signed, typed
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry
from scoring.rules.head import Head


@dataclass(frozen=True)
class Sum(Rule):
    """`floor` is the least the sum can be, None for no floor."""

    kind: ClassVar[str] = "sum"
    parts: tuple[Rule, ...]
    floor: Decimal | None

    def children(self) -> tuple[Rule, ...]:
        """The added parts."""
        return self.parts

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Sum":
        """Read `parts` and an optional `floor`."""
        floor = entry.decimal("floor") if entry.has("floor") else None
        return cls(*head.common(), head.parts(entry.entries("parts")), floor)

    def bind(self, to: Binding) -> Score:
        """Σ parts, raised to the floor; the basis then holds the floor."""

        def score(case: Case) -> Figure | None:
            found = [part(case) for part in to.parts]
            parts = [figure for figure in found if figure is not None]
            if len(parts) < len(found):
                _name_lost(self, to, case, parts)
                return None
            total = _total(parts)
            if total is not None and self.floor is not None and total < self.floor:
                return Figure(self.path, Fraction(self.floor), (str(self.floor),), tuple(parts))
            return Figure(self.path, total, (), tuple(parts))

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """The value from the parts, of which none may be lacking: no sum of nothing."""
        if len(figure.parts) != len(self.parts) or any(part.value is None for part in figure.parts):
            return None
        total = sum((Fraction(part.value) for part in figure.parts if part.value is not None), Fraction(0))
        floor = total if self.floor is None else Fraction(self.floor)
        return max(total, floor) if figure.basis == (str(self.floor),) * (total < floor) else None

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'月度平均 96.00 － 扣分 0.50 ＝ 95.50'; empty ledgers are named at the end."""
        names = {part.path: part.short for part in self.parts}
        empty = [names[part.rule] for part in figure.parts if not part.parts and not part.value]
        there = [part for part in figure.parts if part.parts or part.value]
        rows = [(names[part.rule], part.value) for part in there if part.value is not None]
        none = "".join(f"，无{name}" for name in empty)
        if figure.basis:
            floor = signed(str(figure.basis[0]))
            return f"{self._below(rows)}{none}，不足 {floor} 分，按 {floor} 分计".removeprefix("，")
        if len(rows) > 1:
            return reckoning(scheme.places, figure.value, lambda digits: _added(rows, digits), " ") + none
        return f"{_added(rows, MOST).text}{none}".removeprefix("，")

    def _below(self, rows: Sequence[tuple[str, Exact]]) -> str:
        """The terms with as many decimals as it takes for their sum to lie below the floor."""
        told = Working("")
        for _, digits in DECIMALS:
            told = _added(rows, digits)
            if told.reckoned is None or told.reckoned < (self.floor or 0):
                break
        return told.text


def _added(rows: Sequence[tuple[str, Exact]], digits: int) -> Working:
    """'月度平均 96.00 － 扣分 0.50'."""
    told = [(name, *plain(value, digits)) for name, value in rows]
    words = "".join([f" {'－' if text.startswith('−') else '＋'} {name} {text.lstrip('−')}" for name, text, _ in told])
    words = words.removeprefix(" ＋ ")
    if words.startswith(" － "):
        words = f"－{words[3:]}"
    exact = all(whole for _, _, whole in told)
    return Working(words, None if exact else Fraction(sum(typed(text) for _, text, _ in told)))


def _name_lost(rule: Sum, to: Binding, case: Case, there: list[Figure]) -> None:
    """Nothing is due; points that would have counted here must not vanish unseen."""
    for figure in there:
        if figure.value:
            who = to.context.scheme.named(case.subject.key)
            to.context.problems.add(f"{who} {rule.label}：没有到期的考核，{plain(figure.value)[0]} 分未能计入")


def _total(parts: list[Figure]) -> Fraction | None:
    total = Fraction(0)
    for part in parts:
        if part.value is None:
            return None
        # Most parts are an empty ledger: adding nothing must cost nothing.
        if part.value:
            total = total + Fraction(part.value) if total else Fraction(part.value)
    return total
