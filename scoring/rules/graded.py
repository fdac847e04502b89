"""Rules whose figures tell how much of a thing belongs to each grade of a scale: what a `membership` is made of."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure

Vector = Mapping[str, Fraction]
"""The share of each grade, in the order of the scale; together 1 where nothing is lost to the divisor."""


class Graded(Rule):
    """A rule with a vector of membership beside its value."""

    @abstractmethod
    def scale(self) -> Mapping[str, Decimal]:
        """The points of each grade."""

    @abstractmethod
    def grade_labels(self, scheme: Scheme) -> Mapping[str, str]:
        """What each grade is called."""

    @abstractmethod
    def vector(self, figure: Figure) -> Vector | None:
        """The shares in one of its figures; None where they are not told, or there are none."""


def weighed(weights: Sequence[Fraction], vectors: Sequence[Vector]) -> Vector:
    """Σ weight × vector, grade by grade."""
    pairs = list(zip(weights, vectors, strict=True))
    return {grade: sum((weight * one[grade] for weight, one in pairs), Fraction(0)) for grade in vectors[0]}


def held_down(weights: Sequence[Fraction], vectors: Sequence[Vector]) -> Vector:
    """Each share not above the weight of its part, and of these the greatest, grade by grade."""
    pairs = list(zip(weights, vectors, strict=True))
    return {grade: max(min(weight, one[grade]) for weight, one in pairs) for grade in vectors[0]}


def points(vector: Vector, scale: Mapping[str, Decimal]) -> Fraction:
    """Σ share × points."""
    return sum((share * Fraction(scale[grade]) for grade, share in vector.items()), Fraction(0))


def greatest(vector: Vector) -> list[str]:
    """The grades with the greatest share: one, or several that are tied."""
    most = max(vector.values())
    return [grade for grade, share in vector.items() if share == most]
