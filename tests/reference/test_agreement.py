"""Two implementations, written apart, agree on every score, rank, flag and share of random methods and counties."""

import os
from fractions import Fraction

import yaml
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from scoring.judge import judge
from scoring.keeping import replay
from scoring.load import loads
from scoring.model.verdict import BLOCKED, RANKED
from scoring.telling import wording
from tests.reference.plain import County
from tests.reference.strategies import CADRE, methods, sheets
from tests.scoring.build import Spelt
from tests.scoring.calculator import check

#: A short round; `REFERENCE_EXAMPLES=5000 bin/test tests/reference` makes a long one.
EXAMPLES = int(os.environ.get("REFERENCE_EXAMPLES", "100"))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_engine_agrees_with_the_plain_reckoning(data: st.DataObject) -> None:
    method = data.draw(methods())
    sheet = data.draw(sheets(method))
    text = yaml.dump(method, Dumper=Spelt, allow_unicode=True, sort_keys=False)
    note(text)
    scheme, county = loads(text, "随机.yaml"), County(method, sheet)
    verdict = judge(scheme, sheet)
    subjects = {subject.key: subject for subject in sheet.subjects}
    ranks = {
        (kind, group): county.ranks(kind, group) for kind, group in {(s.key.kind, s.group) for s in sheet.subjects}
    }
    shares = county.shares(CADRE)
    for standing in verdict.standings:
        assert [one.flag for one in standing.flags] == county.flags(subjects[standing.key])
        if standing.key.kind == CADRE:
            assert standing.payout[0].value == shares[standing.key.code], standing.key
        expected = county.published(subjects[standing.key])
        if isinstance(expected, Fraction):
            assert (standing.status, standing.score) == (RANKED, expected), standing.key
            assert standing.rank == ranks[standing.key.kind, standing.group][standing.key.code]
            assert replay.differences(scheme, standing.figure) == []
            for line in wording.lines(scheme, standing.figure):
                check(line.sentence)
        else:
            assert (standing.status, standing.score) == (BLOCKED, None), standing.key
