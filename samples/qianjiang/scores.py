"""Who reaches what: lists of target scores with the awkward ones in them, dealt out by lot."""

from decimal import Decimal
from random import Random

from samples.qianjiang import marks
from samples.qianjiang.facts import DEPARTMENT, DEPARTMENTS, TOWNSHIPS, Unit

WORKED, BASIC = Decimal("92.35"), Decimal("85.00")
STAFF = 46
"""Staff of the two worked examples of the bonus."""


def deal(units: list[Unit], rng: Random) -> None:
    """Scores, marks and vetoes for all units."""
    departments = [unit for unit in units if unit.group in DEPARTMENTS]
    townships = [unit for unit in units if unit.group in TOWNSHIPS]
    _deal(departments, _departments(rng), rng)
    _deal(townships, _townships(rng), rng)
    _veto(departments, "97.90", "安全否决")
    _veto(townships, "95.10", "计生否决")


def _deal(units: list[Unit], scores: list[Decimal], rng: Random) -> None:
    order = units[:]
    rng.shuffle(order)
    _worked_to_a_department(order, scores)
    for unit, score in zip(order, scores, strict=True):
        unit.score = score
        if score in (WORKED, BASIC):
            unit.staff = STAFF
        marks.mark(unit, rng)
        if _plain(score):
            marks.blur(unit, rng)


def _worked_to_a_department(order: list[Unit], scores: list[Decimal]) -> None:
    """The worked example has the indicators of a department."""
    if WORKED in scores:
        at = scores.index(WORKED)
        fit = next(place for place, unit in enumerate(order) if unit.sort == DEPARTMENT)
        order[at], order[fit] = order[fit], order[at]


def _plain(score: Decimal) -> bool:
    """Whether nothing hangs on the exact score: not near a line, nor at the end of the list of candidates."""
    awkward = (80, 90, WORKED, BASIC, Decimal("93.60"))
    return all(abs(score - one) > Decimal("0.05") for one in awkward)


def _departments(rng: Random) -> list[Decimal]:
    """86: one vetoed, 17 ahead, two that tie for the 18th place, 33 below, 24 from 80 on, 9 under it."""
    fixed = ["97.90", "93.60", "93.60", "92.35", "90.00", "85.00", "80.00", "89.99", "79.99"]
    drawn = [*_draw(rng, 9380, 9780, 17), *_draw(rng, 9007, 9350, 31), *_draw(rng, 8010, 8990, 21)]
    return [Decimal(one) for one in fixed] + drawn + _draw(rng, 7200, 7990, 8)


def _townships(rng: Random) -> list[Decimal]:
    """30: one vetoed, 25 that pass, three from 80 on, one under it."""
    fixed = ["95.10", "90.00", "80.00", "78.50"]
    return [Decimal(one) for one in fixed] + _draw(rng, 9015, 9500, 24) + _draw(rng, 8200, 8900, 2)


def _draw(rng: Random, low: int, high: int, count: int) -> list[Decimal]:
    """Different hundredths, at least seven apart so that a hair changes no order."""
    return [Decimal(one).scaleb(-2) for one in sorted(rng.sample(range(low, high, 7), count), reverse=True)]


def _veto(units: list[Unit], score: str, what: str) -> None:
    next(unit for unit in units if unit.score == Decimal(score)).veto = what
