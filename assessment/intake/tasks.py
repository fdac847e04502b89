from assessment.intake.models import Intake
from assessment.intake.services import take_in
from cadres.jobs.progress import Progress


def perform(job_id: int, progress: Progress) -> None:
    """Job handler: read the intake that waits for this job; a faulty one is done, too, with its faults told."""
    intake = Intake.objects.select_related("cycle__county", "cycle__scheme", "received_by").get(job_id=job_id)
    take_in(intake, progress)
