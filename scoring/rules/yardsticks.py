"""What a value is measured by among others: the best, the mean, the range, the deviation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.numbers.numerals import MOST, Working, less, plain, signed, typed
from scoring.numbers.roots import root
from scoring.numbers.rounding import Exact

BEST, MEAN, RANGE, DEVIATION = "best", "mean", "range", "deviation"
Yard = tuple[Fraction, Fraction]
"""Two numbers of a base: the best twice, the mean twice, lowest and highest, mean and variance of the population."""


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _spread(values: Sequence[Fraction], rising: bool) -> Yard:
    mean = _mean(values)
    return mean, _mean([(value - mean) ** 2 for value in values])


YARDS: Mapping[str, Callable[[Sequence[Fraction], bool], Yard]] = {
    BEST: lambda values, rising: (values[-1], values[-1]) if rising else (values[0], values[0]),
    MEAN: lambda values, rising: (_mean(values), _mean(values)),
    RANGE: lambda values, rising: (values[0], values[-1]),
    DEVIATION: _spread,
}
"""The yard of values in ascending order; `rising` where more is better."""


@dataclass(frozen=True)
class Scale:
    """`low` and `high` are what the yard is mapped to.

    best, mean: 0 and the points of the best or the mean; range: the points of the worst and of the best;
    `zero` (best and mean, lower is better) is what 0 earns, and the most.
    deviation: the points of the mean and of one standard deviation, whose root is cut after `digits` decimals.
    """

    to: str
    low: Decimal
    high: Decimal
    digits: int
    zero: Decimal | None = None

    def knows(self, yard: Yard) -> bool:
        """Whether two numbers can be a yard: one twice, the lower before the higher, a variance not below 0."""
        if self.to in (BEST, MEAN):
            return yard[0] == yard[1]
        return yard[0] <= yard[1] if self.to == RANGE else yard[1] >= 0

    def points(self, value: Fraction, yard: Yard, rising: bool) -> Fraction | None:
        """The points of a value; None where there is nothing to divide by."""
        if self.to in (BEST, MEAN):
            return self._ratio(value, yard[0], rising)
        low, high = Fraction(self.low), Fraction(self.high)
        if self.to == RANGE:
            return self._within(low, high, value, yard, rising)
        deviation = root(yard[1], self.digits)
        away = value - yard[0] if rising else yard[0] - value
        return low + high * away / deviation if deviation else None

    def _ratio(self, value: Fraction, yard: Fraction, rising: bool) -> Fraction | None:
        """Where lower is better, what is not above 0 earns `zero`, and nobody more: less is never worth less."""
        if self.zero is not None and value <= 0:
            return Fraction(self.zero)
        if yard <= 0:
            return None
        return self._by_yard(value, yard) if rising else self._under_zero(self._by_yard(yard, value))

    def _by_yard(self, over: Fraction, under: Fraction) -> Fraction:
        return Fraction(self.high) * over / under

    def _under_zero(self, raw: Fraction) -> Fraction:
        return raw if self.zero is None else min(raw, Fraction(self.zero))

    def over_zero(self, value: Fraction, yard: Yard) -> Fraction | None:
        """What a value would earn without `zero` where that is the less; None where `zero` does not act as a bound."""
        if self.zero is None or value <= 0 or yard[0] <= 0:
            return None
        raw = self._by_yard(yard[0], value)
        return raw if raw > self.zero else None

    def _within(self, low: Fraction, high: Fraction, value: Fraction, yard: Yard, rising: bool) -> Fraction | None:
        least, most = yard
        if least == most:
            return None
        away = value - least if rising else most - value
        return low + (high - low) * min(max(away / (most - least), Fraction(0)), Fraction(1))

    def words(self, value: Exact, yard: Yard, rising: bool, most: int = MOST) -> Working:
        """'最高 95.00，90.00÷95.00×100', in numbers of so many decimals at most."""
        (own, a), (first, b), (last, c) = plain(value, most), plain(yard[0], most), plain(yard[1], most)
        seen = (typed(own), (typed(first), typed(last)))
        if self.to in (BEST, MEAN):
            name = "平均" if self.to == MEAN else "最高" if rising else "最低"
            text = f"{name} {first}，{f'{own}÷{first}' if rising else f'{first}÷{own}'}×{self.high}"
            over, under = (seen[0], seen[1][0]) if rising else (seen[1][0], seen[0])
            return Working(text, None if a and b else self._by_yard(over, under) if under else Fraction(0))
        if self.to == RANGE:
            exact = a and b and c
            return Working(self._range_text(own, first, last, rising), None if exact else self._seen(*seen, rising))
        away = f"（{own}{less(first)}）" if rising else f"（{first}{less(own)}）"
        deviation = cut_text(root(yard[1], self.digits), self.digits)
        text = f"平均 {first}，标准差 {deviation}，{signed(str(self.low))}＋{self.high}×{away}÷{deviation}"
        if a and b:
            return Working(text)
        far = seen[0] - seen[1][0] if rising else seen[1][0] - seen[0]
        return Working(text, Fraction(self.low) + Fraction(self.high) * far / Fraction(deviation))

    def _range_text(self, own: str, first: str, last: str, rising: bool) -> str:
        away = f"（{own}{less(first)}）" if rising else f"（{last}{less(own)}）"
        span, points = f"（{last}{less(first)}）", f"（{signed(str(self.high))}{less(signed(str(self.low)))}）"
        return f"最低 {first}、最高 {last}，{signed(str(self.low))}＋{away}÷{span}×{points}"

    def _seen(self, value: Fraction, yard: Yard, rising: bool) -> Fraction:
        """What a reader gets of a range by its numbers as they are told."""
        away, span = value - yard[0] if rising else yard[1] - value, yard[1] - yard[0]
        return Fraction(self.low) + away / span * Fraction(self.high - self.low) if span else Fraction(0)


def cut_text(value: Fraction, digits: int) -> str:
    """A cut number with all its decimals."""
    return f"{Decimal(int(value * 10**digits)).scaleb(-digits):f}"
