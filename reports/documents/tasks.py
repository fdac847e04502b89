from django.db import connection

from assessment.publications.models import Publication
from cadres.jobs.progress import Progress
from reports.documents.services import make_documents


def perform(job_id: int, progress: Progress) -> None:
    """Job handler: make the documents of the publication that waits for this job."""
    with connection.cursor() as cursor:
        # Drawing takes longer than a request may idle in a transaction; whoever dies here loses his lease instead.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    publication = Publication.objects.select_related("run__cycle__county", "run__cycle__scheme", "signed_by").get(
        job_id=job_id
    )
    make_documents(publication, progress)
