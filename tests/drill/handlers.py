from cadres.jobs.models import Job
from cadres.jobs.progress import Progress
from cadres.trail.services import record


def tally(job_id: int, progress: Progress) -> None:
    """Job handler: one more line in the trail, which nothing but the job's claim keeps from coming twice."""
    job = Job.objects.get(pk=job_id)
    progress.step("写入")
    record("tallied", job, "记一笔", actor=None, county=job.county)
