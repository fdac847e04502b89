"""Measures a run (read, judge with explanations, write) against one SQL statement that only sums and ranks."""

import json
from datetime import date
from pathlib import Path

import django


def main() -> None:
    """Judge the county that `bench.intake` loaded; print one line of JSON."""
    django.setup()
    from django.db import connection, transaction

    from assessment.cycles.models import Cycle
    from assessment.runs.models import Result
    from assessment.runs.services import request_run
    from assessment.runs.tasks import perform
    from bench.clock import Timed, no_hooks, peak_mb, seconds_of
    from scoring.verdict import RANKED

    no_hooks()
    cycle = Cycle.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    stories = []

    def judged() -> None:
        progress = Timed()
        run = request_run(cycle, actor=cycle.scheme.adopted_by)
        with transaction.atomic():
            perform(run.job_id, progress)
        stories.append(progress.story())

    seconds, peak = seconds_of(judged, times=3), peak_mb()
    rows: list[tuple[int, object, int]] = []

    def totals() -> None:
        rows[:] = _totals(cycle.pk)

    baseline = seconds_of(totals, times=3)
    ranked = Result.objects.filter(run=cycle.runs.latest("number"), status=RANKED)
    same = {(seat, score, rank) for seat, score, rank in rows} == set(ranked.values_list("seat_id", "score", "rank"))
    found = {
        "seconds": seconds,
        "baseline": baseline,
        "against": "one SQL statement",
        "peak": peak,
        "subjects": f"{Result.objects.filter(run=cycle.runs.latest('number')).count():,}",
        "scores and ranks equal to the SQL's": same,
        "steps": stories[-1],
    }
    print(json.dumps(found))


def _totals(cycle: int) -> list[tuple[int, object, int]]:
    from django.db import connection

    statement = (Path(__file__).parent / "totals.sql").read_text()
    days = {"reference": date(2016, 12, 31), "cadre_since": date(2016, 10, 1), "unit_since": date(2016, 7, 1)}
    with connection.cursor() as cursor:
        cursor.execute(statement, {"cycle": cycle, **days})
        return cursor.fetchall()  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
