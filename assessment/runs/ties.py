"""Ties that cross a quota line, with what someone who must decide on them wants to see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from assessment.cycles.models import Cycle
from assessment.runs.models import Result, Ruling, Run
from assessment.runs.quotas import scope_word, unit_names
from scoring.language.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Tie:
    """Those who share a score across a quota line: `open_seats` of them can be admitted.

    `ruling` is the newest decision recorded on this run's tie; it takes effect in the next run.
    """

    quota: str
    peer_group: str
    label: str
    group: str
    clause: str
    seats: int
    base: int
    open_seats: int
    results: list[Result]
    ruling: Ruling | None

    @property
    def score(self) -> Any:
        """The score they share."""
        return self.results[0].score

    @property
    def part_labels(self) -> list[str]:
        """The names of the parts of their scores, in order."""
        return [label for label, *_ in self.results[0].parts]


def ties_of(run: Run, scheme: Scheme) -> list[Tie]:
    """Every tie of a run, in two queries; one more where units have seats of their own."""
    lines = [line for line in run.quotas if line["undecided"]]
    codes = {code for line in lines for code in line["undecided"]}
    results = list(
        Result.objects.filter(run=run, seat__code__in=codes).select_related("seat").order_by("seat__protocol_order")
    )
    units = unit_names(scheme, run)
    newest = {(ruling.quota, ruling.peer_group): ruling for ruling in Ruling.objects.filter(run=run).order_by("id")}
    return [
        _tie(line, scope_word(scheme, line, units), scheme, results, newest.get((line["quota"], line["peer_group"])))
        for line in lines
    ]


def tie_of(run: Run, scheme: Scheme, quota: str, peer_group: str) -> Tie | None:
    """The tie of one quota in one group, or None."""
    return next((tie for tie in ties_of(run, scheme) if (tie.quota, tie.peer_group) == (quota, peer_group)), None)


def _tie(line: dict[str, Any], where: str, scheme: Scheme, results: list[Result], ruling: Ruling | None) -> Tie:
    quota = scheme.quotas[line["quota"]]
    tied = set(line["undecided"])
    return Tie(
        quota=line["quota"],
        peer_group=line["peer_group"],
        label=quota.label,
        group=where,
        clause=scheme.clauses.get(quota.clause, quota.clause),
        seats=line["seats"],
        base=line["base"],
        open_seats=line["open_seats"],
        results=[result for result in results if result.kind == quota.of and result.seat.code in tied],
        ruling=ruling,
    )


def ruling_rows(cycle: Cycle) -> QuerySet[Ruling]:
    """The rulings of a cycle, newest first."""
    return Ruling.objects.filter(cycle=cycle).select_related("run", "recorded_by").order_by("-id")
