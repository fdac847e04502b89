"""Whether a subject is there on the day of reference, and takes part with a rank."""

from calendar import monthrange
from datetime import date, timedelta

from scoring.language.scheme import Scheme, Situation
from scoring.language.traits import situations_of
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
    status = next((status for status in (UNDETERMINED, NOT_RANKED) if _causes(scheme, subject, status)), "")
    return status or (RANKED if _served(scheme, subject) else NOT_RANKED)


def why(scheme: Scheme, subject: Subject, status: str) -> str:
    """Why somebody has no rank: '2016-10-21 起在册，到 2016-12-31 不满 6 个月，不参加排名'; '' for who may have one."""
    if status not in _EFFECT:
        return ""
    causes = _causes(scheme, subject, status)
    if not causes:
        least = scheme.subjects[subject.key.kind].minimum_months
        return f"{subject.first} 起在册，到 {scheme.reference} 不满 {least} 个月，{_EFFECT[status]}"
    told = "、".join([f"{one.label}（依据{one.legal_basis}）" if one.legal_basis else one.label for one in causes])
    clauses = "".join(dict.fromkeys([f"〔{scheme.clauses[one.clause]}〕" for one in causes if one.clause]))
    return f"{told}，{_EFFECT[status]}{clauses}"


_EFFECT = {UNDETERMINED: "暂不排名", NOT_RANKED: "不参加排名"}


def _causes(scheme: Scheme, subject: Subject, status: str) -> list[Situation]:
    """The subject's situations that have this effect."""
    known = [scheme.situations[key] for key in situations_of(subject) if key in scheme.situations]
    return [one for one in known if one.status == status]


def _served(scheme: Scheme, subject: Subject) -> bool:
    least = scheme.subjects[subject.key.kind].minimum_months
    return months_later(subject.first, least) <= scheme.reference + timedelta(days=1)
