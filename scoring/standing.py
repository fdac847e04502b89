"""Status and rank of each subject."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from scoring.conditions import situations_of
from scoring.draft import Draft, Groups, scores
from scoring.scheme import Scheme
from scoring.sheet import Subject
from scoring.verdict import ABSENT, NOT_RANKED, RANKED, UNDETERMINED


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


def rank_in(groups: Groups) -> None:
    """Give rank and tie to the ranked of each group, and put each group in the order of rank, then code."""
    for drafts in groups.values():
        published = scores(drafts)
        places = ranks(published)
        for draft in drafts:
            if draft.status == RANKED and draft.score is not None:
                draft.rank, draft.tied = places[draft.score]
                draft.among = len(published)
        drafts.sort(key=Draft.order)


def ranks(published: Iterable[Decimal]) -> dict[Decimal, tuple[int, int]]:
    """Competition rank (1, 2, 2, 4) and how many *others* share it, by published score."""
    found, place = {}, 1
    for score, count in sorted(Counter(published).items(), reverse=True):
        found[score] = (place, count - 1)
        place += count
    return found
