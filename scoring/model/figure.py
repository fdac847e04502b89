"""A number with its reason: the only thing a rule may return; and its compact text.

The text is JSON, exact both ways: a figure is `[rule, value, basis, parts]`, the parts left out where there are none; a
Decimal stands as written, a Fraction as 'n/d', a gap as null. It is built directly: a county has some 75,000 figures,
and a generic encoder takes several times as long.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, NamedTuple

MARK, LINE, OTHER = "mark", "line", "other"
READING, EARLIER, DECISION = "reading", "earlier", "decision"
"""Rules of the leaves: an entered mark, a ledger line, another subject's result; a raw indicator, an earlier year's
result, a recorded decision."""
VOTES, SHEETS, POOLED = "votes", "sheets", "pooled"
"""How often an option was chosen, what the sheets of a group of raters add up to; groups too small to be told apart."""
FACTOR = "factor"
"""A factor of a payout: (label, where it comes from, 0)."""
EXEMPT = "exempt"
"""A part that does not apply to the subject and counts nothing: (its path, why, 0), without a value."""
LEAVES = (MARK, LINE, OTHER, READING, EARLIER, DECISION, VOTES, SHEETS, POOLED, FACTOR, EXEMPT)


class Figure(NamedTuple):
    """One number of an explanation tree.

    `rule`   path of the scheme's node that made it ('cadre.score.routine'), or 'mark' / 'line' for a leaf.
    `value`  exact: a Decimal for what was entered, a Fraction for what was computed; None when an input is missing.
    `basis`  what words need and parts do not tell: for a mark (period, item, ref), for a line
             (task, day, reason, document, ref), for a computed figure the factors used, as strings (weights after
             spreading, a role and its factor, a divisor, a floor that acted).
    `parts`  the figures it was made from, in the scheme's order.
    """

    rule: str
    value: Decimal | Fraction | None
    basis: tuple[str | int, ...] = ()
    parts: tuple["Figure", ...] = ()


def figure_at(figure: Figure, path: str) -> Figure | None:
    """The figure of the rule at `path` somewhere within a figure; None where it is not there."""
    waiting = [figure]
    while waiting:
        found = waiting.pop()
        if found.rule == path:
            return found
        waiting.extend(found.parts)
    return None


def counted(parts: Iterable[Figure]) -> tuple[Figure, ...]:
    """The parts without those that do not apply to the subject."""
    return tuple([part for part in parts if part.rule != EXEMPT])


def value_at(figure: Figure, path: str) -> Fraction | None:
    """The value of the rule at `path` somewhere within a figure; None where it is not there or a gap."""
    found = figure_at(figure, path)
    return None if found is None or found.value is None else Fraction(found.value)


class Missing(NamedTuple):
    """An input that was due and is not there; it blocks the subject's score and is never zero.

    What comes from no source of the scheme (a decision, an earlier year's result) has '' for one; `item` says it whole.
    """

    kind: str
    code: str
    source: str
    period: str
    item: str


quoted = lru_cache(maxsize=65536)(encode_basestring)
"""A text as JSON writes it. The same few hundred keys come back tens of thousands of times."""


def dumps(figure: Figure) -> str:
    """The figure as JSON text, without blanks or line breaks."""
    rule, value, basis, parts = figure
    if not parts:
        return f"[{quoted(rule)},{_value(value)},{_basis(basis)}]"
    inner = _marks(parts) if parts[0][0] == MARK else ",".join([dumps(part) for part in parts])
    return f"[{quoted(rule)},{_value(value)},{_basis(basis)},[{inner}]]"


def _marks(marks: tuple[Figure, ...]) -> str:
    """Marks, nine tenths of all figures, in one go; they stand only beside marks."""
    texts = [
        f'["mark","{value!s}",[{quoted(period)},{quoted(item)},{ref}]]' for _, value, (period, item, ref), _ in marks
    ]
    return ",".join(texts)


def _value(value: Decimal | Fraction | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, Decimal):
        return f'"{value!s}"'
    return f'"{value.numerator}/{value.denominator}"'


def _basis(basis: tuple[str | int, ...]) -> str:
    return "[" + ",".join([quoted(one) if one.__class__ is str else str(one) for one in basis]) + "]"


def loads(text: str) -> Figure:
    """The figure that `dumps` wrote; ValueError if the text is not one."""
    try:
        return _figure(json.loads(text))
    except (TypeError, ArithmeticError, KeyError, IndexError) as fault:
        raise ValueError("不是得分说明的文本") from fault


def _figure(data: list[Any]) -> Figure:
    rule, value, basis, *rest = data
    parts = tuple([_figure(part) for part in rest[0]]) if rest else ()
    return Figure(rule, _exact(value), tuple(basis), parts)


def _exact(value: str | None) -> Decimal | Fraction | None:
    if value is None:
        return None
    return Fraction(value) if "/" in value else Decimal(value)
