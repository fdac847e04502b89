from cadres.jobs.progress import Progress
from cadres.people.dossiers import services
from cadres.people.dossiers.models import FormImport


def look(job_id: int, progress: Progress) -> None:
    """Job handler: look through the forms that wait for this job."""
    services.look(_order(looking_id=job_id), progress)


def write(job_id: int, progress: Progress) -> None:
    """Job handler: write the forms whose writing was ordered."""
    services.write(_order(writing_id=job_id), progress)


def _order(**which: int) -> FormImport:
    return FormImport.objects.select_related("county", "ordered_by").get(**which)
