"""What a new publication changes against the one before it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessment.runs.models import Result, Run

_TOLD = (
    "seat_id",
    "seat__kind",
    "seat__name",
    "seat__unit_name",
    "peer_group",
    "status",
    "score",
    "rank",
    "place",
    "colour",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a publication says of someone; None for what it does not say."""

    status: str
    score: Decimal | None
    rank: int | None
    place: str
    colour: str


@dataclass(frozen=True, slots=True)
class Change:
    """Someone of whom two publications say different things; `before` or `after` is None where he is not in one."""

    kind: str
    name: str
    unit: str
    group: str
    before: Standing | None
    after: Standing | None


def changes_between(before: Run, after: Run) -> list[Change]:
    """Every subject whose score, rank, place, colour or status differs, in the rankings' order; two queries."""
    old, new = _rows(before), _rows(after)
    order = [*new, *(seat for seat in old if seat not in new)]
    return [_change(old.get(seat), new.get(seat)) for seat in order if _told(old.get(seat)) != _told(new.get(seat))]


def _rows(run: Run) -> dict[int, dict[str, Any]]:
    rows = Result.objects.filter(run=run).order_by("seat__kind", "peer_group", "rank", "seat_id").values(*_TOLD)
    return {row["seat_id"]: row for row in rows}


def _told(row: dict[str, Any] | None) -> Standing | None:
    return row and Standing(row["status"], row["score"], row["rank"], row["place"], row["colour"])  # type: ignore[return-value]


def _change(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Change:
    row = new or old or {}
    names = row["seat__kind"], row["seat__name"], row["seat__unit_name"], row["peer_group"]
    return Change(*names, before=_told(old), after=_told(new))
