from typing import Any

from django.db.models import QuerySet

from assessment.cycles.models import Cycle
from assessment.intake.models import Intake
from cadres.jobs.models import JobState


def intakes_for(user: Any) -> QuerySet[Intake]:
    """The intakes of the account's county, newest first."""
    return Intake.objects.filter(cycle__county_id=user.county_id).select_related(
        "cycle__scheme", "job__pulse", "received_by"
    )


def under_way(cycle: Cycle) -> bool:
    """Whether something that was sent for the year is still to be read and written."""
    return Intake.objects.filter(cycle=cycle, job__state__in=(JobState.QUEUED, JobState.RUNNING)).exists()
