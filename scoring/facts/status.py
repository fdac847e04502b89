"""Whether a subject is there on the day of reference, and takes part with a rank."""

from calendar import monthrange
from datetime import date, timedelta

from scoring.language.conditions import situations_of
from scoring.language.scheme import Scheme
from scoring.model.sheet import Subject
from scoring.model.verdict import ABSENT, NOT_RANKED, RANKED, UNDETERMINED


def months_later(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def status_of(scheme: Scheme, subject: Subject) -> str:
    """Absent on the day of reference, then the situations' effect, then too short in office, else ranked.

    Blocked is found by scoring.
    """
    if not subject.first <= scheme.reference <= subject.last:
        return ABSENT
    effects = {scheme.situations[key].status for key in situations_of(subject) if key in scheme.situations}
    for status in (UNDETERMINED, NOT_RANKED):
        if status in effects:
            return status
    least = scheme.subjects[subject.key.kind].minimum_months
    served = months_later(subject.first, least) <= scheme.reference + timedelta(days=1)
    return RANKED if served else NOT_RANKED
