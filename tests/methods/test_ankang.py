"""安康: the engine and the auditor of `tests.independent.ankang` on the sample city."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from samples.ankang import write_workbook
from samples.ankang.make import FILE
from scoring.judge import judge
from scoring.keeping.archive import faults, pack, unpack
from scoring.language.scheme import Scheme
from scoring.model.sheet import Key
from scoring.model.verdict import NOT_RANKED, RANKED, UNDETERMINED, Standing, Verdict
from scoring.shipped import scheme_text
from scoring.tables.gather import Facts
from scoring.telling.wording import lines
from tests.independent.ankang import INQUIRY, NEW, Outcome, Outcomes
from tests.independent.ankang import audit as audit

NAME = "ankang/2018"
STATUS = {NEW: NOT_RANKED, INQUIRY: UNDETERMINED}


def pairs(scheme: Scheme, verdict: Verdict, audited: Outcomes) -> Iterator[tuple[Standing, Outcome]]:
    for one in verdict.standings:
        yield one, audited[scheme.subjects[one.key.kind].label, one.key.code]


def told(scheme: Scheme, one: Standing) -> list[str]:
    return [line.sentence for line in lines(scheme, one.figure)]


def test_the_workbook_is_what_the_generator_writes(tmp_path: Path) -> None:
    again = write_workbook(tmp_path / "again.xlsx")
    assert again.read_bytes() == FILE.read_bytes()
    assert FILE.stat().st_size < 400_000


def test_the_city_has_its_true_size(facts: Facts) -> None:
    sizes = Counter((one.key.kind, one.group) for one in facts.sheet.subjects)
    assert (sizes["unit", "county"], sizes["unit", "department"]) == (10, 40)
    assert (sizes["cadre", "principal"], sizes["cadre", "deputy"]) == (60, 210)


def test_nothing_is_missing_or_odd(verdict: Verdict) -> None:
    assert verdict.missing == ()
    assert verdict.problems == ()


def test_everybody_is_in_both(verdict: Verdict, audited: Outcomes) -> None:
    assert len(verdict.standings) == len(audited)


def test_scores_ranks_and_statuses_agree(scheme: Scheme, verdict: Verdict, audited: Outcomes) -> None:
    for one, other in pairs(scheme, verdict, audited):
        assert (one.score, one.rank) == (other.score, other.rank), one.key
        assert one.status == STATUS.get(other.status, RANKED), one.key


def test_grades_and_places_agree(scheme: Scheme, verdict: Verdict, audited: Outcomes) -> None:
    for one, other in pairs(scheme, verdict, audited):
        grade = scheme.grades[one.key.kind].grades[one.grade].label if one.grade else ""
        assert (grade, one.place) == (other.grade, other.place), one.key


def test_flags_agree_and_name_the_clause_of_each_person(scheme: Scheme, verdict: Verdict, audited: Outcomes) -> None:
    for one, other in pairs(scheme, verdict, audited):
        assert [scheme.flags[raised.flag].label for raised in one.flags] == other.flags, one.key
        words = "".join(raised.told for raised in one.flags)
        assert [clause for clause in other.told if f"“{clause}”" not in words] == [], one.key
    assert {raised.flag for one in verdict.standings for raised in one.flags} == set(scheme.flags)


def test_a_tolerated_fact_takes_nothing(scheme: Scheme, facts: Facts, verdict: Verdict) -> None:
    freed = [one.key for one in facts.sheet.subjects if any(case.what == "容错免责" for case in one.decisions)]
    assert len(freed) == 6
    for one in verdict.standings:
        if one.key in freed:
            assert any(sentence.startswith("容错免责（示例组〔2018〕容错") for sentence in told(scheme, one))
            assert "idle" not in {raised.flag for raised in one.flags}


def test_the_last_county_is_poor_and_caps_its_principals(standings: Mapping[Key, Standing]) -> None:
    county, principal = standings[Key("unit", "X10")], standings[Key("cadre", "X10-1")]
    assert (county.rank, county.grade) == (10, "poor")
    assert any(reason.startswith("末位定等（依据“三项机制”工作法）：") for reason in county.reasons)
    assert any("单位等次为“较差”，等次不得高于“称职”" in reason for reason in principal.reasons)


def test_caps_and_same_facts(scheme: Scheme, standings: Mapping[Key, Standing]) -> None:
    assert any("加分最多计 5" in sentence for sentence in told(scheme, standings[Key("cadre", "X02-1")]))
    assert any("扣分最多计 10" in sentence for sentence in told(scheme, standings[Key("cadre", "S03-2")]))
    assert "同一事实只计最高的一笔（3 分），2 分不计" in told(scheme, standings[Key("unit", "X01")])


def test_quota_lines(scheme: Scheme, facts: Facts, verdict: Verdict) -> None:
    principals, deputies = verdict.quotas
    assert (principals.base, principals.seats, deputies.base, deputies.seats) == (60, 12, 210, 42)
    assert principals.undecided == ()
    assert (len(deputies.undecided), deputies.open_seats) == (3, 2)


def test_the_order_of_rows_does_not_matter(scheme: Scheme, facts: Facts, verdict: Verdict) -> None:
    turned = tuple(
        replace(one, marks=one.marks[::-1], ledger=one.ledger[::-1], decisions=one.decisions[::-1])
        for one in reversed(facts.sheet.subjects)
    )
    assert judge(scheme, replace(facts.sheet, subjects=turned)) == verdict


def test_an_archive_comes_out_again(facts: Facts, verdict: Verdict) -> None:
    assert not faults(unpack(pack(NAME, scheme_text(NAME), facts.sheet, verdict)))
