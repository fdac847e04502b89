import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from assessment.runs.models import Run
from assessment.runs.services import judge_run
from cadres.jobs.progress import Progress


def perform(job_id: int, progress: Progress) -> None:
    """Job handler: judge the run that waits for this job, on one snapshot of the records."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    run = Run.objects.select_related("cycle__scheme").get(job_id=job_id)
    with _no_cycle_collection():
        judge_run(run, progress)


@contextmanager
def _no_cycle_collection() -> Iterator[None]:
    """A run holds hundreds of thousands of small tuples and no cycles: looking for cycles is a third of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
