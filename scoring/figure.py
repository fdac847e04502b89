"""A number with its reason: the only thing a rule may return."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple


class Figure(NamedTuple):
    """One number of an explanation tree.

    `rule`   path of the scheme's node that made it ('cadre.score.routine'), or 'mark' / 'line' for a leaf.
    `value`  exact: a Decimal for what was entered, a Fraction for what was computed; None when an input is missing.
    `basis`  what words need and parts do not tell: for a leaf (period, item, ref) or (task, day, reason, document, ref);
             for a computed figure the factors used (weights after spreading, a carry factor, a divisor), as strings.
    `parts`  the figures it was made from, in the scheme's order.
    """

    rule: str
    value: Decimal | Fraction | None
    basis: tuple[str | int, ...] = ()
    parts: tuple["Figure", ...] = ()


class Missing(NamedTuple):
    """An input that was due and is not there; it blocks the subject's score and is never zero."""

    kind: str
    code: str
    source: str
    period: str
    item: str
