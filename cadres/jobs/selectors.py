from typing import Any

from django.db.models import QuerySet

from cadres.jobs.models import Job


def jobs_for(user: Any) -> QuerySet[Job]:
    """The jobs of the account's county, newest first, with their pulse and who asked."""
    return Job.objects.filter(county_id=user.county_id).select_related("pulse", "requested_by")
