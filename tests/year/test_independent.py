"""Every published score, rank, quota decision, colour and carried deduction against an independent calculation."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from assessment.runs.models import Result
from scoring.model.figure import LINE, Figure, loads
from tests.independent.hangjin import IN, OUT, RANKED, RETIRED, TOO_NEW, UNDECIDED, UNDETERMINED, Audit, Outcome, audit
from tests.independent.workbooks import Record, day, plain, read_folder
from tests.year.conftest import Year

pytestmark = pytest.mark.django_db

STATUS = {"ranked": RANKED, "not_ranked": TOO_NEW, "undetermined": UNDETERMINED, "absent": RETIRED}
PLACE = {"in": IN, "out": OUT, "undecided": UNDECIDED, "": None}
GROUPS = {
    "party_mass": "党群部门",
    "government": "政府职能部门",
    "social": "社会事业部门",
    "vertical": "垂管部门",
    "sumu": "苏木镇",
    "principal": "一把手",
    "deputy": "副职",
    "non_leading": "待遇干部",
}


@pytest.fixture(scope="module")
def reckoned(year: Year) -> Audit:
    return audit(year.folder)


def published(year: Year, kind: str) -> list[Result]:
    return list(Result.objects.filter(run=year.publication.run, kind=kind).select_related("seat__unit", "seat__person"))


def key_of(result: Result) -> Any:
    """Unit code, or a cadre's name, last unit and month of birth: what a workbook knows of both."""
    if result.kind != "cadre":
        return result.seat.code
    person = result.seat.person
    assert person is not None
    return person.name_key, result.seat.unit.code, person.birth_month.replace(".", "-")


def outcome_of(result: Result) -> Outcome:
    return Outcome(
        GROUPS[result.peer_group],
        STATUS[result.status],
        result.score if result.score is not None else Decimal("NaN"),
        result.rank,
        PLACE[result.place],
        result.colour or None,
    )


@pytest.mark.parametrize("kind", ["unit", "team", "cadre"])
def test_every_outcome_agrees(year: Year, reckoned: Audit, kind: str) -> None:
    due = {"unit": reckoned.units, "team": reckoned.teams, "cadre": reckoned.cadres}[kind]
    ours = {key_of(result): outcome_of(result) for result in published(year, kind)}
    assert ours.keys() == due.keys()
    gone = [key for key in due if due[key].status == RETIRED]
    for key in gone:  # no figure is published of who is gone at the year's end
        assert (ours[key].group, ours[key].status, ours[key].rank) == (due[key].group, RETIRED, None)
    differing = {key: (ours[key], due[key]) for key in due if key not in gone and ours[key] != due[key]}
    assert differing == {}
    assert len(due) - len(gone) > 100


def test_every_quota_agrees(year: Year, reckoned: Audit) -> None:
    assert {GROUPS[line["peer_group"]]: line["seats"] for line in year.publication.run.quotas} == reckoned.seats


def burdens(figure: Figure) -> Iterator[tuple[str, str, Fraction]]:
    """Task, day and points of each deduction that an explanation carries over."""
    for part in figure.parts:
        if part.parts and part.parts[0].rule == LINE and len(part.basis) == 2:
            task, on, *_ = part.parts[0].basis
            yield str(task), str(on), Fraction(part.value or 0)
        else:
            yield from burdens(part)


def ledger_of(year: Year, scratch: Path) -> dict[int, Record]:
    """The office's ledger by line, from its one workbook."""
    (scratch / "ledger.xlsx").symlink_to(next(year.folder.glob("09*.xlsx")))
    return {int(str(row["序号"])): row for row in read_folder(scratch)["扣分台账"]}


def test_every_carried_deduction_agrees(year: Year, reckoned: Audit, tmp_path: Path) -> None:
    ledger = ledger_of(year, tmp_path)
    due = Counter(
        (person, plain(ledger[line]["二级任务编号"]), str(day(ledger[line]["发生时间"])), -Fraction(points))
        for person, line, points in reckoned.carried
        if reckoned.cadres[person].status != RETIRED
    )
    ours = Counter(
        (key_of(result), *burden)
        for result in published(year, "cadre")
        for burden in burdens(loads(result.explanation))
    )
    assert ours == due
    assert ours.total() > 20


def test_the_comparison_can_fail(year: Year, reckoned: Audit) -> None:
    """The twin: one hundredth on one score is noticed."""
    result = published(year, "unit")[0]
    assert result.score is not None
    result.score += Decimal("0.01")
    assert outcome_of(result) != reckoned.units[key_of(result)]
