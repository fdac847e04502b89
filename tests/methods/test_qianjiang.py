"""黔江: the engine and the auditor of `tests.independent.qianjiang` on the sample district."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from samples.qianjiang import write_workbook
from samples.qianjiang.make import FILE
from scoring.judge import judge
from scoring.keeping.archive import faults, pack, unpack
from scoring.language.scheme import Scheme
from scoring.model.sheet import Key, Subject
from scoring.model.verdict import ABSENT, IN, RANKED, Standing, Verdict
from scoring.numbers.numerals import plain
from scoring.shipped import scheme_text
from scoring.tables.gather import Facts
from scoring.telling.wording import grade_word, lines, quota_line
from tests.independent.qianjiang import GONE, Outcomes
from tests.independent.qianjiang import audit as audit

NAME = "qianjiang/2007"
KINDS = {
    "unit": "单位",
    "team": "班子",
    "member": "领导班子成员",
    "team_defects": "班子逆向测评",
    "member_defects": "成员逆向测评",
    "placement": "使用意向测评",
}
FLAGS = {
    "last_two": "连续两年目标未完成且居末两位",
    "principal_last_two": "提请调整岗位（单位）",
    "twice_basic": "提请调整岗位（本人）",
    "training": "安排培训",
    "team_defects": "勾选集中",
    "member_defects": "勾选集中",
}


def pairs(verdict: Verdict, audited: Outcomes) -> Iterator[tuple[Standing, tuple[str, str]]]:
    for one in verdict.standings:
        yield one, (KINDS[one.key.kind], one.key.code)


def test_the_workbook_is_what_the_generator_writes(tmp_path: Path) -> None:
    again = write_workbook(tmp_path / "again.xlsx")
    assert again.read_bytes() == FILE.read_bytes()
    assert FILE.stat().st_size < 400_000


def test_the_district_has_its_true_size(facts: Facts) -> None:
    units = [one for one in facts.sheet.subjects if one.key.kind == "unit"]
    sizes = {group: sum(one.group == group for one in units) for group in ("D1", "D2", "D3", "T1", "T2", "T3")}
    assert sizes == {"D1": 28, "D2": 38, "D3": 20, "T1": 5, "T2": 12, "T3": 13}


def test_nothing_is_missing_or_odd(verdict: Verdict) -> None:
    assert verdict.missing == ()
    assert verdict.problems == ()


def test_everybody_is_in_both(verdict: Verdict, audited: Outcomes) -> None:
    assert {key for _, key in pairs(verdict, audited)} == audited.keys()


def test_scores_ranks_and_statuses_agree(verdict: Verdict, audited: Outcomes) -> None:
    for one, key in pairs(verdict, audited):
        other = audited[key]
        assert (one.score, one.rank) == (other.score, other.rank), key
        assert one.status == (ABSENT if other.status == GONE else RANKED), key


def test_grades_and_seats_agree(scheme: Scheme, verdict: Verdict, audited: Outcomes) -> None:
    for one, key in pairs(verdict, audited):
        assert grade_word(scheme, one.key.kind, one.grade) == audited[key].grade, key
        assert one.place == audited[key].place, key


def test_bonuses_agree(verdict: Verdict, audited: Outcomes) -> None:
    for one, key in pairs(verdict, audited):
        assert [figure.value for figure in one.payout] == [audited[key].bonus] * (one.key.kind == "unit"), key


def test_flags_agree(verdict: Verdict, audited: Outcomes) -> None:
    for one, key in pairs(verdict, audited):
        assert [FLAGS[flag.flag] for flag in one.flags] == audited[key].flags, key
    raised = [flag.flag for one in verdict.standings for flag in one.flags]
    assert set(raised) == set(FLAGS), "every flag has somebody in the sample"


def test_worked_figures(standings: Mapping[Key, Standing]) -> None:
    unit = next(one for one in standings.values() if one.score == Decimal("92.35") and one.key.kind == "unit")
    code = unit.key.code
    assert plain(unit.payout[0].value)[0] == "84962.00"
    assert standings[Key("team", code)].score == Decimal("93.09")
    assert standings[Key("member", f"{code}-1")].score == Decimal("93.09")
    assert standings[Key("member", f"{code}-2")].score == Decimal("90.04")
    basic = next(one for one in standings.values() if one.score == Decimal("85.00") and one.key.kind == "unit")
    assert plain(basic.payout[0].value)[0] == "62560.00"


def test_worked_figures_are_told_to_a_calculator(scheme: Scheme, standings: Mapping[Key, Standing]) -> None:
    unit = next(one for one in standings.values() if one.score == Decimal("92.35") and one.key.kind == "unit")
    told = [line.sentence for line in lines(scheme, standings[Key("member", f"{unit.key.code}-2")].figure)]
    assert "单位目标 92.35×40% ＋ 测评 88.50×60% ＝ 90.04" in told
    told = [line.sentence for line in lines(scheme, unit.payout[0])]
    assert "每分每人标准 20 × 目标得分 92.35 × 在编在职人数 46 × 等次系数 1 ＝ 84962.00" in told


def test_quota_lines(verdict: Verdict) -> None:
    departments, townships = verdict.quotas
    assert (departments.seats, townships.seats) == (9, 4)
    assert departments.ruling is not None
    assert townships.ruling is None
    assert departments.undecided == townships.undecided == ()
    graded = {one.key: one.grade for one in verdict.standings if one.key.kind == "unit"}
    excellent = [key.code[0] for key, grade in graded.items() if grade == "excellent"]
    assert (excellent.count("D"), excellent.count("T")) == (10, 4), "two tie at the last candidate's place"


def test_without_the_ruling_the_seat_stays_open(scheme: Scheme, facts: Facts) -> None:
    departments, _ = judge(scheme, replace(facts.sheet, rulings=())).quotas
    assert (len(departments.undecided), departments.open_seats) == (2, 1)


def test_fewer_that_qualify_than_places(scheme: Scheme, facts: Facts) -> None:
    """With 13 departments left that pass there are floor(13 ÷ 2) = 6 seats."""
    verdict = judge(scheme, facts.sheet)
    best = sorted(
        (one for one in verdict.standings if one.key.kind == "unit" and one.group[0] == "D" and one.grade in _PASSED),
        key=lambda one: (-(one.score or 0), one.key.code),
    )
    kept = {one.key.code for one in best[:13]}
    dropped = {one.key.code for one in best[13:]}
    subjects = tuple(one for one in facts.sheet.subjects if one.unit not in dropped)
    after = judge(scheme, replace(facts.sheet, subjects=subjects, rulings=()))
    assert after.quotas[0].seats == 6
    grades = [one.grade for one in after.standings if one.key.code in kept and one.key.kind == "unit"]
    assert (grades.count("superior"), grades.count("excellent")) == (6, 7)


_PASSED = ("superior", "excellent", "pass")


def test_lines_at_80_and_90(standings: Mapping[Key, Standing]) -> None:
    grades = {one.score: one.grade for one in standings.values() if one.key.kind == "unit"}
    assert grades[Decimal("90.00")] == "pass"
    assert grades[Decimal("89.99")] == "basic"
    assert grades[Decimal("80.00")] == "basic"
    assert grades[Decimal("79.99")] == "fail"


def test_a_veto_says_its_basis(standings: Mapping[Key, Standing]) -> None:
    [unit] = [one for one in standings.values() if one.score == Decimal("97.90") and one.key.kind == "unit"]
    assert (unit.rank, unit.grade, unit.place) == (1, "fail", "out")
    assert any("安全生产一票否决（依据《" in reason for reason in unit.reasons)
    assert unit.payout[0].value == 0


def test_the_order_of_rows_does_not_matter(scheme: Scheme, facts: Facts, verdict: Verdict) -> None:
    turned = replace(facts.sheet, subjects=tuple(_turned(one) for one in reversed(facts.sheet.subjects)))
    assert judge(scheme, turned) == verdict


def _turned(one: Subject) -> Subject:
    return replace(one, tallies=one.tallies[::-1], readings=one.readings[::-1], earlier=one.earlier[::-1])


def test_an_archive_comes_out_again(facts: Facts, verdict: Verdict) -> None:
    assert not faults(unpack(pack(NAME, scheme_text(NAME), facts.sheet, verdict)))


def test_seats_are_those_of_the_conference(verdict: Verdict) -> None:
    inside = [one for one in verdict.standings if one.place == IN]
    assert len(inside) == 13
    assert {one.grade for one in inside} == {"superior"}


def test_quota_lines_tell_what_parted_a_tie(scheme: Scheme, verdict: Verdict) -> None:
    departments, townships = (quota_line(scheme, line) for line in verdict.quotas)
    tie = "2 个并列争 1 个名额"
    assert departments.endswith(f"；{tie}，第二轮票数也相同；{tie}，得分也相同；并列已裁定")
    assert townships.endswith(f"；{tie}，第二轮票数也相同；{tie}，按得分高低排定先后")
