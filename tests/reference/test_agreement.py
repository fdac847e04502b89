"""Two implementations, written apart, agree on every score, rank, grade, seat, flag and share of random methods."""

import os
from collections.abc import Iterable
from fractions import Fraction

import yaml
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from scoring.judge import judge
from scoring.keeping import replay
from scoring.language.scheme import Scheme
from scoring.load import loads
from scoring.model.sheet import Sheet
from scoring.model.verdict import BLOCKED, INSIDE, RANKED, QuotaLine, Standing
from scoring.telling import wording
from tests import rounds
from tests.reference.plain import County, Line, colour, flags, ranks, seated, shares
from tests.reference.strategies import CADRE, Entry, methods, sheets
from tests.scoring.build import Spelt
from tests.scoring.calculator import check

#: A short round; `REFERENCE_EXAMPLES=5000 bin/test tests/reference` makes a long one.
EXAMPLES = int(os.environ.get("REFERENCE_EXAMPLES", rounds.of(60, 5000)))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_engine_agrees_with_the_plain_reckoning(data: st.DataObject) -> None:
    method = data.draw(methods())
    agree(method, data.draw(sheets(method)))


def agree(method: Entry, sheet: Sheet) -> None:
    """Assert that both say the same of a sheet."""
    text = yaml.dump(method, Dumper=Spelt, allow_unicode=True, sort_keys=False)
    note(text)
    scheme, county = loads(text, "随机.yaml"), County(method, sheet)
    verdict = judge(scheme, sheet)
    _same_scores(scheme, county, verdict.standings)
    _same_seats(county, verdict.standings, verdict.quotas)
    money = shares(county, CADRE)
    for standing in verdict.standings:
        if standing.key.kind == CADRE:
            assert standing.payout[0].value == money[standing.key.code], standing.key


def _same_scores(scheme: Scheme, county: County, standings: Iterable[Standing]) -> None:
    subjects = {subject.key: subject for subject in county.sheet.subjects}
    scopes = {(one.key.kind, one.group) for one in subjects.values()}
    places = {scope: ranks(county, *scope) for scope in scopes}
    for standing in standings:
        assert [one.flag for one in standing.flags] == flags(county, subjects[standing.key])
        assert standing.colour == colour(county, subjects[standing.key]), standing.key
        expected = county.published(subjects[standing.key])
        if isinstance(expected, Fraction):
            assert (standing.status, standing.score) == (RANKED, expected), standing.key
            assert standing.rank == places[standing.key.kind, standing.group][standing.key.code]
            assert replay.differences(scheme, standing.figure) == []
            for line in wording.lines(scheme, standing.figure):
                check(line.sentence)
        else:
            assert (standing.status, standing.score) == (BLOCKED, None), standing.key


def _same_seats(county: County, standings: Iterable[Standing], lines: Iterable[QuotaLine]) -> None:
    expected = seated(county, CADRE)
    own = [one for one in standings if one.key.kind == CADRE]
    assert {one.key.code: one.grade for one in own} == expected.grades
    told = {(one.key.code, *pair) for one in own for pair in one.places or ((one.quota, one.place),)}
    assert {(quota, code): place for code, quota, place in told if place in INSIDE} == expected.places
    assert sorted(map(_plain, lines), key=str) == sorted(expected.lines, key=str)


def _plain(one: QuotaLine) -> Line:
    line = None if one.line is None else Fraction(one.line)
    return Line(one.quota, one.base, one.seats, line, tuple(sorted(one.undecided)), one.open_seats)
