from typing import Any

from django.db.models import QuerySet

from assessment.intake.models import Intake


def intakes_for(user: Any) -> QuerySet[Intake]:
    """The intakes of the account's county, newest first."""
    return Intake.objects.filter(cycle__county_id=user.county_id).select_related(
        "cycle__scheme", "job__pulse", "received_by"
    )
