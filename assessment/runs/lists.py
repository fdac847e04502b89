"""What the pages of runs list: the runs themselves, and the gaps a run found."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.http import urlencode

from assessment.cycles.models import Cycle
from assessment.entries.due import MarkKey
from assessment.intake.databook import wanted_for
from assessment.runs.models import Result, Run
from assessment.runs.selectors import runs_for
from scoring.language.scheme import Scheme
from scoring.language.source import MarkSource, Source


def runs_with_state(user: Any, cycle: Cycle) -> QuerySet[Run]:
    """The runs of a cycle with their job, requester and publication, newest first."""
    return runs_for(user).filter(cycle=cycle).select_related("requested_by", "publication").order_by("-number")


@dataclass(frozen=True, slots=True)
class Gap:
    """A mark that was due and is not there, in words; `seat` and `query` lead to where it can be supplied."""

    seat: int
    query: str
    kind: str
    name: str
    unit: str
    source: str
    period: str
    item: str


def gaps_of(run: Run, scheme: Scheme) -> list[Gap]:
    """The missing inputs of a run by name, in the run's order; one query."""
    codes = {gap["code"] for gap in run.missing}
    rows = Result.objects.filter(run=run, seat__code__in=codes).values_list(
        "kind", "seat__code", "seat_id", "seat__name", "seat__unit_name"
    )
    seats = {(kind, code): (pk, name, unit) for kind, code, pk, name, unit in rows}
    by_hand = not wanted_for(scheme)
    return [_gap(gap, scheme, by_hand, *seats[gap["kind"], gap["code"]]) for gap in run.missing]


def _gap(gap: dict[str, str], scheme: Scheme, by_hand: bool, seat: int, name: str, unit: str) -> Gap:
    """`query` is for the page where a mark is supplied by hand: '' where it comes in a data book, or is no mark."""
    key, source = MarkKey(gap["source"], gap["period"], gap["item"]), scheme.sources[gap["source"]]
    kind, period = scheme.subjects[gap["kind"]].label, period_label(source, key.period)
    query = urlencode(key._asdict()) if by_hand and isinstance(source, MarkSource) else ""
    return Gap(seat, query, kind, name, unit, source.label, period, key.item)


def period_label(source: Source, key: str) -> str:
    """The label of a period; '' where a source has none."""
    return next((one.label for one in source.periods if one.key == key), "")
