"""What a year consists of so far, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from assessment.cycles.models import Cycle
from assessment.cycles.selectors import seated
from assessment.entries.models import Deduction
from assessment.intake.models import Intake
from assessment.publications.models import Publication
from assessment.runs.models import Result, Ruling, Run
from assessment.runs.selectors import cards_for, records_of
from assessment.tasklists.models import CountyTask, MemberTask, UnitTask


@dataclass(frozen=True, slots=True)
class Facts:
    """The state of a year: numbers, and the newest intake, run and publication."""

    seats: dict[tuple[str, str], int]
    people: int
    tasks: tuple[int, int, int]
    deductions: int
    intake: Intake | None
    run: Run | None
    ruled: frozenset[tuple[str, str]]
    publication: Publication | None
    outdated: bool

    def count(self, kind: str) -> int:
        """Seats of a kind."""
        return sum(n for (seat_kind, _), n in self.seats.items() if seat_kind == kind)

    @property
    def ties(self) -> list[dict[str, Any]]:
        """Ties at a quota line of the newest run that nobody has ruled on yet."""
        quotas = self.run.quotas if self.run else []
        return [q for q in quotas if q["undecided"] and (q["quota"], q["peer_group"]) not in self.ruled]


def facts_of(cycle: Cycle) -> Facts:
    """Everything the overview tells of a year, for those who may read all of it."""
    run = Run.objects.filter(cycle=cycle).select_related("job").order_by("-number").first()
    judged = run if run is None or run.judged_at else _last_judged(cycle)
    seats, people = _seats(cycle)
    return Facts(
        seats=seats,
        people=people,
        tasks=_tasks(cycle),
        deductions=Deduction.objects.filter(cycle=cycle, superseded_by__isnull=True, points__isnull=False).count(),
        intake=_intake(cycle),
        run=judged or run,
        ruled=frozenset(Ruling.objects.filter(run=judged).values_list("quota", "peer_group"))
        if judged
        else frozenset(),
        publication=Publication.objects.filter(cycle=cycle).select_related("run").order_by("-number").first(),
        outdated=judged is not None and records_of(cycle.pk) != judged.records_read,
    )


def _intake(cycle: Cycle) -> Intake | None:
    """The newest that was accepted, else the newest: a book that was refused does not undo the one before it."""
    order = F("accepted_at").desc(nulls_last=True), "-id"
    return Intake.objects.filter(cycle=cycle).select_related("job").order_by(*order).first()


def _last_judged(cycle: Cycle) -> Run | None:
    return Run.objects.filter(cycle=cycle, judged_at__isnull=False).select_related("job").order_by("-number").first()


def _seats(cycle: Cycle) -> tuple[dict[tuple[str, str], int], int]:
    """Seats by kind and group, and how many of all are those of persons."""
    persons = Count("id", filter=Q(listed=True))
    found = seated().filter(cycle=cycle).order_by().values_list("kind", "peer_group")
    rows = list(found.annotate(n=Count("id"), persons=persons))
    return {(kind, group): n for kind, group, n, _ in rows}, sum(row[3] for row in rows)


def _tasks(cycle: Cycle) -> tuple[int, int, int]:
    return (
        CountyTask.objects.filter(cycle=cycle).count(),
        UnitTask.objects.filter(cycle=cycle).count(),
        MemberTask.objects.filter(unit_task__cycle=cycle).count(),
    )


def own_results(user: Any, publication: Publication) -> QuerySet[Result]:
    """What the newest publication says of those whose card the account may unfold: itself, or its unit's people."""
    return (
        cards_for(user)
        .filter(run_id=publication.run_id)
        .select_related("seat")
        .order_by("seat__kind", "seat__protocol_order", "seat_id")
    )
