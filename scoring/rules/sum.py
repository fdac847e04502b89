"""`sum`: parts added up, not below a floor. Due only when every part is due."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.numbers.numerals import plain, result
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
        floor = entry.number("floor") if entry.has("floor") else None
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
        return total if self.floor is None else max(total, Fraction(self.floor))

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'月度平均 96.00 － 扣分 0.50 ＝ 95.50'; empty ledgers are named at the end."""
        told, exact, empty = "", True, []
        names = {part.path: part.short for part in self.parts}
        for part in figure.parts:
            if not part.parts and not part.value:
                empty.append(names[part.rule])
                continue
            text, whole = plain(part.value)
            exact &= whole
            sign = "－" if text.startswith("−") else "＋" if told else ""
            told += f"{' ' if told else ''}{sign}{' ' if told else ''}{names[part.rule]} {text.lstrip('−')}"
        none = "".join(f"，无{name}" for name in empty)
        if not told:
            told, none = none.removeprefix("，"), ""
        if figure.basis:
            return f"{told}{none}，不足 {figure.basis[0]} 分，按 {figure.basis[0]} 分计"
        if len(figure.parts) - len(empty) > 1:
            told += result(scheme.places, figure.value, exact, " ")
        return told + none


def _name_lost(rule: Sum, to: Binding, case: Case, there: list[Figure]) -> None:
    """Nothing is due; points that would have counted here must not vanish unseen."""
    for figure in there:
        if figure.value:
            code = case.subject.key.code
            to.context.problems.add(f"{code} {rule.label}：没有到期的考核，{plain(figure.value)[0]} 分未能计入")


def _total(parts: list[Figure]) -> Fraction | None:
    total = Fraction(0)
    for part in parts:
        if part.value is None:
            return None
        # Most parts are an empty ledger: adding nothing must cost nothing.
        if part.value:
            total = total + Fraction(part.value) if total else Fraction(part.value)
    return total
