"""洞头: the engine and a reckoning of its own agree on every score, rank, card, flag and payout of the sample year."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from samples.dongtou.make import FILE, write_workbook
from scoring.judge import judge
from scoring.keeping.replay import differences
from scoring.model.verdict import ABSENT, Standing, Verdict
from scoring.shipped import shipped
from scoring.tables.source import opened
from tests.independent import dongtou
from tests.independent.dongtou import Audit, Outcome

SCHEME = shipped("dongtou/2018")


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    return judge(SCHEME, opened(FILE, SCHEME).sheet)


@pytest.fixture(scope="module")
def audit() -> Audit:
    return dongtou.audit(FILE)


def _told(one: Standing) -> Outcome:
    label = SCHEME.subjects[one.key.kind].groups[one.group]
    flags = [raised.flag for raised in one.flags]
    paid = one.payout[0].value if one.payout else None
    pay = None if paid is None else Decimal(str(paid))
    return Outcome(label, one.status, one.score, one.rank, one.colour, flags, pay)


def test_the_sample_is_what_its_generator_writes(tmp_path: Path) -> None:
    assert write_workbook(tmp_path / "again.xlsx").read_bytes() == FILE.read_bytes()


def test_both_agree_on_every_unit_and_cadre(verdict: Verdict, audit: Audit) -> None:
    found: dict[str, dict[str, Outcome]] = {kind: {} for kind in SCHEME.subjects}
    for one in verdict.standings:
        found[one.key.kind][one.key.code] = _told(one)
    assert found == {"unit": audit.units, "cadre": audit.cadres}


def test_every_figure_can_be_replayed(verdict: Verdict) -> None:
    present = [one for one in verdict.standings if one.status != ABSENT]
    figures = [figure for one in present for figure in (one.figure, *one.payout)]
    assert [told for figure in figures for told in differences(SCHEME, figure)] == []


def test_the_sample_has_its_awkward_cases(verdict: Verdict) -> None:
    cadres = [one for one in verdict.standings if one.key.kind == "cadre"]
    statuses = Counter(one.status for one in cadres)
    assert statuses["blocked"] == 7 and statuses["absent"] == statuses["undetermined"] == statuses["not_ranked"] == 1
    deputies = [one for one in cadres if one.group == "department_deputy" and one.rank]
    red = [one for one in deputies if one.colour == "red"]
    assert len(red) == len(deputies) * 2 // 100 + 1, "two tie on the line, and both are in"
    assert Counter(one.tied for one in red)[1] == 2
    capped = [one.figure.parts[1].value for one in cadres if one.figure.parts and one.figure.parts[1].basis[1:]]
    assert sorted(value for value in capped if value is not None) == [-5, 5]


def test_what_was_decided_before_the_rule_leads_to_no_recall(verdict: Verdict) -> None:
    early = [problem for problem in verdict.problems if "早于 2018-05-01" in problem]
    assert len(early) == 3
    codes = {problem.split()[1] for problem in early}
    flagged = [one.flags for one in verdict.standings if one.key.code in codes]
    assert flagged == [(), (), ()]
