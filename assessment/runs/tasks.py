from django.db import connection

from assessment.runs.models import Run
from assessment.runs.services import judge_run
from cadres.jobs import collector
from cadres.jobs.progress import Progress


def perform(job_id: int, progress: Progress) -> None:
    """Job handler: judge the run that waits for this job, on one snapshot of the records."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    run = Run.objects.select_related("cycle__scheme").get(job_id=job_id)
    with collector.at_rest():
        judge_run(run, progress)
