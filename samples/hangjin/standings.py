"""What the marks come to: the generator's own reckoning, used to place and to prove the ties.

Scores are whole hundredths after rounding half up, once.
"""

from fractions import Fraction

from samples.hangjin.facts import Card, County, Person, Unit
from samples.hangjin.ledger import carried
from samples.hangjin.year import CADRE_SINCE, UNIT_SINCE

Cadre = tuple[str, int]
WEIGHTS = (Fraction(40), Fraction(20), Fraction(40))


def score(card: Card, deducted: Fraction) -> int:
    """Hundredths of a point; parts that never fell due leave their weight to the others."""
    months = [mark for mark in card.months if mark is not None]
    parts = [
        max(Fraction(0), Fraction(sum(months), 10 * len(months)) - deducted),
        _held(card.special),
        _held(card.periodic),
    ]
    weighed = [(weight, part) for weight, part in zip(WEIGHTS, parts, strict=True) if part is not None]
    exact = sum(weight * part for weight, part in weighed) / sum(weight for weight, _ in weighed)
    return int(exact * 100 + Fraction(1, 2))


def _held(assessments: list[list[int] | None]) -> Fraction | None:
    means = [Fraction(sum(items), 10 * len(items)) for items in assessments if items is not None]
    return sum(means, Fraction(0)) / len(means) if means else None


def unit_deductions(county: County) -> dict[str, Fraction]:
    """Points by unit code."""
    totals: dict[str, Fraction] = {}
    for line in county.deductions:
        code = line.task.unit.code
        totals[code] = totals.get(code, Fraction(0)) + Fraction(line.tenths, 10)
    return totals


def cadre_deductions(county: County) -> dict[str, Fraction]:
    """Carried-over points by identity number."""
    by_unit: dict[str, list[Person]] = {}
    for person in county.people:
        for code in {post.unit.code for post in person.posts}:
            by_unit.setdefault(code, []).append(person)
    totals: dict[str, Fraction] = {}
    for line in county.deductions:
        for person, twentieths in carried(line, by_unit):
            totals[person.id_number] = totals.get(person.id_number, Fraction(0)) + Fraction(twentieths, 20)
    return totals


def ranked_unit(unit: Unit) -> bool:
    return unit.founded is None or unit.founded <= UNIT_SINCE


def ranked_cadre(person: Person, county: County) -> bool:
    """In office at year's end, for three months at least, and not under inquiry."""
    under_inquiry = any(person is other for other, _, _ in county.inquiries)
    return person.last.left is None and person.posts[0].entered <= CADRE_SINCE and not under_inquiry


def seats(sizes: dict[str, int], percent: int) -> dict[str, int]:
    """Quota by group: floor of each share, the rest by largest fraction, the larger group first where equal."""
    places = {group: size * percent // 100 for group, size in sizes.items()}
    left = sum(sizes.values()) * percent // 100 - sum(places.values())
    order = sorted(sizes, key=lambda group: (sizes[group] * percent % 100, sizes[group]), reverse=True)
    return {group: places[group] + (group in order[:left]) for group in sizes}
