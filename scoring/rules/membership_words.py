"""A membership in words: a reader who reckons with the numbers told gets each of those told after them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from scoring.numbers.numerals import DECIMALS, FEWEST, factor, percent, plain, series, signed, told_value
from scoring.numbers.places import Places
from scoring.numbers.rounding import gives, rounded, shown
from scoring.rules.graded import Vector, held_down, points, weighed

WEIGHTED_MEAN, MAX_MIN = "weighted_mean", "max_min"
OPERATORS: Mapping[str, Callable[[Sequence[Fraction], Sequence[Vector]], Vector]] = {
    WEIGHTED_MEAN: weighed,
    MAX_MIN: held_down,
}
_MORE = 8
"""So many decimals more than a result has are tried for the numbers before it."""


class Combined(NamedTuple):
    """What the parts give together: the weights used, the vector as combined, and as it counts."""

    weights: tuple[Fraction, ...]
    raw: Vector
    vector: Vector


class _Decimals(NamedTuple):
    """The most decimals of the parts' shares, of those combined, of their sum, of those that count, of the points."""

    terms: int
    raw: int
    total: int
    vector: int
    end: int


@dataclass(frozen=True)
class Words:
    """`rows` are the weights and vectors of the parts; `scale` is empty where the greatest share counts."""

    labels: Mapping[str, str]
    operator: str
    rows: Sequence[tuple[Fraction, Vector]]
    found: Combined
    scale: Mapping[str, Decimal]
    places: Places

    def shares(self) -> str:
        """'好 0.70×40%＋0.50×60%＝0.58、较好 …', and what bringing them to 1 made of them."""
        told = [f"{self.labels[grade]} {self._share_of(grade)}" for grade in _seen(self.found.raw)]
        return "、".join(told) + ("（∧取小，∨取大）" if self.operator == MAX_MIN else "") + self._to_one()

    def points(self) -> str:
        """'0.58×100＋0.42×80＝91.60'."""
        told = [(grade, *plain(self.found.vector[grade], self._decimals.vector)) for grade in _seen(self.found.vector)]
        terms = [f"{text}×{factor(signed(str(self.scale[grade])))}" for grade, text, _ in told]
        text, whole = self._end(self._decimals.end)
        return f"{'＋'.join(terms)}{'＝' if whole and all(exact for _, _, exact in told) else '≈'}{text}"

    def share(self, grade: str) -> str:
        """A share that counts, as the sentence writes it."""
        return plain(self.found.vector[grade], self._decimals.vector)[0]

    def _share_of(self, grade: str) -> str:
        form, sign = ("（{}∧{}）", "∨") if self.operator == MAX_MIN else ("{}×{}", "＋")
        own = [(weight, *plain(vector[grade], self._decimals.terms)) for weight, vector in self.rows]
        terms = [form.format(text, percent(weight)) for weight, text, _ in own]
        text, exact = plain(self.found.raw[grade], self._decimals.raw)
        return f"{series(terms, sign)}{'＝' if exact and all(whole for _, _, whole in own) else '≈'}{text}"

    def _to_one(self) -> str:
        """'，合计 1.10，各除以合计归一为 好 0.4545、较好 0.5455'; nothing where they are as they were."""
        told = [f"{self.labels[grade]} {self.share(grade)}" for grade in _seen(self.found.vector)]
        total = plain(self._total, self._decimals.total)[0]
        return f"，合计 {total}，各除以合计归一为 {'、'.join(told)}" if self._divided else ""

    @property
    def _total(self) -> Fraction:
        return sum(self.found.raw.values(), Fraction(0))

    @property
    def _divided(self) -> bool:
        return self.found.raw != self.found.vector

    def _end(self, most: int) -> tuple[str, bool]:
        return told_value(self.places, points(self.found.vector, self.scale), most)

    @cached_property
    def _decimals(self) -> _Decimals:
        """The fewest with which every number can be reckoned from those before it."""
        tried = (found for end, vector in DECIMALS if self._ends(end, vector) and (found := self._before(vector, end)))
        return next(tried, _Decimals(*[DECIMALS[-1][1]] * 5))

    def _ends(self, end: int, digits: int) -> bool:
        """Whether the shares give the points; where the greatest counts, whether none seems to equal another."""
        told = _cut(self.found.vector, digits)
        if self.scale:
            return gives(points(told, self.scale), self._end(end)[0])
        return len(set(told.values())) == len(set(self.found.vector.values()))

    def _before(self, vector: int, end: int) -> _Decimals | None:
        """The decimals of all that goes before the shares that count; None where there are no fitting ones."""
        for raw in range(vector, vector + _MORE) if self._divided else (vector,):
            total = next((most for most in range(FEWEST, raw + 1) if self._divides(raw, most, vector)), None)
            terms = next((most for most in range(raw, raw + _MORE) if self._combines(most, raw)), None)
            if total is not None and terms is not None:
                return _Decimals(terms, raw, total, vector, end)
        return None

    def _combines(self, terms: int, digits: int) -> bool:
        """Whether the shares of the parts give those combined."""
        weights = [weight for weight, _ in self.rows]
        found = OPERATORS[self.operator](weights, [_cut(vector, terms) for _, vector in self.rows])
        return _agree(found, self.found.raw, digits)

    def _divides(self, raw: int, total: int, digits: int) -> bool:
        """Whether the shares combined give their sum, and divided by it those that count."""
        if not self._divided:
            return True
        told, whole = _cut(self.found.raw, raw), shown(self._total, FEWEST, total)[0]
        if not Fraction(whole) or not gives(sum(told.values(), Fraction(0)), whole):
            return False
        return _agree({grade: share / Fraction(whole) for grade, share in told.items()}, self.found.vector, digits)


def _seen(vector: Vector) -> list[str]:
    """The grades that have any share."""
    return [grade for grade, share in vector.items() if share]


def _cut(vector: Vector, digits: int) -> Vector:
    """The shares as a reader sees them."""
    return {grade: Fraction(rounded(share, digits)) for grade, share in vector.items()}


def _agree(reckoned: Vector, vector: Vector, digits: int) -> bool:
    return all(gives(reckoned[grade], shown(share, FEWEST, digits)[0]) for grade, share in vector.items())
