"""What counts for a digest and what does not; order and references are tested in test_properties.py."""

import re
from dataclasses import replace
from decimal import Decimal

from bench.synthetic import county
from scoring.judge import judge
from scoring.keeping import digest
from scoring.load import loads
from scoring.model.sheet import Sheet
from scoring.shipped import scheme_text
from tests.scoring.build import HANGJIN, ruling, subject

SHEET = county(HANGJIN, 5, 20, 6)


def test_the_algorithm_is_named_in_the_value() -> None:
    verdict = judge(HANGJIN, SHEET)
    for value in (digest.digest(HANGJIN, SHEET, verdict), digest.scheme_digest(HANGJIN)):
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", value)


def test_comments_do_not_count_and_settings_do() -> None:
    text = scheme_text("hangjin/2016")
    plain = digest.scheme_digest(loads(text, "甲.yaml"))
    commented = loads(text + "\n# 又一条注释\n", "甲.yaml")
    assert digest.scheme_digest(commented) == plain
    moved = loads(text.replace("principal: 0.5", "principal: 0.6"), "甲.yaml")
    assert digest.scheme_digest(moved) != plain
    same = loads(text.replace("share: 30%", "share: 0.30"), "甲.yaml")
    assert digest.scheme_digest(same) == plain


def test_each_kind_of_fact_counts() -> None:
    before = digest.inputs_digest(HANGJIN, SHEET)
    decided = ruling({"quota": "advanced", "group": "social", "admitted": ["甲"], "refused": []})
    others = [
        replace(SHEET, duties=SHEET.duties[1:]),
        replace(SHEET, tenures=SHEET.tenures[1:]),
        replace(SHEET, subjects=SHEET.subjects[1:]),
        replace(SHEET, rulings=(decided,)),
        replace(SHEET, facts={"名册": "冻结"}),
    ]
    assert len({before, *(digest.inputs_digest(HANGJIN, sheet) for sheet in others)}) == 6


def test_two_texts_cannot_be_cut_differently_into_the_same_digest() -> None:
    one, two = subject("unit:甲乙", "social", {"unit": "丙"}), subject("unit:甲", "social", {"unit": "乙丙"})
    assert digest.sheet_text(Sheet(2016, (one,))) != digest.sheet_text(Sheet(2016, (two,)))


def test_the_verdict_digest_covers_values_and_not_references() -> None:
    verdict = judge(HANGJIN, SHEET)
    first = verdict.standings[0]
    assert first.score is not None
    other = replace(verdict, standings=(replace(first, score=first.score + Decimal("0.01")), *verdict.standings[1:]))
    assert digest.verdict_digest(other) != digest.verdict_digest(verdict)
    figure = first.figure._replace(basis=("1/2", "1/4", "1/4"))
    told = replace(verdict, standings=(replace(first, figure=figure), *verdict.standings[1:]))
    assert digest.verdict_digest(told) != digest.verdict_digest(verdict)
