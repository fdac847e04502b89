"""Places the ties: two principals for one seat, three deputies for two, two government departments for one.

Tied cards have the same sums in other cells. Whoever stands at the same height by chance is moved by half points,
so that each of these lines cuts exactly the wanted tie and no other line cuts any.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from samples.hangjin.facts import CATEGORIES, CLASSES, DEPUTY, PRINCIPAL, Card, County
from samples.hangjin.standings import (
    cadre_deductions,
    ranked_cadre,
    ranked_unit,
    score,
    seats,
    unit_deductions,
)

UNIT_SHARE, CADRE_SHARE = 30, 15  # percent
# group -> (tied, of them inside the quota)
WANTED = {PRINCIPAL: (2, 1), DEPUTY: (3, 2), CATEGORIES[1]: (2, 1)}
CLEARANCE = 3  # hundredths kept free on both sides of a line that cuts a tie


class Entrant(NamedTuple):
    """A ranked subject: its card and what is deducted from its routine mark."""

    key: str
    card: Card
    deducted: Fraction

    @property
    def score(self) -> int:
        return score(self.card, self.deducted)

    @property
    def plain(self) -> bool:
        """A whole year and no deduction."""
        return not self.deducted and None not in self.card.months


class Group(NamedTuple):
    name: str
    entrants: list[Entrant]
    seats: int


def groups(county: County) -> list[Group]:
    """Units by category and cadres by class, ranked subjects only, with the seats of each."""
    return _unit_groups(county) + _cadre_groups(county)


def _unit_groups(county: County) -> list[Group]:
    deducted = unit_deductions(county)
    sizes = {category: sum(unit.category == category for unit in county.units) for category in CATEGORIES}
    places = seats(sizes, UNIT_SHARE)

    def entrants(category: str) -> list[Entrant]:
        units = [unit for unit in county.units if unit.category == category and ranked_unit(unit)]
        return [Entrant(u.code, county.unit_cards[u.code], deducted.get(u.code, Fraction(0))) for u in units]

    return [Group(category, entrants(category), places[category]) for category in CATEGORIES]


def _cadre_groups(county: County) -> list[Group]:
    deducted = cadre_deductions(county)
    sizes = {rank: sum(person.last.rank == rank for person in county.roster) for rank in CLASSES}
    places = seats(sizes, CADRE_SHARE)

    def entrants(rank: str) -> list[Entrant]:
        ids = [p.id_number for p in county.roster if p.last.rank == rank and ranked_cadre(p, county)]
        return [Entrant(key, county.cadre_cards[key], deducted.get(key, Fraction(0))) for key in ids]

    return [Group(rank, entrants(rank), places[rank]) for rank in CLASSES]


def place_ties(county: County) -> None:
    """Adjust cards until every quota line cuts what it should, then prove it."""
    for group in groups(county):
        if group.name in WANTED:
            _cut_tie(group, *WANTED[group.name])
        else:
            _part(group)
    assert_ties(county)


def _ordered(entrants: list[Entrant]) -> list[Entrant]:
    return sorted(entrants, key=lambda entrant: (-entrant.score, entrant.key))


def _cut_tie(group: Group, count: int, inside: int) -> None:
    above = group.seats - inside
    tied = [entrant for entrant in _ordered(group.entrants)[above:] if entrant.plain][:count]
    for entrant in tied[1:]:
        _copy_sums(tied[0].card, entrant.card)
    line = tied[0].score
    others = _ordered([entrant for entrant in group.entrants if entrant not in tied])
    for entrant in others[:above]:
        _nudge(entrant, 5, lambda score: score > line + CLEARANCE)
    for entrant in others[above:]:
        _nudge(entrant, -5, lambda score: score < line - CLEARANCE)


def _part(group: Group) -> None:
    """Keep the line free of ties: lift those who stand inside."""
    ordered = _ordered(group.entrants)
    line = ordered[group.seats].score
    for entrant in ordered[: group.seats]:
        _nudge(entrant, 5, lambda score: score > line)


def _nudge(entrant: Entrant, tenths: int, enough: Callable[[int], bool]) -> None:
    """Change one month after another by half a point until the score is where it should be."""
    turn = 0
    while not enough(entrant.score):
        month = turn % 12
        mark = entrant.card.months[month]
        if mark is not None and 0 <= mark + tenths <= 1000:
            entrant.card.months[month] = mark + tenths
        turn += 1


def _copy_sums(source: Card, target: Card) -> None:
    """Give ``target`` the sums of ``source`` in another order, two months apart by a point."""
    months = [*reversed(source.months)]
    months[2], months[7] = months[2] + 10, months[7] - 10
    target.months = months
    target.special = [items and [*reversed(items)] for items in source.special]
    target.periodic = [items and [*reversed(items)] for items in source.periodic]


def tie_at_line(group: Group) -> tuple[int, int]:
    """How many share the score at the quota line and how many of them fit; (0, 0) where the line cuts none."""
    scores = [entrant.score for entrant in _ordered(group.entrants)]
    line = scores[group.seats - 1]
    if scores[group.seats] != line:
        return 0, 0
    return scores.count(line), group.seats - sum(score > line for score in scores)


def assert_ties(county: County) -> None:
    """Refuse to write a county whose quota lines do not cut the wanted ties and only these."""
    found = groups(county)
    cuts = {group.name: tie_at_line(group) for group in found}
    wanted = {group.name: WANTED.get(group.name, (0, 0)) for group in found}
    if cuts != wanted:
        raise AssertionError(f"ties at the quota lines are {cuts}, wanted {wanted}")
    if not any(_ties_elsewhere(group) for group in found):
        raise AssertionError("no tie away from the quota lines")


def _ties_elsewhere(group: Group) -> bool:
    scores = [entrant.score for entrant in _ordered(group.entrants)]
    line = scores[group.seats - 1]
    return any(left == right != line for left, right in zip(scores, scores[1:], strict=False))
