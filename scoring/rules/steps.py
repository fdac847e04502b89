"""`steps`: the value of one part → a stated value: by bands, or by an arithmetic sequence over places 1, 2, 3 …"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language import span
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.language.span import Span
from scoring.model.figure import Figure
from scoring.numbers.numerals import against, plain, signed
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry
from scoring.rules.head import Head


@dataclass(frozen=True)
class Bands:
    """The value of each band; bands touch without hole or overlap, in the order of the file."""

    values: tuple[tuple[Span, Exact], ...]

    def of(self, value: Exact) -> Exact | None:
        """The value of the band that holds `value`; None outside all bands."""
        return next((stated for band, stated in self.values if band.holds(value)), None)

    def say(self, name: str, value: Exact) -> str:
        """'测评得票率 92.00，属于“不低于 90、低于 95”一档，得 8'."""
        band, stated = next((band, stated) for band, stated in self.values if band.holds(value))
        return f"{name} {against(value, band.low, band.high)}，属于“{band.words()}”一档，得 {plain(stated)[0]}"

    def outside(self, value: Exact) -> str:
        """Why there is no value."""
        ends = [end for band, _ in self.values for end in (band.low, band.high)]
        return f"{against(value, *ends)} 不在任何一档内"


@dataclass(frozen=True)
class Sequence:
    """`first` for place 1, `each` more (or, negative, less) for every next one, not below `floor`."""

    first: Decimal
    each: Decimal
    floor: Decimal | None

    def of(self, value: Exact) -> Decimal | None:
        """The value of place `value`; None where that is no place."""
        if value < 1 or value != int(value):
            return None
        raw = self._raw(value)
        return raw if self.floor is None else max(raw, self.floor)

    def _raw(self, value: Exact) -> Decimal:
        return self.first + self.each * (int(value) - 1)

    def say(self, name: str, value: Exact) -> str:
        """'名次 3：10－2×2＝6', and the floor where it acted."""
        first, each = plain(self.first)[0], plain(abs(self.each))[0]
        raw, sign = self._raw(value), "－" if self.each < 0 else "＋"
        told = f"{name} {int(value)}：{first}{sign}{each}×{int(value) - 1}＝{plain(raw)[0]}"
        acted = self.floor is not None and raw < self.floor
        return told + (f"，不足 {signed(str(self.floor))}，按 {signed(str(self.floor))} 计" if acted else "")

    def outside(self, value: Exact) -> str:
        """Why there is no value."""
        return f"{plain(value)[0]} 不是名次（1、2、3…）"


@dataclass(frozen=True)
class Steps(Rule):
    """`scale` says what each value of `part` is worth; a value that it does not know has no score."""

    kind: ClassVar[str] = "steps"
    part: Rule
    scale: Bands | Sequence

    def children(self) -> tuple[Rule, ...]:
        """The one part."""
        return (self.part,)

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Steps":
        """Read `part`, and `bands` or `sequence`."""
        if entry.has("sequence") and entry.has("bands"):
            entry.note("sequence", "bands 与 sequence 只能写一个", "请删去其中一个")
        scale = _sequence(entry.entry("sequence")) if entry.has("sequence") else _bands(entry)
        return cls(*head.common(), head.part(entry), scale)

    def bind(self, to: Binding) -> Score:
        """The value of the step that the part is on; outside all steps it is named and has none."""

        def score(case: Case) -> Figure | None:
            part = to.parts[0](case)
            if part is None or part.value is None:
                return part and Figure(self.path, None, (), (part,))
            found = self.scale.of(part.value)
            if found is None:
                told = f"{to.context.scheme.named(case.subject.key)} {self.label}"
                to.context.problems.add(f"{told}：{self.scale.outside(part.value)}，未计分")
            return Figure(self.path, None if found is None else Fraction(found), (), (part,))

        return score

    def value(self, figure: Figure) -> Fraction | None:
        """The value of the step that the part is on."""
        if figure.basis or len(figure.parts) != 1 or figure.parts[0].value is None:
            return None
        found = self.scale.of(figure.parts[0].value)
        return None if found is None else Fraction(found)

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """A value outside all steps, or what the part lacks."""
        value = figure.parts[0].value if figure.parts else None
        return super().gap(scheme, figure) if value is None else f"{self.scale.outside(value)}，没有计分"

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """The part's value, the step and what it is worth."""
        return self.scale.say(self.part.short, figure.parts[0].value or Fraction(0))


def _sequence(entry: Entry) -> Sequence:
    floor = entry.decimal("floor") if entry.has("floor") else None
    return Sequence(entry.decimal("first"), entry.decimal("each"), floor)


def _bands(entry: Entry) -> Bands:
    rows = [(row, span.read(row), row.number("value")) for row in entry.rows("bands")]
    span.check_touch([(band, row) for row, band, _ in rows])
    return Bands(tuple((band, value) for _, band, value in rows))
