from assessment.trials.models import Robustness
from assessment.trials.services import draw
from cadres.jobs.progress import Progress


def perform(job_id: int, progress: Progress) -> None:
    """Job handler: draw the weights of the test that waits for this job."""
    draw(Robustness.objects.select_related("run__cycle__scheme", "run__cycle__county").get(job_id=job_id), progress)
