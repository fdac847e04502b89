"""A run's totals: subjects by status, grades by group, flags, payouts against what there is to share."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

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


def ranked_in(run: Run) -> int:
    """How many of all kinds have a rank."""
    return sum(total_of(run, kind).ranked for kind in run.counts)


@dataclass(frozen=True, slots=True)
class Graded:
    """How often each grade is proposed in each group of one kind; the last head is for who has none, or none yet."""

    label: str
    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int]]]

    @property
    def sums(self) -> list[int]:
        """The foot of the table."""
        return [sum(column) for column in zip(*(counts for _, counts in self.rows), strict=True)]

    @property
    def summed(self) -> list[tuple[str, int]]:
        """Each head with its sum."""
        return list(zip(self.heads, self.sums, strict=True))


def graded_of(run: Run, scheme: Scheme) -> list[Graded]:
    """One table for each kind that has grades."""
    return [_graded(run, scheme, kind) for kind in scheme.grades]


def _graded(run: Run, scheme: Scheme, kind: str) -> Graded:
    grades, counts = scheme.grades[kind].grades, run.grades.get(kind, {})
    rows = [
        (label, [counts.get(group, {}).get(grade, 0) for grade in (*grades, "")])
        for group, label in scheme.subjects[kind].groups.items()
    ]
    return Graded(scheme.subjects[kind].label, [*(grade.label for grade in grades.values()), "未定"], rows)


@dataclass(frozen=True, slots=True)
class Flagged:
    """How many subjects a flag is raised on."""

    label: str
    kind: str
    count: int
    clause: str


def flagged_of(run: Run, scheme: Scheme) -> list[Flagged]:
    """Every flag of the scheme, those nobody has too."""
    return [
        Flagged(
            flag.label,
            scheme.subjects[flag.of].label,
            run.flags.get(key, 0),
            scheme.clauses.get(flag.clause, ""),
        )
        for key, flag in scheme.flags.items()
    ]


@dataclass(frozen=True, slots=True)
class Paid:
    """What a payout comes to; `pool` and `left` (what is not shared out) are None where there is nothing to share."""

    label: str
    group: str
    unit: str
    told: int
    open: int
    total: str
    pool: str | None
    left: Decimal | None


def paid_of(run: Run, scheme: Scheme) -> list[Paid]:
    """What the run's payouts come to, in the scheme's order."""
    order = list(scheme.payouts)
    return [_paid(scheme, sums) for sums in sorted(run.payouts, key=lambda sums: order.index(sums["payout"]))]


def _paid(scheme: Scheme, sums: dict[str, Any]) -> Paid:
    payout = scheme.payouts[sums["payout"]]
    kind = scheme.subjects[payout.of]
    pool = None if sums["pool"] is None else Decimal(sums["pool"]).quantize(Decimal(1).scaleb(-payout.places))
    left = None if pool is None else pool - Decimal(sums["total"])
    group = kind.groups.get(sums["peer_group"], kind.label)
    return Paid(
        payout.label,
        group,
        payout.unit,
        sums["told"],
        sums["open"],
        sums["total"],
        None if pool is None else str(pool),
        left,
    )
