"""The red, yellow and green board: units by category in the order of rank. No person appears on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assessment.runs.models import Result, Run
from assessment.runs.selectors import IN_ORDER, results_for
from scoring.language.scheme import Scheme

#: The order in which a board counts its colours.
COLOURS = ("green", "yellow", "red", "grey")


@dataclass(frozen=True, slots=True)
class Column:
    """One category: its label, its units in the order of rank (those without one last), how many of each colour."""

    key: str
    label: str
    results: Sequence[Result]
    counts: dict[str, int]


def columns_of(user: Any, run: Run, scheme: Scheme, kind: str) -> list[Column]:
    """The categories of the scheme, in its order, with the coloured results of a run; one query."""
    coloured = (
        results_for(user).filter(run=run, kind=kind).exclude(colour="").select_related("seat").defer("explanation")
    )
    rows = list(coloured.order_by(*IN_ORDER))
    return [
        _column(key, label, [row for row in rows if row.peer_group == key])
        for key, label in scheme.subjects[kind].groups.items()
    ]


def _column(key: str, label: str, results: Sequence[Result]) -> Column:
    return Column(key, label, results, {colour: sum(row.colour == colour for row in results) for colour in COLOURS})
