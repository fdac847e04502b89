"""Rules as sentences: each file in cases/ says who has what, and what must come out, value and words.

A file is a list of cases under the shipped method of 杭锦旗, or {method, cases}: cases under a small method of its own
(`build.method`).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring.judge import judge
from scoring.keeping import replay
from scoring.language.scheme import Scheme
from scoring.model.verdict import Standing, Verdict
from scoring.telling import wording
from tests.scoring import build

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def cases_of(file: Path) -> Iterator[Any]:
    """(method or None, case) of each case of a file."""
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # every value stays text
    own = isinstance(data, dict)
    for case in data["cases"] if own else data:
        method = {**data["method"], **case.get("method", {})} if own else None
        yield pytest.param(method, case, id=f"{file.stem}-{case['name']}")


@pytest.mark.parametrize(("method", "case"), [case for file in FILES for case in cases_of(file)])
def test_case_comes_out_as_told(method: dict[str, Any] | None, case: dict[str, Any]) -> None:
    scheme = build.HANGJIN if method is None else build.method(method)
    verdict = judge(scheme, build.sheet(case, scheme))
    standings = {":".join(one.key): one for one in verdict.standings}
    for name, expected in case.get("expect", {}).items():
        _check(scheme, standings[name], expected)
    for name in case.get("unjudged", ()):
        assert name not in standings
    _check_rest(scheme, verdict, case)


def _check(scheme: Scheme, standing: Standing, expected: dict[str, Any]) -> None:
    told = [line.sentence for line in wording.lines(scheme, standing.figure)]
    for sentence in expected.pop("says", ()):
        assert sentence in told
    for words in expected.pop("never", ()):
        assert not any(words in sentence for sentence in told)
    for sentence in expected.pop("because", ()):
        assert sentence in standing.reasons
    paid = [line.sentence for figure in standing.payout for line in wording.lines(scheme, figure)]
    for sentence in expected.pop("pays", ()):
        assert sentence in paid
    if "flagged" in expected:
        assert [raised.told for raised in standing.flags] == expected.pop("flagged")
    assert {field: _text(getattr(standing, field)) for field in expected} == expected
    assert replay.differences(scheme, standing.figure) == []
    assert [replay.differences(scheme, figure) for figure in standing.payout if figure.value is not None] == [
        [] for figure in standing.payout if figure.value is not None
    ]


def _check_rest(scheme: Scheme, verdict: Verdict, case: dict[str, Any]) -> None:
    for found, expected in ((verdict.gaps(), "missing"), (verdict.provided_for(), "provided")):
        assert [f"{gap.kind}:{gap.code} {wording.missing(scheme, gap)}" for gap in found] == case.get(expected, [])
    assert list(verdict.problems) == sorted(case.get("problems", []))
    assert list(verdict.reminders) == case.get("reminders", [])
    lines = [wording.quota_line(scheme, line) for line in verdict.quotas]
    assert [line.note for line in verdict.quotas if line.note] == case.get("notes", [])
    assert [line for line in case.get("quotas", ()) if line not in lines] == []


def _text(value: object) -> str:
    return "" if value is None else str(value)
