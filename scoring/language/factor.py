"""One factor of a payout: a number, a result, an attribute, time in office, a table by grade, colour, rank, score."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.language.conditions import name_lacking
from scoring.language.resulting import grade_label, other_of
from scoring.language.span import Span
from scoring.model.figure import FACTOR, Figure
from scoring.model.served import COUNTS, WHOLES, in_office, of_year
from scoring.model.verdict import ABSENT, BLOCKED, NOT_RANKED, UNDETERMINED
from scoring.numbers.numerals import plain
from scoring.numbers.ratio import Ratio
from scoring.numbers.rounding import Exact

if TYPE_CHECKING:
    from scoring.facts.context import Context
    from scoring.model.draft import Draft

SCORE, RANK, GRADE, COLOURED = "score", "rank", "grade", "colour"
WORDS: Mapping[str, str] = {SCORE: "得分", RANK: "名次", GRADE: "等次", COLOURED: "颜色"}
WHOLE, _DECIMALS = 12, 6


@dataclass(frozen=True)
class Step:
    """A row of a table by rank or score."""

    span: Span
    value: Exact


@dataclass(frozen=True)
class Factor:
    """Exactly one of: `number`; `take` ('score' or 'rank'); `attribute`; time in office by `count` ÷ the whole year; a
    table `by` grade, colour, rank or score.

    A table by grade or colour has `values`, the others `steps`; `otherwise` is for what no row fits. With `of` the
    result is that of another subject, of the own unit.
    """

    key: str
    label: str
    number: Exact | None = None
    take: str = ""
    attribute: str = ""
    by: str = ""
    of: str = ""
    values: Mapping[str, Exact] | None = None
    steps: tuple[Step, ...] = ()
    otherwise: Exact | None = None
    count: str = ""

    def leaf(self, context: "Context", draft: "Draft") -> Figure:
        """The factor of one subject as a leaf: (label, where it comes from); no value where that cannot be told."""
        value, told = self._found(context, draft)
        if value is None:
            name_lacking(context, draft, f"“{self.label}”", "不能计发", self.attribute)
        return Figure(FACTOR, value, (self.label, told, 0))

    def _found(self, context: "Context", draft: "Draft") -> tuple[Exact | None, str]:
        if self.number is not None:
            return self.number, "方案规定"
        if self.count:
            return self._served(context, draft)
        if self.attribute:
            return plain_number(draft.subject.attributes.get(self.attribute, "")), f"录入的“{self.attribute}”"
        whose = other_of(context, draft.subject, self.of, "") if self.of else draft
        if whose is None:
            return None, ""
        name = context.scheme.subjects[self.of].label if self.of else ""
        return self._of_result(context, whose, name)

    def _served(self, context: "Context", draft: "Draft") -> tuple[Fraction, str]:
        year = context.scheme.year
        time, whole = in_office(draft.subject, year, self.count), of_year(year, self.count)
        return Fraction(time, whole), f"在岗 {time} {COUNTS[self.count]}，按 {time}/{whole} 计"

    def text_of(self, value: Exact | None, year: int, digits: int) -> tuple[str, bool]:
        """The factor's value inside a sentence and whether it is whole: 8/12 of a year, a ratio as written."""
        if self.count and value is not None:
            whole = of_year(year, self.count)
            return f"{Fraction(value) * whole}/{whole}", True
        written = (one for one in (self.number, *self._rows()) if isinstance(one, Ratio) and one == value)
        return plain(next(written, value), digits)

    def _rows(self) -> list[Exact | None]:
        return [*(self.values or {}).values(), *(step.value for step in self.steps), self.otherwise]

    def _of_result(self, context: "Context", whose: "Draft", name: str) -> tuple[Exact | None, str]:
        what = self.take or self.by
        gone = not self.of and whose.status == ABSENT  # whose own result will never come
        if not gone and _open(context, whose, what):
            return None, f"{name}{WORDS[what]}未定"
        if self.by == GRADE:
            label = grade_label(context, whose.subject.key.kind, whose.grade)
            return (self.values or {}).get(whose.grade, self.otherwise), f"{name}等次为“{label or '未定'}”"
        if self.by == COLOURED:
            colours = context.scheme.colours_of(whose.subject.key.kind) if whose.colour else None
            told = colours.told(whose.colour) if colours else f"{WORDS[COLOURED]}未定"
            return (self.values or {}).get(whose.colour, self.otherwise), f"{name}{told}"
        result = whose.score if what == SCORE else whose.rank
        value = None if result is None else Decimal(result)
        if self.take or value is None:
            return (value if self.take else self.otherwise), f"{name}{WORDS[what]}，按本次计算结果"
        fitting = (step.value for step in self.steps if step.span.holds(value))
        return next(fitting, self.otherwise), f"{name}{WORDS[what]} {value}"

    def allows(self, value: Exact) -> bool:
        """Whether the scheme can have given this value: what `replay` asks of a kept figure."""
        if self.number is not None:
            return value == self.number
        if self.count:
            return 0 <= value <= 1 and any((Fraction(value) * whole).denominator == 1 for whole in WHOLES)
        return not self.by or value in self._rows()


def _open(context: "Context", whose: "Draft", what: str) -> bool:
    """Whether a result is still to come: an input is missing, or a tie awaits a ruling.

    Who has no rank or grade by the rules (too short in office, under investigation) has a result: that there is none.
    """
    if what == COLOURED:
        return whose.status == BLOCKED
    if what == SCORE:
        return whose.score is None
    ladder = context.scheme.grades.get(whose.subject.key.kind)
    graded = what == GRADE and ladder is not None and whose.status in ladder.also
    by_rule = whose.status in (UNDETERMINED, NOT_RANKED) and not graded
    return not by_rule and (whose.rank is None if what == RANK else not whose.grade)


def plain_number(text: str) -> Decimal | None:
    """The number that a recorded text is, not below 0 and without sign or exponent; None where it is none."""
    whole, dot, rest = text.partition(".")
    digits = (whole + rest).isdigit() and text.isascii() and bool(whole) and bool(rest) == bool(dot)
    return Decimal(text) if digits and len(whole) <= WHOLE and len(rest) <= _DECIMALS else None
