"""The workbooks that were sent for an intake which was not taken in: they hold what nothing rests on."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from assessment.intake.models import Intake
from cadres.people import sealed


def expired(county: Any, before: datetime) -> "QuerySet[Intake]":
    """Refused intakes received before then whose files are still kept. What was taken in is evidence: it stays."""
    refused = Intake.objects.filter(cycle__county=county, accepted_at=None, received_at__lt=before)
    return refused.exclude(files=[])


def remove(found: "QuerySet[Intake]") -> None:
    """Forget the files and the faults, which quote them; that there was an intake stays."""
    intakes = list(found.select_for_update(of=("self",)))
    digests = {file["sha256"] for one in intakes for file in one.files} - {""}
    Intake.objects.filter(pk__in=[one.pk for one in intakes]).update(files=[], faults=[])
    transaction.on_commit(lambda: _forget(digests))


def _forget(digests: set[str]) -> None:
    """Files that no intake refers to any more."""
    kept = {
        file["sha256"] for files in Intake.objects.exclude(files=[]).values_list("files", flat=True) for file in files
    }
    sealed.forget(Path(settings.INTAKE_DIR), digests - kept)
