"""A run's totals by kind of subject."""

from dataclasses import dataclass

from assessment.runs.models import Run
from scoring.language.scheme import Scheme
from scoring.model.verdict import ABSENT, BLOCKED, NOT_RANKED, RANKED, UNDETERMINED


@dataclass(frozen=True, slots=True)
class Total:
    """How many subjects of a kind take part (`due`), and how they stand; those gone at the reference date are apart."""

    label: str
    due: int
    ranked: int
    undetermined: int
    not_ranked: int
    blocked: int
    absent: int


def totals_of(run: Run, scheme: Scheme) -> list[Total]:
    """One total for each kind of the scheme, in its order; all zero before the run is judged."""
    return [total_of(run, kind.key, kind.label) for kind in scheme.subjects.values()]


def total_of(run: Run, kind: str, label: str = "") -> Total:
    """The total of one kind, over all its groups."""
    statuses: dict[str, int] = {}
    for group in run.counts.get(kind, {}).values():
        for status, count in group.items():
            statuses[status] = statuses.get(status, 0) + count
    ranked, undetermined, not_ranked, blocked, absent = (
        statuses.get(status, 0) for status in (RANKED, UNDETERMINED, NOT_RANKED, BLOCKED, ABSENT)
    )
    return Total(label, sum(statuses.values()) - absent, ranked, undetermined, not_ranked, blocked, absent)
