"""Rules as sentences: each file in cases/ says who has what, and what must come out, value and words."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring import replay, wording
from scoring.judge import judge
from scoring.verdict import Standing, Verdict
from tests.scoring import build

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
CASES = [
    pytest.param(case, id=f"{file.stem}-{case['name']}")
    for file in FILES
    for case in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # every value stays text
]


@pytest.mark.parametrize("case", CASES)
def test_case_comes_out_as_told(case: dict[str, Any]) -> None:
    verdict = judge(build.HANGJIN, build.sheet(case))
    standings = {":".join(one.key): one for one in verdict.standings}
    for name, expected in case.get("expect", {}).items():
        _check(standings[name], expected)
    for name in case.get("unjudged", ()):
        assert name not in standings
    _check_rest(verdict, case)


def _check(standing: Standing, expected: dict[str, Any]) -> None:
    told = [line.sentence for line in wording.lines(build.HANGJIN, standing.figure)]
    for sentence in expected.pop("says", ()):
        assert sentence in told
    for words in expected.pop("never", ()):
        assert not any(words in sentence for sentence in told)
    assert {field: _text(getattr(standing, field)) for field in expected} == expected
    assert replay.differences(build.HANGJIN, standing.figure) == []


def _check_rest(verdict: Verdict, case: dict[str, Any]) -> None:
    missing = [f"{gap.kind}:{gap.code} {wording.missing(build.HANGJIN, gap)}" for gap in verdict.missing]
    assert missing == case.get("missing", [])
    assert list(verdict.problems) == case.get("problems", [])
    lines = [wording.quota_line(build.HANGJIN, line) for line in verdict.quotas]
    assert [line.note for line in verdict.quotas if line.note] == case.get("notes", [])
    assert [line for line in case.get("quotas", ()) if line not in lines] == []


def _text(value: object) -> str:
    return "" if value is None else str(value)
