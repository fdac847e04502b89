"""`sum`: parts added up, not below a floor. Due only when every part is due, but for those that the scheme skips."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule, absent
from scoring.language.scheme import Scheme
from scoring.model.figure import EXEMPT, Figure, counted
from scoring.model.sheet import Subject
from scoring.numbers.numerals import DECIMALS, MOST, Working, plain, reckoning, signed, typed
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry
from scoring.rules.choose import Choose
from scoring.rules.exempt import Exempt
from scoring.rules.fallback import Fallback
from scoring.rules.head import Head


@dataclass(frozen=True)
class Sum(Rule):
    """`floor` is the least the sum can be, None for no floor.

    The basis is empty; else the floor where the sum is raised to it ('' where not), and the parts that are skipped.
    """

    kind: ClassVar[str] = "sum"
    spares: ClassVar[bool] = True
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
        """Σ of the parts that are not skipped, raised to the floor."""

        def score(case: Case) -> Figure | None:
            found = [part(case) for part in to.parts]
            parts = [figure for figure in found if figure is not None]
            none = [rule for rule, figure in zip(self.parts, found, strict=True) if figure is None]
            lost = [rule for rule in none if not _skipped(rule, case.subject)]
            there = counted(parts)
            if lost or not there:
                _name_lost(self, to, case, there, lost)
                return None
            return self._figure(tuple(parts))

        return score

    def _figure(self, parts: tuple[Figure, ...]) -> Figure:
        there = {part.rule for part in parts}
        skipped = [rule.path for rule in self.parts if rule.path not in there]
        total = _total(counted(parts))
        if total is not None and self.floor is not None and total < self.floor:
            return Figure(self.path, Fraction(self.floor), (str(self.floor), *skipped), parts)
        return Figure(self.path, total, ("", *skipped) if skipped else (), parts)

    def value(self, figure: Figure) -> Fraction | None:
        """The value from the parts, of which none may be lacking but those skipped: no sum of nothing."""
        parts = counted(figure.parts)
        there = {part.rule for part in parts}
        left = [rule for rule in self.parts if rule.path not in there]
        spared = {part.basis[0] for part in figure.parts if part.rule == EXEMPT}
        lost = [rule for rule in left if rule.path not in spared and not _skips(rule)]
        if not there or lost or any(part.value is None for part in parts):
            return None
        told = self._figure(figure.parts)
        return None if told.value is None or told.basis != figure.basis else Fraction(told.value)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'月度平均 96.00 － 扣分 0.50 ＝ 95.50'; empty ledgers are named at the end."""
        names, parts = {part.path: part.short for part in self.parts}, counted(figure.parts)
        empty = [names[part.rule] for part in parts if not part.parts and not part.value]
        there = [part for part in parts if part.parts or part.value]
        rows = [(names[part.rule], part.value) for part in there if part.value is not None]
        none, skipped = "".join(f"，无{name}" for name in empty), self._left_out(figure)
        if figure.basis and figure.basis[0]:
            floor = signed(str(figure.basis[0]))
            return f"{self._below(rows)}{none}，不足 {floor} 分，按 {floor} 分计{skipped}".removeprefix("，")
        if len(rows) > 1:
            return reckoning(scheme.places, figure.value, lambda digits: _added(rows, digits), " ") + none + skipped
        return f"{_added(rows, MOST).text}{none}{skipped}".removeprefix("，")

    def _left_out(self, figure: Figure) -> str:
        """'（没有得分、按方案不适用的测评，不计入）'; '' where no part is skipped."""
        told = absent(self.parts, figure.parts)
        return told and f"（{told}，不计入）"

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


def _skipped(rule: Rule, subject: Subject) -> bool:
    """Whether a part that gave no figure is one that the scheme leaves out: a `fallback` says so, here or below.

    What has a single part gives no figure only where that part gives none.
    """
    if isinstance(rule, Fallback) or (isinstance(rule, Exempt) and rule.exempts(subject)):
        return True
    below = [one for one in rule.applying(subject) if one in rule.children()]
    return len(below) == 1 and _skipped(below[0], subject)


def _skips(rule: Rule) -> bool:
    """Whether a part may be skipped for anybody without a word of its own."""
    below = rule.children()
    if isinstance(rule, Fallback) or any(one.exempting() for one in below):
        return True
    return (len(below) == 1 or isinstance(rule, Choose)) and any(map(_skips, below))


def _name_lost(rule: Sum, to: Binding, case: Case, there: Sequence[Figure], lost: Sequence[Rule]) -> None:
    """A part is not due, and with it the sum; points that would have counted here must not vanish unseen."""
    for figure in there:
        if figure.value:
            who = to.context.scheme.named(case.subject.key)
            points = plain(figure.value)[0]
            to.context.problems.add(f"{who} {rule.label}：{absent(lost, ())}，{points} 分未能计入")


def _total(parts: Sequence[Figure]) -> Fraction | None:
    total = Fraction(0)
    for part in parts:
        if part.value is None:
            return None
        # Most parts are an empty ledger: adding nothing must cost nothing.
        if part.value:
            total = total + Fraction(part.value) if total else Fraction(part.value)
    return total
