from typing import Any

from django.db.models import QuerySet

from cadres.imports.models import Action, RegisterImport, RegisterRow

ASKS = "asks"
"""What to ask `rows_of` for beside an action: rows that somebody must look at."""


def imports_for(user: Any) -> QuerySet[RegisterImport]:
    """The imports of the account's county, newest first."""
    return RegisterImport.objects.filter(county_id=user.county_id).select_related(
        "looking__pulse", "writing__pulse", "undoing__pulse", "received_by", "ordered_by", "undone_by"
    )


def rows_of(order: RegisterImport, which: str = "", subject: str = "") -> QuerySet[RegisterRow]:
    """What came out for each row, of one action (or `ASKS`) and one subject where they are given."""
    rows = RegisterRow.objects.filter(register_import=order)
    if which == ASKS:
        rows = rows.filter(asks=True).exclude(action=Action.REFUSED)
    elif which:
        rows = rows.filter(action=which)
    return rows.filter(subject=subject) if subject else rows
