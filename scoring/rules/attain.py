"""How far a reading is from its target and what that earns: exact, and never a division by a target not above zero."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from scoring.numbers.rounding import Exact

MINIMUM, MAXIMUM, INTERVAL, ZERO = "minimum", "maximum", "interval", "zero"
AIMS: Mapping[str, str] = {MINIMUM: "不低于", MAXIMUM: "不高于", INTERVAL: "介于", ZERO: "为零"}
WHOLE, STARTED, CONTINUOUS = "whole", "started", "continuous"
STEPS: Mapping[str, str] = {WHOLE: "不足一档不计", STARTED: "不足一档按一档计", CONTINUOUS: "按比例计"}


@dataclass(frozen=True)
class Rate:
    """`points` for each `per` of distance: a share of the target where `relative`, else units of measure."""

    points: Decimal
    per: Exact
    relative: bool
    steps: str

    def count(self, distance: Fraction, bound: Fraction) -> Fraction | None:
        """How many steps a distance from `bound` holds; None where a share of the bound is asked and it is not > 0."""
        if self.relative and bound <= 0:
            return None
        found = distance / (bound if self.relative else 1) / Fraction(self.per)
        return Fraction({WHOLE: floor, STARTED: ceil}[self.steps](found)) if self.steps != CONTINUOUS else found


@dataclass(frozen=True)
class Attained:
    """A reading against what was asked of it. All in units of measure."""

    aim: str
    value: Fraction
    target: Fraction
    upper: Fraction

    @property
    def bound(self) -> Fraction:
        """The end of the target that the distance is taken from."""
        return self.upper if self.aim == INTERVAL and self.value > self.upper else self.target

    @property
    def short(self) -> Fraction:
        """The distance on the wrong side, 0 when the target is met."""
        if self.aim == MINIMUM:
            return max(self.target - self.value, Fraction(0))
        if self.aim == INTERVAL:
            return max(self.target - self.value, self.value - self.upper, Fraction(0))
        return max(self.value - self.target, Fraction(0)) if self.aim == MAXIMUM else abs(self.value)

    @property
    def over(self) -> Fraction:
        """The distance on the right side; an interval and zero have none."""
        if self.aim in (INTERVAL, ZERO) or self.short:
            return Fraction(0)
        return abs(self.value - self.target)

    @property
    def degree(self) -> Fraction | None:
        """The degree of fulfilment (完成率), 1 = just met; None where nothing can be divided.

        Reached ÷ target where more is better, target ÷ reached where less is; 1 within an interval.
        """
        if self.bound <= 0:
            return None
        if self.aim == MINIMUM or (self.aim == INTERVAL and self.value < self.target):
            return self.value / self.target
        if self.aim == INTERVAL and not self.short:
            return Fraction(1)
        return self.bound / self.value if self.value > 0 else None
