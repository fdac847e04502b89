"""Which tests an account may read, and their rows in words."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from assessment.runs.models import Run
from assessment.runs.selectors import runs_for
from assessment.trials.kept import Past, Seated
from assessment.trials.models import Robustness
from cadres.access.permissions import May, may
from scoring.model.sheet import Key
from scoring.model.verdict import Standing
from scoring.telling import wording
from scoring.trial.robustness import Steadiness

MARGIN = Fraction(1, 20)
"""Who comes inside in more than 5 % and in less than 95 % of the draws depends on a hair."""


def judged_runs(user: Any) -> QuerySet[Run]:
    """Runs that have been judged, for those who read all results, newest first."""
    runs = runs_for(user).filter(judged_at__isnull=False).order_by("-pk")
    return runs if may(user, May.READ_ALL_RESULTS) else runs.none()


def tests_for(user: Any) -> QuerySet[Robustness]:
    """Tests of robustness of the runs the account may read, newest first."""
    tests = Robustness.objects.filter(run__in=judged_runs(user)).select_related(
        "job", "requested_by", "run__cycle__scheme"
    )
    return tests.order_by("-pk")


@dataclass(frozen=True, slots=True)
class Luck:
    """One subject's line of a test."""

    who: Seated
    group: str
    standing: Standing
    place: str
    share: str
    tied: int
    inside: int
    on_a_hair: bool


def luck_of(test: Robustness, past: Past) -> list[Luck]:
    """Everybody of a test in the order of the ranking, those of one group together."""
    standings = {one.key: one for one in past.table.standings}
    kind = past.scheme.subjects[test.kind]
    found = []
    for code, inside, tied, outside in test.rows:
        key = Key(test.kind, code)
        standing = standings[key]
        steady = Steadiness(key, standing.group, inside, tied, outside)
        share = wording.percent(_tenth(Fraction(inside, test.draws)))
        place, hair = wording.PLACE[standing.place], steady.on_a_hair(MARGIN)
        group = kind.groups[standing.group]
        found.append(Luck(past.people[key], group, standing, place, share, tied, inside, hair))
    return found


def _tenth(share: Fraction) -> Fraction:
    """A share cut to tenths of a percent, downwards: whoever fell out once is never shown at 100 %."""
    return Fraction(int(share * 1000), 1000)
