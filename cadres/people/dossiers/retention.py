"""What imports of appointment forms leave behind: the findings of the look, and the files as they were sent."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from cadres.people import sealed
from cadres.people.dossiers.models import AppointmentForm, FormFinding, FormImport


def expired(county: Any, before: datetime) -> "QuerySet[FormImport]":
    """Imports received before then whose files are still kept. A form that was written is kept by itself."""
    return FormImport.objects.filter(county=county, received_at__lt=before).exclude(files=[])


def remove(found: "QuerySet[FormImport]") -> None:
    """Forget the findings and the files; the import itself stays with its counts, for lines of the trail name it."""
    imports = list(found.select_for_update(of=("self",)))
    digests = {digest for one in imports for file in one.files for digest in file["pieces"]}
    FormFinding.objects.filter(form_import__in=imports).delete()
    FormImport.objects.filter(pk__in=[one.pk for one in imports]).update(files=[], passed=[])
    transaction.on_commit(lambda: _forget(digests))


def _forget(digests: set[str]) -> None:
    """Files that nothing refers to any more."""
    kept = set(AppointmentForm.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
    for files in FormImport.objects.exclude(files=[]).values_list("files", flat=True):
        kept.update(digest for file in files for digest in file["pieces"])
    sealed.forget(Path(settings.FORMS_DIR), digests - kept)
