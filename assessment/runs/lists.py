"""What the pages of runs list: the runs themselves, and the gaps a run found."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.http import urlencode

from assessment.cycles.models import Cycle
from assessment.entries.due import MarkKey
from assessment.intake.databook import wanted_for
from assessment.runs.models import Result, Run
from assessment.runs.selectors import runs_for
from scoring.language.scheme import Scheme
from scoring.language.source import MarkSource, Source
from scoring.model.figure import Missing
from scoring.model.sheet import Key
from scoring.telling.naming import spoken_of, with_names


def runs_with_state(user: Any, cycle: Cycle) -> QuerySet[Run]:
    """The runs of a cycle with their job, requester and publication, newest first."""
    return runs_for(user).filter(cycle=cycle).select_related("requested_by", "publication").order_by("-number")


class Asked(NamedTuple):
    """What is asked for, in words; `query` leads to where a mark is supplied by hand.

    It is '' where the mark comes in a data book, or where it is no mark.
    """

    source: str
    period: str = ""
    item: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """An input that was due and is not there; `provided` says that the scheme scores the subject without it."""

    seat: int
    kind: str
    name: str
    unit: str
    asked: Asked
    provided: bool


def gaps_of(run: Run, scheme: Scheme) -> list[Gap]:
    """The missing inputs of a run by name, first those that must be supplied, in the run's order; one query."""
    told = [(gap, False) for gap in run.missing] + [(gap, True) for gap in run.provided_for]
    gaps = [(Missing(**gap), provided) for gap, provided in told]
    rows = Result.objects.filter(run=run, seat__code__in={gap.code for gap, _ in gaps}).values_list(
        "kind", "seat__code", "seat_id", "seat__name", "seat__unit_name"
    )
    seats = {(kind, code): (pk, scheme.subjects[kind].label, name, unit) for kind, code, pk, name, unit in rows}
    by_hand = not wanted_for(scheme)
    return [Gap(*seats[gap.kind, gap.code], _asked(gap, scheme, by_hand), provided) for gap, provided in gaps]


class ToLookAt(NamedTuple):
    """What a run found: what must be mended before it can be published, and what the scheme has its way with."""

    problems: list[str]
    reminders: list[str]


def to_look_at(run: Run, scheme: Scheme) -> ToLookAt:
    """What a run found, with the names behind codes. One query, where there is anything."""
    codes = {key.code for key in spoken_of(scheme, [*run.problems, *run.reminders])}
    rows = Result.objects.filter(run=run, seat__code__in=codes).values_list("kind", "seat__code", "seat__name")
    names = {Key(kind, code): name for kind, code, name in rows}
    return ToLookAt(*([with_names(scheme, names, line) for line in told] for told in (run.problems, run.reminders)))


def _asked(gap: Missing, scheme: Scheme, by_hand: bool) -> Asked:
    if not gap.source:  # a decision, or an earlier year's result
        return Asked(gap.item)
    source, key = scheme.sources[gap.source], MarkKey(gap.source, gap.period, gap.item)
    query = urlencode(key._asdict()) if by_hand and isinstance(source, MarkSource) else ""
    return Asked(source.label, period_label(source, gap.period), gap.item, query)


def period_label(source: Source, key: str) -> str:
    """The label of a period; '' where a source has none."""
    return next((one.label for one in source.periods if one.key == key), "")
