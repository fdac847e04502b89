"""九原: the engine and the auditor of `tests.independent.jiuyuan` on the sample district."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from samples.jiuyuan import write_workbook
from samples.jiuyuan.make import FILE
from scoring.after.colours import colour as coloured
from scoring.judge import judge
from scoring.keeping.archive import faults, pack, unpack
from scoring.language.scheme import Scheme
from scoring.model.sheet import Key
from scoring.model.verdict import ABSENT, BLOCKED, NOT_RANKED, RANKED, Standing, Verdict
from scoring.shipped import scheme_text
from scoring.tables.gather import Facts
from scoring.telling.wording import lines
from tests.independent.jiuyuan import APART, EXCELLENT, GONE, GREEN, LACKING, RED, Outcome, Outcomes, colour
from tests.independent.jiuyuan import audit as audit

NAME = "jiuyuan/2022"
FLAGS = {"promote": GREEN, "summon": RED, "preferred": EXCELLENT}
STATUS = {GONE: ABSENT, APART: NOT_RANKED, LACKING: BLOCKED}


def pairs(scheme: Scheme, verdict: Verdict, audited: Outcomes) -> Iterator[tuple[Standing, Outcome]]:
    for one in verdict.standings:
        yield one, audited[scheme.subjects[one.key.kind].label, one.key.code]


def told(scheme: Scheme, one: Standing) -> list[str]:
    return [line.sentence for line in lines(scheme, one.figure)]


def test_the_workbook_is_what_the_generator_writes(tmp_path: Path) -> None:
    again = write_workbook(tmp_path / "again.xlsx")
    assert again.read_bytes() == FILE.read_bytes()
    assert FILE.stat().st_size < 400_000


def test_the_district_has_its_true_size(facts: Facts) -> None:
    sizes = Counter((one.key.kind, one.group) for one in facts.sheet.subjects)
    assert (sizes["unit", "district"], sizes["unit", "township"], sizes["indicator", "city"]) == (52, 8, 15)
    assert sizes["leader", "county"] == 27
    assert sizes["cadre", "principal"] + sizes["cadre", "deputy"] == 313


def test_only_what_the_city_did_not_tell_is_missing(verdict: Verdict) -> None:
    assert {(gap.kind, gap.code) for gap in verdict.missing} == {("indicator", "I09"), ("indicator", "I13")}
    assert verdict.problems == ()


def test_everybody_is_in_both(verdict: Verdict, audited: Outcomes) -> None:
    assert len(verdict.standings) == len(audited)


def test_scores_ranks_and_statuses_agree(scheme: Scheme, verdict: Verdict, audited: Outcomes) -> None:
    for one, other in pairs(scheme, verdict, audited):
        assert (one.score, one.rank) == (other.score, other.rank), one.key
        assert one.status == STATUS.get(other.status, RANKED), one.key


def test_grades_places_and_colours_agree(scheme: Scheme, verdict: Verdict, audited: Outcomes) -> None:
    for one, other in pairs(scheme, verdict, audited):
        grade = scheme.grades[one.key.kind].grades[one.grade].label if one.grade else ""
        assert (grade, one.place, one.colour) == (other.grade, other.place, other.colour), one.key


def test_flags_agree(scheme: Scheme, verdict: Verdict, audited: Outcomes) -> None:
    for one, other in pairs(scheme, verdict, audited):
        assert [FLAGS[raised.flag] for raised in one.flags] == other.flags, one.key
    assert {raised.flag for one in verdict.standings for raised in one.flags} == set(FLAGS)


def test_colours_with_ties_and_another_number_of_areas(standings: Mapping[Key, Standing]) -> None:
    found = {
        code: standings[Key("indicator", code)].colour for code in ("I03", "I05", "I06", "I09", "I11", "I12", "I15")
    }
    assert found == {
        "I03": "green",
        "I05": "yellow",
        "I06": "red",
        "I09": "grey",
        "I11": "red",
        "I12": "yellow",
        "I15": "red",
    }


@pytest.mark.parametrize(
    ("areas", "expected"), [(8, "GGGGYYRR"), (9, "GGGGYYYRR"), (10, "GGGGYYYRRR"), (12, "GGGGYYYYYRRR")]
)
def test_the_rule_for_any_number_of_areas(scheme: Scheme, areas: int, expected: str) -> None:
    assert "".join(colour(place, areas, 0)[0].upper() for place in range(1, areas + 1)) == expected
    bands = [coloured(scheme.colours[0], place, 0, areas) for place in range(1, areas + 1)]
    assert "".join(band[0].upper() for band in bands) == expected


def test_the_board_is_told_to_a_calculator(scheme: Scheme, standings: Mapping[Key, Standing]) -> None:
    assert "负责的市级指标 3 个：（绿色 100＋绿色 100＋黄色 80）÷3≈93.3333" in told(
        scheme, standings[Key("unit", "Q25")]
    )
    science, labour = standings[Key("unit", "Q28")], standings[Key("unit", "Q34")]
    assert "负责的市级指标 1 个：绿色 100，另有 1 个未考评不计" in told(scheme, science)
    assert "没有可计的晾晒式，其权重按比例分摊到其余各项" in told(scheme, labour)[0]


def test_awkward_units(scheme: Scheme, standings: Mapping[Key, Standing]) -> None:
    assert any("扣分最多计 10" in sentence for sentence in told(scheme, standings[Key("unit", "Q04")]))
    assert standings[Key("unit", "Q21")].score == standings[Key("unit", "Q22")].score
    assert standings[Key("unit", "Q52")].status == NOT_RANKED


def test_quota_lines(scheme: Scheme, facts: Facts, verdict: Verdict) -> None:
    principals, deputies = verdict.quotas
    assert (principals.base, principals.seats, deputies.base, deputies.seats) == (68, 20, 240, 72)
    assert principals.ruling is not None
    assert len(deputies.undecided) > deputies.open_seats > 0
    unruled, _ = judge(scheme, replace(facts.sheet, rulings=())).quotas
    assert len(unruled.undecided) > unruled.open_seats > 0


def test_the_order_of_rows_does_not_matter(scheme: Scheme, facts: Facts, verdict: Verdict) -> None:
    turned = tuple(
        replace(one, marks=one.marks[::-1], readings=one.readings[::-1]) for one in reversed(facts.sheet.subjects)
    )
    assert judge(scheme, replace(facts.sheet, subjects=turned)) == verdict


def test_an_archive_comes_out_again(facts: Facts, verdict: Verdict) -> None:
    assert not faults(unpack(pack(NAME, scheme_text(NAME), facts.sheet, verdict)))
