"""What a new publication changes against the one before it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessment.runs.models import Result, Run
from scoring.language.scheme import Scheme
from scoring.model.sheet import Key
from scoring.telling import wording

_TOLD = (
    "seat__code",
    "seat__kind",
    "seat__name",
    "seat__unit_name",
    "peer_group",
    "status",
    "score",
    "rank",
    "place",
    "places",
    "grade",
    "colour",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a publication says of someone; `places` and `grade` in words, '' where there is none."""

    status: str
    score: Decimal | None
    rank: int | None
    places: str
    grade: str
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


def changes_between(scheme: Scheme, before: Run, after: Run) -> list[Change]:
    """Every subject of whom two runs of a year, judged by its scheme, say different things; two queries.

    In the rankings' order. What is not published (reasons, flags, payouts) is not compared.
    """
    old, new = _rows(before), _rows(after)
    order = [*new, *(key for key in old if key not in new)]
    pairs = ((_told(scheme, old.get(key)), _told(scheme, new.get(key)), key) for key in order)
    return [_change(new.get(key) or old[key], was, now) for was, now, key in pairs if was != now]


def _rows(run: Run) -> dict[Key, dict[str, Any]]:
    """By kind and code: the runs may have read different data books, each with seats of its own."""
    rows = Result.objects.filter(run=run).order_by("seat__kind", "peer_group", "rank", "seat_id").values(*_TOLD)
    return {Key(row["seat__kind"], row["seat__code"]): row for row in rows}


def _told(scheme: Scheme, row: dict[str, Any] | None) -> Standing | None:
    if row is None:
        return None
    grade = wording.grade_word(scheme, row["seat__kind"], row["grade"])
    return Standing(row["status"], row["score"], row["rank"], _places(scheme, row), grade, row["colour"])


def _places(scheme: Scheme, row: dict[str, Any]) -> str:
    """The place under the one quota, or under each of several by name."""
    if not row["places"]:
        return wording.PLACE[row["place"]]
    return wording.place_words(scheme, [(quota, place) for quota, place in row["places"]])


def _change(row: dict[str, Any], before: Standing | None, after: Standing | None) -> Change:
    names = row["seat__kind"], row["seat__name"], row["seat__unit_name"], row["peer_group"]
    return Change(*names, before=before, after=after)
