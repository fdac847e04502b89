"""What a judged run keeps of everybody. A run and its seats never change, so what was read may be remembered."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from assessment.cycles.selectors import scheme_of
from assessment.runs.archives import bounds_of
from assessment.runs.models import Result, Run
from assessment.runs.sheets import sheet_of
from scoring.judge import judge
from scoring.language.scheme import Scheme
from scoring.load import loads
from scoring.model.figure import loads as figure_of
from scoring.model.sheet import Key, Sheet
from scoring.trial.whatif import Kept, Table, Unfit, fits, kept, rejudged


class Seated(NamedTuple):
    """Whom a key stands for on a page."""

    name: str
    post: str
    category: str


class Past(NamedTuple):
    """A judged run: what is kept of it, who is who, and where everybody stood."""

    kept: Kept
    people: Mapping[Key, Seated]
    table: Table

    @property
    def scheme(self) -> Scheme:
        """The scheme it was judged under."""
        return self.kept.scheme


def past_of(run: Run) -> Past:
    """A judged run as it was. Its digest is part of the question, so that nothing else is ever remembered for it."""
    return _past(run.pk, run.digest)


@lru_cache(maxsize=4)
def _past(run_id: int, digest: str) -> Past:
    run = Run.objects.select_related("cycle__scheme").get(pk=run_id, digest=digest)
    scheme, people, figures = scheme_of(run.cycle), {}, {}
    for result in Result.objects.filter(run=run).select_related("seat").iterator():
        key = Key(result.kind, result.seat.code)
        people[key] = Seated(result.seat.name, result.seat.post_line, result.seat.category)
        figures[key] = figure_of(result.explanation)
    sheet, _ = sheet_of(run.cycle, bounds_of(run))
    past = kept(scheme, sheet, figures)
    return Past(past, people, _table(run, scheme, past))


def judged_again(run: Run, text: str) -> Table:
    """The run's people under another scheme's text; exact. SchemeError for no scheme, SheetError for another year's.

    From the kept figures where that is enough, else from the records as far as the run has read them.
    """
    return _table(run, loads(text), past_of(run).kept)


def _table(run: Run, scheme: Scheme, past: Kept) -> Table:
    if fits(past.scheme, scheme):
        try:
            return rejudged(scheme, past)
        except Unfit:
            return _in_full(run, scheme)
    return _in_full(run, scheme)


def _in_full(run: Run, scheme: Scheme) -> Table:
    verdict = judge(scheme, _read(run.pk, run.digest))
    return Table(verdict.standings, verdict.quotas)


@lru_cache(maxsize=1)
def _read(run_id: int, digest: str) -> Sheet:
    """The records a run has read. One at a time: a whole county's are some tens of megabytes."""
    run = Run.objects.select_related("cycle__scheme").get(pk=run_id, digest=digest)
    return sheet_of(run.cycle, bounds_of(run))[0]
