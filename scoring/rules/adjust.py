"""`adjust`: one part times a number, plus a number, kept within bounds, rounded here; in this order, each optional."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NamedTuple

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.numbers.numerals import Working, against, plain, plus, reckoning, signed, typed
from scoring.numbers.rounding import MODE_WORDS, MODES, Exact, rounded
from scoring.reading.reader import Entry
from scoring.rules import quantity
from scoring.rules.head import Head
from scoring.rules.quantity import Quantity

TIMES, PLUS, FLOOR, CEILING = "times", "plus", "floor", "ceiling"
STEPS = (TIMES, PLUS, FLOOR, CEILING)
Numbers = Mapping[str, Exact]


class Rounding(NamedTuple):
    """To so many `places`, by one of the modes of `scoring.numbers.rounding`."""

    places: int
    mode: str


@dataclass(frozen=True)
class Adjust(Rule):
    """`steps` by name, in the order of `STEPS`; `rounding` None leaves every digit.

    The basis holds the text of each step's quantity (`Quantity.text_of`) and at last the bound that acted, or ''.
    """

    kind: ClassVar[str] = "adjust"
    part: Rule
    steps: Mapping[str, Quantity]
    rounding: Rounding | None

    def children(self) -> tuple[Rule, ...]:
        """The one part."""
        return (self.part,)

    def adds_own(self) -> bool:
        """A number that may be the subject's own."""
        return any(one.attribute for one in self.steps.values())

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Adjust":
        """Read `part`, the steps that are written, and `round`."""
        steps = {name: quantity.read(entry, name) for name in STEPS if entry.has(name)}
        rounding = _rounding(entry.entry("round")) if entry.has("round") else None
        if not steps and rounding is None:
            entry.note("", "没有写任何调整", "请写 times、plus、floor、ceiling、round 中的一项")
        if _crossed({name: one.number for name, one in steps.items() if one.number is not None}):
            entry.note(FLOOR, "下限 floor 高于上限 ceiling", "请核对上下限")
        return cls(*head.common(), head.part(entry), steps, rounding)

    def bind(self, to: Binding) -> Score:
        """The part adjusted; a quantity that is not there or out of its limits is named and leaves no value."""

        def score(case: Case) -> Figure | None:
            part = to.parts[0](case)
            if part is None:
                return None
            texts = tuple([one.text_of(case.subject) for one in self.steps.values()])
            numbers = self._numbers(texts)
            if numbers is None:
                to.context.problems.add(
                    f"{to.context.scheme.named(case.subject.key)} {self.label}：{self._fault(texts)}，未计分"
                )
            if numbers is None or part.value is None:
                return Figure(self.path, None, (*texts, ""), (part,))
            value, acted = self._adjusted(part.value, numbers)
            return Figure(self.path, value, (*texts, acted), (part,))

        return score

    def _numbers(self, texts: tuple[str, ...]) -> Numbers | None:
        """The steps' numbers, None where one cannot be used."""
        found = {name: one.number_of(text) for (name, one), text in zip(self.steps.items(), texts, strict=True)}
        usable = {name: number for name, number in found.items() if number is not None}
        return usable if len(usable) == len(found) and not _crossed(usable) else None

    def _fault(self, texts: tuple[str, ...]) -> str:
        for one, text in zip(self.steps.values(), texts, strict=True):
            if one.number_of(text) is None:
                return one.fault(text)
        return "下限高于上限"

    def _adjusted(self, value: Exact, numbers: Numbers) -> tuple[Fraction, str]:
        """The value and the bound that acted."""
        raw = _raw(value, numbers)
        acted, bounded = "", raw
        if FLOOR in numbers and raw < numbers[FLOOR]:
            acted, bounded = FLOOR, Fraction(numbers[FLOOR])
        elif CEILING in numbers and raw > numbers[CEILING]:
            acted, bounded = CEILING, Fraction(numbers[CEILING])
        return (bounded if self.rounding is None else Fraction(rounded(bounded, *self.rounding))), acted

    def value(self, figure: Figure) -> Fraction | None:
        """The part adjusted again by what the basis tells; the bound told must be the one that acts."""
        texts, acted = tuple(map(str, figure.basis[:-1])), figure.basis[-1:]
        numbers = self._numbers(texts) if len(texts) == len(self.steps) else None
        if numbers is None or len(figure.parts) != 1 or figure.parts[0].value is None:
            return None
        value, told = self._adjusted(figure.parts[0].value, numbers)
        return value if acted == (told,) else None

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """A quantity that cannot be used, or what the part lacks."""
        texts = tuple(map(str, figure.basis[:-1]))
        fine = not figure.parts or self._numbers(texts) is not None
        return super().gap(scheme, figure) if fine else f"{self._fault(texts)}，没有计分"

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'实绩 96.00×1.05（难度系数）＋2＝102.80，超过上限 100，按 100 计'."""
        part, texts = figure.parts[0], dict(zip(self.steps, map(str, figure.basis), strict=False))
        numbers = self._numbers(tuple(texts.values())) or {}
        if TIMES in numbers or PLUS in numbers:
            raw, product = _raw(part.value or Fraction(0), numbers), self._product(texts, numbers)
            bounds = [numbers[name] for name in (FLOOR, CEILING) if name in numbers]

            def tell(digits: int) -> Working:
                text, exact = plain(part.value, digits)
                exact = exact or numbers.get(TIMES) == 0
                return Working(f"{self.part.short} {text}{product}", None if exact else _raw(typed(text), numbers))

            told = reckoning(scheme.places, raw, tell, beside=bounds)
        else:
            text = against(part.value or Fraction(0), *numbers.values())
            told = f"{self.part.short} {text}"
        return told + self._bounds(texts, str(figure.basis[-1])) + self._rounded(figure)

    def _product(self, texts: Mapping[str, str], numbers: Numbers) -> str:
        told = f"×{self.steps[TIMES].words(texts[TIMES])}" if TIMES in numbers else ""
        if PLUS not in numbers:
            return told
        words = self.steps[PLUS].words(texts[PLUS])
        return f"{told}{plus(words)}"

    def _bounds(self, texts: Mapping[str, str], acted: str) -> str:
        """What the bounds did."""
        told = ""
        for name, over, within in ((FLOOR, "低于下限", "不低于下限"), (CEILING, "超过上限", "未超过上限")):
            if name in self.steps and acted in (name, ""):
                words = self.steps[name].words(texts[name])
                number, _ = plain(self.steps[name].number_of(texts[name]))
                told += f"，{over} {words}，按 {number} 计" if acted else f"，{within} {words}"
        return told

    def _rounded(self, figure: Figure) -> str:
        if self.rounding is None or figure.value is None:
            return ""
        places, mode = self.rounding
        kept = f"保留 {places} 位小数" if places else "取整数"
        return f"，{MODE_WORDS[mode]}{kept}为 {signed(str(rounded(figure.value, places)))}"


def _raw(value: Exact, numbers: Numbers) -> Fraction:
    """Times and plus, before any bound."""
    return Fraction(value) * Fraction(numbers.get(TIMES, Decimal(1))) + Fraction(numbers.get(PLUS, Decimal(0)))


def _crossed(numbers: Numbers) -> bool:
    return FLOOR in numbers and CEILING in numbers and numbers[FLOOR] > numbers[CEILING]


def _rounding(entry: Entry) -> Rounding:
    return Rounding(entry.whole("places", 0, 8), entry.choice("mode", MODES, "舍入方式 mode ") or "half_up")
