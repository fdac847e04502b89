"""Measures what moving a slider costs on the run that `bench.run` judged, against judging its records anew."""

from decimal import Decimal
from functools import partial
from itertools import count
from typing import Any

from assessment.cycles.models import Cycle
from assessment.runs.archives import bounds_of
from assessment.runs.models import Run
from assessment.runs.sheets import sheet_of
from assessment.trials.kept import judged_again, past_of
from assessment.trials.page import Answer, Eyes, answer
from bench.clock import peak_mb, seconds_of
from scoring.judge import judge
from scoring.load import loads
from scoring.trial.dials import turned
from scoring.trial.robustness import steadiness

_ROUTINE = "subjects.cadre.score.parts.routine.weight"
_DRAWS = 2_000


def measured() -> dict[str, Any]:
    """The newest judged run: its reading, an answer as the page needs it, the same by a full judgment."""
    run = Cycle.objects.get().runs.select_related("cycle__scheme").latest("number")
    first = seconds_of(partial(past_of, run))
    settings = count(41)
    seconds = seconds_of(lambda: _answered(run, next(settings)), times=9)
    text = turned(run.cycle.scheme.text, {_ROUTINE: Decimal(55)})
    full = seconds_of(partial(_in_full, run, text), times=3)
    return {
        "seconds": seconds,
        "baseline": full,
        "against": "judging anew",
        "peak": peak_mb(),
        "subjects": f"{len(past_of(run).table.standings):,}",
        "standings equal to the full judgment's": _said(judged_again(run, text)) == _said(_in_full(run, text)),
        "reading the run, once": f"{first:.2f} s",
        f"{_DRAWS:,} draws of the weights": f"{seconds_of(partial(_drawn, run)):.2f} s",
    }


def _answered(run: Run, weight: int) -> Answer:
    """One slider moved: the text turned, read and judged, the answer ready for the page."""
    past, text = past_of(run), turned(run.cycle.scheme.text, {_ROUTINE: Decimal(weight)})
    return answer(Eyes(past.scheme, past.people, {}), past.table.standings, judged_again(run, text).standings)


def _in_full(run: Run, text: str) -> Any:
    sheet, _ = sheet_of(run.cycle, bounds_of(run))
    return judge(loads(text), sheet)


def _said(table: Any) -> list[tuple[Any, ...]]:
    return [(one.key, one.status, one.score, one.rank, one.place, one.colour) for one in table.standings]


def _drawn(run: Run) -> None:
    past = past_of(run)
    standings, lines = past.table
    steadiness(past.scheme, "cadre", standings, lines, reach=500, draws=_DRAWS, seed=1)
