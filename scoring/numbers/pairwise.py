"""Weights from pairwise comparisons: the judgement matrix of the analytic hierarchy process, and its consistency.

`matrix[i][j]` says how many times as important i is as j; `matrix[j][i]` is its reciprocal. All arithmetic is done with
fractions and whole numbers. What is irrational is cut: roots after `CUT` decimals, the powers of a matrix to
`CARRIED` digits of their largest entry.

Source: T. L. Saaty, The Analytic Hierarchy Process, McGraw-Hill 1980: the scale of 1 to 9, CI = (λmax − n) ÷ (n − 1),
CR = CI ÷ RI with the mean CI of random matrices as RI, and a CR below 0.1 as acceptable.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import lcm, prod
from typing import NamedTuple

from scoring.numbers.levelled import levelled
from scoring.numbers.roots import root

Matrix = Sequence[Sequence[Fraction]]
Vector = tuple[Fraction, ...]

CUT, CARRIED, SQUARINGS = 12, 30, 12
RANDOM_INDEX = tuple(map(Decimal, ("0", "0", "0.58", "0.90", "1.12", "1.24", "1.32", "1.41", "1.45", "1.49")))
"""RI by order, from 1; nobody keeps more than ten comparisons apart."""


def geometric(matrix: Matrix) -> Vector:
    """方根法: the geometric mean of each row, brought to a sum of 1."""
    return _to_one([root(prod(row, start=Fraction(1)), CUT, len(row)) for row in matrix])


def column_sums(matrix: Matrix) -> Vector:
    """和积法: each column brought to a sum of 1, then the mean of each row. Nothing is cut."""
    columns = [_to_one(column) for column in zip(*matrix, strict=True)]
    return _to_one([sum(row, Fraction(0)) for row in zip(*columns, strict=True)])


def eigenvector(matrix: Matrix) -> Vector:
    """特征向量法: the vector that the matrix only lengthens, as the row sums of its power of 4096, squared 12 times."""
    common = lcm(*(entry.denominator for row in matrix for entry in row))
    grid = [[int(entry * common) for entry in row] for row in matrix]
    for _ in range(SQUARINGS):
        grid = _squared(grid)
    return _to_one([Fraction(sum(row)) for row in grid])


def _squared(grid: Sequence[Sequence[int]]) -> list[list[int]]:
    columns = list(zip(*grid, strict=True))
    raw = [[sum(map(int.__mul__, row, column)) for column in columns] for row in grid]
    top = max(map(max, raw))
    return [[entry * 10**CARRIED // top for entry in row] for row in raw]


def _to_one(values: Sequence[Fraction]) -> Vector:
    total = sum(values, Fraction(0))
    return tuple(value / total for value in values)


METHODS: Mapping[str, Callable[[Matrix], Vector]] = {
    "geometric": geometric,
    "eigenvector": eigenvector,
    "column_sums": column_sums,
}


class Consistency(NamedTuple):
    """λmax as the mean of (matrix × weights)ᵢ ÷ weightᵢ; CI; RI; CR, which is 0 for orders 1 and 2."""

    largest: Fraction
    ci: Fraction
    ri: Decimal
    cr: Fraction


def consistency(matrix: Matrix, weights: Vector) -> Consistency:
    """How far the comparisons contradict each other, under these weights. They never do for λmax = n."""
    order = len(matrix)
    lengthened = [sum(map(Fraction.__mul__, row, weights), Fraction(0)) for row in matrix]
    largest = sum(map(Fraction.__truediv__, lengthened, weights), Fraction(0)) / order
    ri = RANDOM_INDEX[order - 1]
    ci = (largest - order) / (order - 1) if ri else Fraction(0)
    return Consistency(largest, ci, ri, ci / Fraction(ri) if ri else Fraction(0))


def oddest(matrix: Matrix) -> tuple[int, int, int]:
    """The three i, j, k whose comparisons contradict each other most: i to j times j to k is not i to k.

    Of equal ones the first.
    """

    def apart(three: tuple[int, int, int]) -> Fraction:
        first, second, third = three
        found = matrix[first][second] * matrix[second][third] / matrix[first][third]
        return max(found, 1 / found)

    return max(combinations(range(len(matrix)), 3), key=apart)


def rounded_to_one(weights: Vector, digits: int) -> tuple[Decimal, ...]:
    """The weights with `digits` (2 or more) decimals that add up to exactly 1, by largest remainders (`levelled`)."""
    common = lcm(*(weight.denominator for weight in weights))
    percentages = levelled([int(weight * common) for weight in weights], digits - 2)
    return tuple(share / 100 for share in percentages)
