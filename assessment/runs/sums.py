"""What a run counts up beside its statuses: grades, flags, and what is paid out against what there is to share.

Counted once when the run is judged and kept with it, so that a page need not read a county's results to say them.
"""

from fractions import Fraction
from typing import Any

from scoring.language.payout import Payout
from scoring.language.quota import GROUP, UNIT
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.model.verdict import ABSENT, Verdict
from scoring.numbers.rounding import rounded

Counts = dict[str, dict[str, dict[str, int]]]


def grades_of(scheme: Scheme, verdict: Verdict) -> Counts:
    """How many of each kind and group have each grade: {kind: {group: {grade: n}}}; '' who has none or none yet.

    Kinds without a ladder and those gone before the reference date are not counted.
    """
    counts: Counts = {}
    for one in verdict.standings:
        if one.key.kind in scheme.grades and one.status != ABSENT:
            grades = counts.setdefault(one.key.kind, {}).setdefault(one.group, {})
            grades[one.grade] = grades.get(one.grade, 0) + 1
    return counts


def flags_of(verdict: Verdict) -> dict[str, int]:
    """How often each flag was raised: {flag: n}."""
    counts: dict[str, int] = {}
    for one in verdict.standings:
        for raised in one.flags:
            counts[raised.flag] = counts.get(raised.flag, 0) + 1
    return counts


def payouts_of(scheme: Scheme, verdict: Verdict) -> list[dict[str, Any]]:
    """What each payout comes to, for each pool by itself; amounts as text.

    `told` have a figure, `open` have none yet (an input is missing, a grade is undecided). `pool` is None where
    nothing is shared out; else `total` must equal it once nothing is open.
    """
    found: dict[tuple[str, str], list[Figure]] = {}
    for one in verdict.standings:
        for figure in one.payout:
            key = payout_key(figure)
            pool = scheme.payouts[key].pool
            found.setdefault((key, one.group if pool and pool.within == GROUP else ""), []).append(figure)
    return [_summed(key, scheme.payouts[key], group, figures) for (key, group), figures in found.items()]


def payout_key(figure: Figure) -> str:
    """The key of the payout that a figure is of; its rule's path is the key below 'payouts'."""
    return figure.rule.partition(".")[2]


def _summed(key: str, payout: Payout, group: str, figures: list[Figure]) -> dict[str, Any]:
    values = [Fraction(figure.value) for figure in figures if figure.value is not None]
    return {
        "payout": key,
        "peer_group": group,
        "told": len(values),
        "open": len(figures) - len(values),
        "total": str(rounded(sum(values, Fraction(0)), payout.places)),
        "pool": _pool(payout, figures),
    }


def _pool(payout: Payout, figures: list[Figure]) -> str | None:
    """The sum that is shared out, as every shared figure tells it.

    None where nothing is shared, none is known, or each unit has its own.
    """
    if payout.pool is None or payout.pool.within == UNIT:
        return None
    stated = None if payout.pool.heads else payout.pool.total
    told = next((figure.basis[0] for figure in figures if figure.basis), stated)
    return None if told is None else str(told)
