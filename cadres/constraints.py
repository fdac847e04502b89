"""What constraints are made of, and which one refused."""

from django.db import IntegrityError, models


class Span(models.Func):
    """Whole numbers or days from one to another, both included. A range of one number stands for the number itself:
    the embedded database has no operator class that would compare numbers beside ranges (btree_gist).
    """

    template = "%(function)s(%(expressions)s, '[]')"


def broken(error: IntegrityError) -> str:
    """The name of the constraint that refused, or of the trigger that gave itself one; '' where none is told."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
