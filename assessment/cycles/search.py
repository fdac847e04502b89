"""What someone types into a search field, matched against names as they are stored: without blanks, half-width."""

from django.db.models import Q

from cadres.workbooks.texts import plain


def typed(text: str) -> str:
    """The words as names are keyed: compatibility characters unified, every blank taken out, at most 40 characters."""
    return plain(text)[:40]


def holding(text: str, *fields: str) -> Q:
    """Rows in which any of the fields contains the text."""
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": text})
    return found
