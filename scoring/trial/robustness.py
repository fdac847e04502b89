"""How often each subject stays inside a quota when the weights are drawn anew, thousands of times.

Draw n of seed s moves weight i by (SHA-256 of 's:n:i' as a number) mod (2r + 1) − r hundredths of a point, r the range
in hundredths; a weight does not fall below 0. So every draw can be repeated alone, by anyone, on any machine. Scores
are put together in whole numbers and rounded as the scheme rounds; nothing else of the run is changed. Weights are the
uppermost ones of the kind's score; they count in proportion to their sum, as in the scheme.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import LEAVES, Figure, figure_at
from scoring.model.sheet import Key
from scoring.model.verdict import IN, RANKED, QuotaLine, Standing
from scoring.numbers.rounding import MODES
from scoring.rules.weighing import SPREAD
from scoring.rules.weighted import Weighted

POINT = 100
"""Hundredths in a percentage point of weight."""


class Unsuited(ValueError):
    """The kind's score is not put together by weights in a way that can be drawn."""


class Steadiness(NamedTuple):
    """One subject's luck: draws in which it is inside, on the line with others, outside."""

    key: Key
    group: str
    inside: int
    tied: int
    outside: int

    def on_a_hair(self, margin: Fraction) -> bool:
        """Whether both outcomes come up in more than `margin` of the draws."""
        draws = self.inside + self.tied + self.outside
        return margin < Fraction(self.inside, draws) < 1 - margin if draws else False


class _Row(NamedTuple):
    """A subject's weighted parts: value over `denominator` by weight; `base` are the weights that it is divided by.

    `total` is what the weights make together, as numerator and denominator. `keys` are what parts equal scores, one
    after the other: a value, None for a gap, `SCORE` for the score before it is rounded, `NOT_HIS` for nothing.
    """

    key: Key
    group: str
    parts: tuple[tuple[int, int], ...]
    denominator: int
    base: tuple[int, ...]
    total: tuple[int, int]
    keys: tuple[Fraction | str | None, ...]

    def exact(self, weights: Sequence[int]) -> tuple[int, int]:
        """The score under drawn weights, before it is rounded, as numerator and denominator; (0, 0) for none."""
        top = sum([weights[index] * value for index, value in self.parts]) * self.total[0]
        return top, sum([weights[index] for index in self.base]) * self.total[1] * self.denominator


SCORE, NOT_HIS = "score", "not his"


def offsets(seed: int, draw: int, weights: int, reach: int) -> list[int]:
    """What one draw adds to each weight, in hundredths of a point within ±reach."""
    return [_number(f"{seed}:{draw}:{index}") % (2 * reach + 1) - reach for index in range(weights)]


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest())


def steadiness(
    scheme: Scheme,
    kind: str,
    standings: Sequence[Standing],
    lines: Sequence[QuotaLine],
    *,
    reach: int,
    draws: int,
    seed: int,
    told: Callable[[int], None] = lambda done: None,
) -> list[Steadiness]:
    """Of everybody ranked of `kind`, in the order of `standings`. `told` hears after every draw how many are done.

    `reach` is in hundredths of a point of weight. Raises Unsuited where the scores are no plain weighted sums.
    """
    seats = {line.group: line.seats for line in lines if scheme.quotas[line.quota].of == kind}
    own = [one for one in standings if one.key.kind == kind and one.status == RANKED and one.group in seats]
    weights = _weights(scheme, kind)
    order = list(weights)
    keys = _keys(scheme, kind, lines)
    rows = [_row(scheme, one, order, keys) for one in own]
    _check(scheme, own, rows, list(weights.values()), seats)
    inside, tied = [0] * len(rows), [0] * len(rows)
    members = _members(rows)
    for draw in range(draws):
        moved = offsets(seed, draw, len(order), reach)
        drawn = [max(0, weight + add) for weight, add in zip(weights.values(), moved, strict=True)]
        scores = _scores(scheme, rows, drawn)
        for group, indexes in members.items():
            _count(rows, drawn, scores, indexes, seats[group], inside, tied)
        told(draw + 1)
    return [
        Steadiness(row.key, row.group, inside[n], tied[n], draws - inside[n] - tied[n]) for n, row in enumerate(rows)
    ]


def _weights(scheme: Scheme, kind: str) -> dict[str, int]:
    """The uppermost weights by path of the part, in hundredths of a point."""
    found: dict[str, int] = {}
    for rule in _uppermost(scheme, kind):
        for path, weight in rule.weight_of.items():
            hundredths = Fraction(weight) * 100 * POINT
            if hundredths.denominator != 1:
                raise Unsuited(f"“{rule.label}”的权重细于万分之一")
            found[path] = int(hundredths)
    if not found:
        raise Unsuited("这类对象的得分不是加权合计")
    return found


def _uppermost(scheme: Scheme, kind: str) -> Iterator[Weighted]:
    waiting = [scheme.subjects[kind].score]
    while waiting:
        rule = waiting.pop(0)
        if isinstance(rule, Weighted):
            yield rule
        else:
            waiting.extend(rule.children())


def _keys(scheme: Scheme, kind: str, lines: Sequence[QuotaLine]) -> tuple[str, ...]:
    """The rules that part equals: those of the ranking, then those of the quotas."""
    quotas = dict.fromkeys(line.quota for line in lines if scheme.quotas[line.quota].of == kind)
    named = [key for quota in quotas for key in scheme.quotas[quota].keys if key in scheme.rules]
    return tuple(dict.fromkeys([*scheme.subjects[kind].keys, *named]))


def _key(figure: Figure, path: str, whole: Collection[str]) -> Fraction | str | None:
    if path in whole:
        return SCORE
    found = figure_at(figure, path)
    if found is None:
        return NOT_HIS
    return None if found.value is None else Fraction(found.value)


def _row(scheme: Scheme, standing: Standing, order: Sequence[str], keys: Sequence[str]) -> _Row:
    figure, rule = standing.figure, _rule_of(scheme, standing.figure)
    whole = {figure.rule}
    while not isinstance(rule, Weighted):
        if len(figure.parts) != 1 or figure.parts[0].value != figure.value:
            raise Unsuited("这类对象的得分不是最上层的加权合计")
        figure = figure.parts[0]
        rule = _rule_of(scheme, figure)
        whole.add(figure.rule)
    values = {order.index(part.rule): Fraction(part.value) for part in figure.parts if part.value is not None}
    common = lcm(*(value.denominator for value in values.values()))
    parts = tuple((index, int(value * common)) for index, value in values.items())
    base = tuple(values) if rule.when_not_due == SPREAD else tuple(order.index(part.path) for part in rule.parts)
    parting = tuple(_key(standing.figure, path, whole) for path in keys)
    return _Row(standing.key, standing.group, parts, common, base, rule.total.as_integer_ratio(), parting)


def _rule_of(scheme: Scheme, figure: Figure) -> Rule | None:
    return None if figure.rule in LEAVES else scheme.rule_of(figure.rule)


def _check(
    scheme: Scheme,
    own: Sequence[Standing],
    rows: Sequence[_Row],
    weights: Sequence[int],
    seats: Mapping[str, int],
) -> None:
    """The scheme's own weights must give the run's scores and places, else the rows tell another story than it."""
    scores = _scores(scheme, rows, weights)
    for standing, score in zip(own, scores, strict=True):
        if standing.score is None or Fraction(standing.score) * 10**scheme.places.published != score:
            raise Unsuited("这类对象的得分不能由各部分按权重直接算出")
    inside, tied = [0] * len(rows), [0] * len(rows)
    for group, indexes in _members(rows).items():
        _count(rows, weights, scores, indexes, seats[group], inside, tied)
    if any((one.place == IN) != bool(inside[number]) and not tied[number] for number, one in enumerate(own)):
        raise Unsuited("这类对象的名额不是在各组内按得分从高到低取用")


def _scores(scheme: Scheme, rows: Sequence[_Row], weights: Sequence[int]) -> list[int]:
    """Published scores in units of the last decimal."""
    mode, unit = MODES[scheme.places.mode], 10**scheme.places.published
    found = []
    for row in rows:
        top, bottom = row.exact(weights)
        found.append(mode(top * unit, bottom) if bottom else 0)
    return found


def _members(rows: Sequence[_Row]) -> Mapping[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        found[row.group].append(number)
    return found


def _count(
    rows: Sequence[_Row],
    weights: Sequence[int],
    scores: Sequence[int],
    indexes: Sequence[int],
    seats: int,
    inside: list[int],
    tied: list[int],
) -> None:
    """Add one draw's outcome of one group: the best `seats` are inside, a tie across the line is neither.

    Such a tie is parted by the second keys first.
    """
    ordered = sorted([scores[index] for index in indexes], reverse=True)
    if not seats or not ordered:
        return
    line = ordered[min(seats, len(ordered)) - 1]
    above = [index for index in indexes if scores[index] > line]
    level = [index for index in indexes if scores[index] == line]
    won, open_ones = _parted(rows, weights, level, seats - len(above))
    for index in (*above, *won):
        inside[index] += 1
    for index in open_ones:
        tied[index] += 1


def _parted(
    rows: Sequence[_Row], weights: Sequence[int], level: list[int], free: int
) -> tuple[Sequence[int], Sequence[int]]:
    """Who of those equal gets one of the `free` seats by the second keys, and who stays tied across the line."""
    won: list[int] = []
    for place in range(len(rows[level[0]].keys)):
        if not 0 < free < len(level):
            break
        told = {index: _told(rows[index], place, weights) for index in level}
        if all(value == NOT_HIS for value in told.values()):
            continue
        values = {index: value for index, value in told.items() if isinstance(value, Fraction)}
        if len(values) < len(level):
            return won, level
        line = sorted(values.values(), reverse=True)[free - 1]
        above = [index for index in level if values[index] > line]
        won, free = won + above, free - len(above)
        level = [index for index in level if values[index] == line]
    return ([*won, *level], []) if free >= len(level) else (won, level)


def _told(row: _Row, place: int, weights: Sequence[int]) -> Fraction | str | None:
    key = row.keys[place]
    if key != SCORE:
        return key
    top, bottom = row.exact(weights)
    return Fraction(top, bottom) if bottom else None
