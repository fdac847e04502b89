"""Measures a run (read, judge with explanations, write) against one SQL statement that only sums and ranks."""

from functools import partial
from typing import Any

from django.db import connection

from assessment.cycles.models import Cycle
from assessment.runs import tasks
from assessment.runs.models import Result, Run
from assessment.runs.services import request_run
from bench.clock import Timed, peak_mb, seconds_of
from bench.totals import Row, totals
from scoring.model.verdict import RANKED


def measured() -> dict[str, Any]:
    """Judge the county that `bench.intake` loaded."""
    _settle()
    cycle = Cycle.objects.get()
    stories: list[str] = []
    seconds, peak = seconds_of(lambda: stories.append(_judge(cycle)), times=3), peak_mb()
    run = cycle.runs.latest("number")
    return {
        "seconds": seconds,
        "baseline": seconds_of(partial(totals, cycle.pk), times=3),
        "against": "one SQL statement",
        "peak": peak,
        "subjects": f"{run.results.count():,}",
        "scores and ranks equal to the SQL's": set(totals(cycle.pk)) == ranked(run),
        "steps": stories[-1],
    }


def ranked(run: Run) -> set[Row]:
    """What the run says."""
    return set(Result.objects.filter(run=run, status=RANKED).values_list("seat_id", "score", "rank"))


def _settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _judge(cycle: Cycle) -> str:
    progress = Timed()
    progress.work(tasks.perform, request_run(cycle, actor=cycle.scheme.adopted_by).job_id)
    return progress.story()
