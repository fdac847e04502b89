"""The published figures that a chart places on paper."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from assessment.runs.models import Result, Run
from assessment.runs.selectors import results_for
from scoring.language.scheme import Scheme
from scoring.model.verdict import RANKED


def ranked(user: Any, run: Run, kind: str, group: str) -> QuerySet[Result]:
    """The ranked results of one group that the account may see."""
    return results_for(user).filter(run=run, kind=kind, peer_group=group, status=RANKED)


def scores(results: QuerySet[Result]) -> list[Decimal]:
    """Their scores, none missing."""
    return [score for score in results.order_by("score").values_list("score", flat=True) if score is not None]


def means(scheme: Scheme, rows: Iterable[Sequence[Sequence[str]]]) -> dict[str, Decimal]:
    """The mean of each part over `Result.parts` of a group; parts that are missing do not count."""
    found: dict[str, list[Decimal]] = {}
    for row in rows:
        for label, score, _ in row:
            if score:
                found.setdefault(label, []).append(Decimal(score))
    return {label: scheme.places.publish(Fraction(sum(values)) / len(values)) for label, values in found.items()}
