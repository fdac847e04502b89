"""Anyone can recompute a figure from its leaves alone; a published table from its archive: `keeping.archive`."""

from collections.abc import Iterator
from fractions import Fraction

from scoring.language.scheme import Scheme
from scoring.model.figure import LEAVES, Figure

_MALFORMED = (ValueError, ArithmeticError, LookupError, TypeError)
"""What reading a basis of too few entries, of words for numbers, of zeros to divide by, may raise."""


def recomputed(scheme: Scheme, figure: Figure) -> Fraction | None:
    """The value that the leaves give under the scheme; None for a gap or a basis that is not the scheme's."""
    if figure.rule in LEAVES:
        return None if figure.value is None else Fraction(figure.value)
    if _untold(figure):
        return None
    again = figure._replace(parts=tuple(part._replace(value=recomputed(scheme, part)) for part in figure.parts))
    try:
        rule = scheme.rule_of(figure.rule)
        return rule.value(again) if rule.formed(scheme, again) else None
    except _MALFORMED:  # a basis comes from outside: one that the rule cannot even read is not the scheme's
        return None


def _untold(figure: Figure) -> bool:
    """Whether nothing is told of a score: the subject was gone, or nothing of it fell due."""
    return figure.value is None and not figure.basis and not figure.parts


def differences(scheme: Scheme, figure: Figure) -> list[str]:
    """Rule paths of the figures whose value is not what their leaves give, deepest first; empty when all agree."""
    return list(_differences(scheme, figure))


def _differences(scheme: Scheme, figure: Figure) -> Iterator[str]:
    for part in figure.parts:
        yield from _differences(scheme, part)
    if figure.value != recomputed(scheme, figure):
        yield figure.rule
