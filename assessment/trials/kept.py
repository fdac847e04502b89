"""What a judged run keeps of everybody. A run and its seats never change, so what was read may be remembered."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from assessment.cycles.selectors import scheme_of
from assessment.runs.archives import bounds_of
from assessment.runs.models import Result, Run
from assessment.runs.sheets import rulings_of, sheet_of
from scoring.figure import loads as figure_of
from scoring.judge import judge
from scoring.load import loads
from scoring.scheme import Scheme
from scoring.sheet import Key, Subject
from scoring.whatif import Kept, Table, Unfit, fits, pruned, rejudged


class Seated(NamedTuple):
    """Whom a key stands for on a page."""

    name: str
    post: str
    category: str


class Past(NamedTuple):
    """A judged run: its scheme, what it kept, who is who, and where everybody stood."""

    scheme: Scheme
    kept: Kept
    people: Mapping[Key, Seated]
    table: Table


def past_of(run: Run) -> Past:
    """A judged run as it was. Its digest is part of the question, so that nothing else is ever remembered for it."""
    return _past(run.pk, run.digest)


@lru_cache(maxsize=4)
def _past(run_id: int, digest: str) -> Past:
    run = Run.objects.select_related("cycle__scheme").get(pk=run_id, digest=digest)
    scheme, subjects, figures, people = scheme_of(run.cycle), [], {}, {}
    for result in Result.objects.filter(run=run).select_related("seat__unit").order_by("seat_id").iterator():
        seat = result.seat
        key = Key(result.kind, seat.code)
        subjects.append(Subject(key, result.peer_group, seat.unit.code, seat.first_on, seat.last_on, seat.situation))
        figures[key] = pruned(scheme, figure_of(result.explanation))
        people[key] = Seated(seat.name, seat.post_line, seat.category)
    kept = Kept(tuple(subjects), figures, rulings_of(run.cycle, bounds_of(run).ruling))
    return Past(scheme, kept, people, _table(run, scheme, scheme, kept))


def judged_again(run: Run, text: str) -> Table:
    """The run's people under another scheme's text; exact. SchemeError for no scheme, SheetError for another year's.

    From the kept figures where that is enough, else from the records as far as the run has read them.
    """
    past = past_of(run)
    return _table(run, past.scheme, loads(text), past.kept)


def _table(run: Run, old: Scheme, new: Scheme, kept: Kept) -> Table:
    if fits(old, new):
        try:
            return rejudged(new, kept)
        except Unfit:
            return _in_full(run, new)
    return _in_full(run, new)


def _in_full(run: Run, scheme: Scheme) -> Table:
    sheet, _ = sheet_of(run.cycle, bounds_of(run))
    verdict = judge(scheme, sheet)
    return Table(verdict.standings, verdict.quotas)
