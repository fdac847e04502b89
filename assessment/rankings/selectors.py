"""Which run a reader looks at, and the rows of one of its groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Q, QuerySet, StdDev, Subquery
from django.http import Http404

from assessment.cycles.models import Cycle
from assessment.cycles.search import holding, typed
from assessment.runs.models import Result, Run
from assessment.runs.quotas import Line
from assessment.runs.selectors import IN_ORDER, results_for, runs_for
from scoring.model.verdict import ABSENT, INSIDE, RANKED, UNDECIDED


@dataclass(frozen=True, slots=True)
class Choice:
    """The run on the page and those it may be changed for, newest first; `run` is None before the first."""

    run: Run | None
    runs: Sequence[Run]


def choose_run(user: Any, cycle: Cycle, asked: str | None) -> Choice:
    """The run asked for by number, else the newest judged one that the account may see. 404 for any other number."""
    runs = list(
        runs_for(user).filter(cycle=cycle, judged_at__isnull=False).select_related("publication").order_by("-number")
    )
    if not asked:
        return Choice(runs[0] if runs else None, runs)
    run = next((run for run in runs if str(run.number) == asked), None)
    if run is None:
        raise Http404("没有这次测算，或它尚未公布。")
    return Choice(run, runs)


def group_of(user: Any, run: Run, kind: str, group: str) -> QuerySet[Result]:
    """Everybody of one comparison group but those who had left, the ranked ones first, in the order of their rank."""
    rows = results_for(user).filter(run=run, kind=kind, peer_group=group).exclude(status=ABSENT)
    return rows.select_related("seat").order_by(*IN_ORDER)


def narrowed(rows: QuerySet[Result], category: str, words: str) -> QuerySet[Result]:
    """The rows of one unit category, and whose name or unit contains the words."""
    if category:
        rows = rows.filter(seat__category=category)
    if text := typed(words):
        rows = rows.filter(holding(text, "seat__name_key", "seat__unit_name", "seat__title"))
    return rows


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and standard deviation (of the whole group, not a sample) of the ranked scores; None when there are none."""

    mean: Decimal | None
    deviation: Decimal | None


def spread_of(rows: QuerySet[Result]) -> Spread:
    """Of the published scores, computed by the database in exact decimals."""
    found = rows.filter(status=RANKED).order_by().aggregate(mean=Avg("score"), deviation=StdDev("score"))
    return Spread(found["mean"], found["deviation"])


def above_the_line(rows: QuerySet[Result]) -> int:
    """How many of the rows stand above the quota line: down to the last who is in or shares the score across it.

    Whom a limit bars may stand among them without being in.
    """
    inside = Q(place__in=INSIDE)
    last = rows.filter(inside).order_by("-rank").values("rank")[:1]
    return rows.filter(Q(rank__lt=Subquery(last)) | Q(rank=Subquery(last)) & inside).count()


def tied_names(user: Any, run: Run, kind: str, lines: Sequence[Line]) -> dict[str, str]:
    """The names by code of those who wait for a ruling on one of the lines, in whatever group they are ranked."""
    tied = {code for line in lines for code in line["undecided"]}
    rows = results_for(user).filter(Q(place=UNDECIDED) | Q(seat__code__in=tied), run=run, kind=kind)
    return dict(rows.values_list("seat__code", "seat__name"))
