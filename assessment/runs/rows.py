"""A verdict as rows and as the lists a run keeps: pure reshaping, nothing is computed anew."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from cadres.jobs.progress import Progress
from scoring.language.scheme import Scheme
from scoring.model.figure import LEAVES, Figure, dumps
from scoring.model.sheet import Key
from scoring.model.verdict import Verdict
from scoring.rules.weighted import Weighted

RESULT_COLUMNS = (
    "run_id",
    "seat_id",
    "kind",
    "peer_group",
    "status",
    "score",
    "rank",
    "tied",
    "quota",
    "place",
    "places",
    "colour",
    "grade",
    "reasons",
    "flags",
    "payouts",
    "parts",
    "explanation",
)
_PROGRESS_EVERY = 200
_json = json.JSONEncoder(ensure_ascii=False).encode


def result_rows(
    run_id: int, scheme: Scheme, verdict: Verdict, seats: Mapping[Key, int], progress: Progress
) -> Iterator[tuple[Any, ...]]:
    """One row for each standing, in RESULT_COLUMNS' order."""
    for count, standing in enumerate(verdict.standings, 1):
        if count % _PROGRESS_EVERY == 0:
            progress.advance(_PROGRESS_EVERY)
        yield (
            run_id,
            seats[standing.key],
            standing.key.kind,
            standing.group,
            standing.status,
            standing.score,
            standing.rank,
            standing.tied,
            standing.quota,
            standing.place,
            _listed(standing.places),
            standing.colour,
            standing.grade,
            _listed(standing.reasons),
            _listed(standing.flags),
            _listed([dumps(figure) for figure in standing.payout]),
            parts_text(scheme, standing.figure),
            dumps(standing.figure),
        )


def _listed(values: Sequence[Any]) -> str:
    """JSON of a list; most methods leave it empty."""
    return _json(values) if values else "[]"


def parts_text(scheme: Scheme, figure: Figure) -> str:
    """JSON of what a list or chart shows of a score: [[label, value, what it contributes]], '' if missing."""
    parts = [
        [_label(scheme, figure, part), _shown(scheme, part.value), _shown(scheme, _times(part.value, weight))]
        for part, weight in zip(figure.parts, _weights(scheme, figure), strict=True)
    ]
    return _json(parts)


def _label(scheme: Scheme, figure: Figure, part: Figure) -> str:
    """What a part is called: the rule's short name, that of a step of a rule, or that of an entered value."""
    if part.rule in LEAVES:
        return scheme.rule_of(figure.rule).leaf(scheme, figure, part)[0]
    rule = scheme.rules.get(part.rule)
    return rule.short if rule else scheme.rule_of(part.rule).name(scheme, part)


def _weights(scheme: Scheme, figure: Figure) -> list[Fraction]:
    """What each part counts: the weights after spreading, or 1 where parts are simply added up."""
    if isinstance(scheme.rules.get(figure.rule), Weighted):
        return [_weight(str(weight)) for weight in figure.basis]
    return [Fraction(1)] * len(figure.parts)


_weight = lru_cache(maxsize=256)(Fraction)
"""The number a basis tells; a scheme has a handful of them."""


def _times(value: Decimal | Fraction | None, weight: Fraction) -> Fraction | None:
    return None if value is None else Fraction(value) * weight


def _shown(scheme: Scheme, value: Decimal | Fraction | None) -> str:
    return "" if value is None else str(scheme.places.publish(value))


def quotas_of(scheme: Scheme, verdict: Verdict) -> list[dict[str, Any]]:
    """The quota lines as a run keeps them; scores as text."""
    return [
        {
            "quota": line.quota,
            "label": scheme.quotas[line.quota].label,
            "kind": scheme.quotas[line.quota].of,
            "peer_group": line.group,
            "base": line.base,
            "seats": line.seats,
            "line": None if line.line is None else str(line.line),
            "undecided": list(line.undecided),
            "open_seats": line.open_seats,
            "ruling": line.ruling,
            "note": line.note,
            "told": list(line.told),
        }
        for line in verdict.quotas
    ]


def counts_of(verdict: Verdict) -> dict[str, dict[str, dict[str, int]]]:
    """How many subjects of each kind and group have each status: {kind: {group: {status: n}}}."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for standing in verdict.standings:
        statuses = counts.setdefault(standing.key.kind, {}).setdefault(standing.group, {})
        statuses[standing.status] = statuses.get(standing.status, 0) + 1
    return counts
