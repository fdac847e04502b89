"""What imports of rosters leave behind: the previews row by row, the files as they were sent and their copies."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from cadres.imports.models import RegisterImport, RegisterRow
from cadres.people import sealed


def expired(county: Any, before: datetime) -> "QuerySet[RegisterImport]":
    """Imports received before then whose files are still kept. What they wrote stands in the register and the trail."""
    return RegisterImport.objects.filter(county=county, received_at__lt=before).exclude(files=[])


def remove(found: "QuerySet[RegisterImport]") -> None:
    """Forget the previews and the files; the import stays with its counts and what it changed, to be taken back."""
    imports = list(found.select_for_update(of=("self",)))
    digests = {file["sha256"] for one in imports for file in (*one.files, *one.copies)}
    RegisterRow.objects.filter(register_import__in=imports).delete()
    rows = RegisterImport.objects.filter(pk__in=[one.pk for one in imports])
    rows.update(files=[], copies=[], passed=[], absent=[])
    transaction.on_commit(lambda: _forget(digests))


def _forget(digests: set[str]) -> None:
    """Files that no import refers to any more."""
    kept = RegisterImport.objects.exclude(files=[]).values_list("files", "copies")
    left = {file["sha256"] for files, copies in kept for file in (*files, *copies)}
    sealed.forget(Path(settings.REGISTERS_DIR), digests - left)
