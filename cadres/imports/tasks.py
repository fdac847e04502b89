from cadres.imports import services, undoing
from cadres.imports.models import RegisterImport
from cadres.jobs import collector
from cadres.jobs.progress import Progress


def look(job_id: int, progress: Progress) -> None:
    """Job handler: look through the rosters that wait for this job."""
    with collector.at_rest():
        services.look(_order(looking_id=job_id), progress)


def write(job_id: int, progress: Progress) -> None:
    """Job handler: write the rosters whose writing was ordered."""
    with collector.at_rest():
        services.write(_order(writing_id=job_id), progress)


def undo(job_id: int, progress: Progress) -> None:
    """Job handler: take back the import whose undoing was ordered."""
    undoing.undo(_order(undoing_id=job_id), progress)


def _order(**which: int) -> RegisterImport:
    return RegisterImport.objects.select_related("county", "ordered_by", "undone_by").get(**which)
