"""Two tables of the same people, side by side: who moves, who crosses a line, how the balance between groups shifts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from scoring.model.sheet import Key
from scoring.model.verdict import IN, RANKED, UNDECIDED, Standing

UP, DOWN, SAME, OTHER = "up", "down", "same", "other"
_DEPTH = {IN: 2, UNDECIDED: 1}


class Move(NamedTuple):
    """One subject before and after."""

    before: Standing
    after: Standing

    @property
    def key(self) -> Key:
        """Who moved."""
        return self.after.key

    @property
    def places(self) -> int:
        """How many ranks up (positive) or down; 0 where one of the two has no rank."""
        return self.before.rank - self.after.rank if self.before.rank and self.after.rank else 0

    @property
    def way(self) -> str:
        """UP or DOWN by rank, OTHER where a rank came or went, SAME."""
        if bool(self.before.rank) != bool(self.after.rank):
            return OTHER
        return UP if self.places > 0 else DOWN if self.places < 0 else SAME

    @property
    def crossing(self) -> int:
        """Positive for who comes (nearer) inside the quota, negative for who falls out, 0 for who stays."""
        return _DEPTH.get(self.after.place, 0) - _DEPTH.get(self.before.place, 0)

    @property
    def regraded(self) -> bool:
        """Whether the grade is another."""
        return self.before.grade != self.after.grade

    @property
    def recoloured(self) -> bool:
        """Whether the colour is another."""
        return self.before.colour != self.after.colour


def moves(before: Iterable[Standing], after: Iterable[Standing]) -> list[Move]:
    """Everybody of both tables, in the order of the new one."""
    old = {one.key: one for one in before}
    return [Move(old[one.key], one) for one in after if one.key in old]


class Side(NamedTuple):
    """One table's totals of a class: mean of the ranked scores (None without any), places inside the quota."""

    mean: Fraction | None
    inside: int


class Balance(NamedTuple):
    """How a class of one kind fares before and after; `ranked` are those with a rank after."""

    kind: str
    group: str
    ranked: int
    before: Side
    after: Side

    @property
    def shift(self) -> Fraction | None:
        """By how much the mean moves."""
        if self.before.mean is None or self.after.mean is None:
            return None
        return self.after.mean - self.before.mean


def balance(found: Sequence[Move], class_of: Callable[[Standing], str]) -> list[Balance]:
    """Each class's mean and seats before and after, in the order in which the classes come first."""
    classes: defaultdict[tuple[str, str], list[Move]] = defaultdict(list)
    for move in found:
        classes[move.key.kind, class_of(move.after)].append(move)
    return [
        Balance(
            kind,
            group,
            sum(move.after.status == RANKED for move in members),
            _side([move.before for move in members]),
            _side([move.after for move in members]),
        )
        for (kind, group), members in classes.items()
    ]


def _side(standings: Sequence[Standing]) -> Side:
    scores = [Fraction(one.score) for one in standings if one.status == RANKED and one.score is not None]
    mean = sum(scores, Fraction(0)) / len(scores) if scores else None
    return Side(mean, sum(one.place == IN for one in standings))
