"""What must hold for every county."""

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.judge import judge
from scoring.keeping import digest, replay
from scoring.model.figure import Figure, dumps, loads
from scoring.model.sheet import Key, Sheet, Subject
from scoring.model.verdict import BLOCKED, IN, RANKED, UNDECIDED, Standing, Verdict
from scoring.rules.weighted import Weighted
from scoring.telling import wording
from tests import rounds
from tests.scoring.build import HANGJIN
from tests.scoring.strategies import sheets, shuffled

QUICK = settings(max_examples=rounds.of(25, 300), deadline=None)


@QUICK
@given(st.data())
def test_order_references_and_idle_zeros_change_nothing(data: st.DataObject) -> None:
    sheet = data.draw(sheets())
    other = shuffled(data.draw, sheet)
    first, second = judge(HANGJIN, sheet), judge(HANGJIN, other)
    assert [_row(one) for one in first.standings] == [_row(one) for one in second.standings]
    assert first.quotas == second.quotas
    assert (first.missing, first.problems) == (second.missing, second.problems)
    assert digest.digest(HANGJIN, sheet, first) == digest.digest(HANGJIN, other, second)


@QUICK
@given(st.data())
def test_raising_a_mark_never_lowers_its_subjects_score_or_rank(data: st.DataObject) -> None:
    sheet = data.draw(sheets(gaps=False))
    candidates = [number for number, subject in enumerate(sheet.subjects) if any(m.value < 99 for m in subject.marks)]
    if not candidates:
        return
    number = data.draw(st.sampled_from(candidates))
    before = _of(judge(HANGJIN, sheet), sheet.subjects[number].key)
    after = _of(judge(HANGJIN, _raised(sheet, number)), before.key)
    assert before.status == after.status
    if before.score is not None and after.score is not None:
        assert after.score >= before.score
    if before.rank is not None and after.rank is not None:
        assert after.rank <= before.rank


def _raised(sheet: Sheet, number: int) -> Sheet:
    subject = sheet.subjects[number]
    place = next(place for place, mark in enumerate(subject.marks) if mark.value < 99)
    marks = list(subject.marks)
    marks[place] = marks[place]._replace(value=marks[place].value + 1)
    return _with(sheet, number, replace(subject, marks=tuple(marks)))


@QUICK
@given(sheets(), st.data())
def test_one_mark_changes_the_digest_and_only_its_own_figure(sheet: Sheet, data: st.DataObject) -> None:
    marked = [number for number, subject in enumerate(sheet.subjects) if any(m.value < 99 for m in subject.marks)]
    if not marked:
        return
    number = data.draw(st.sampled_from(marked))
    changed = _raised(sheet, number)
    first, second = judge(HANGJIN, sheet), judge(HANGJIN, changed)
    assert digest.inputs_digest(HANGJIN, sheet) != digest.inputs_digest(HANGJIN, changed)
    figures = [{one.key: one.figure for one in verdict.standings} for verdict in (first, second)]
    different = {key for key in figures[0] if figures[0][key] != figures[1][key]}
    assert different <= {sheet.subjects[number].key}


@QUICK
@given(sheets())
def test_replay_agrees_with_the_judge_and_tells_a_touched_figure(sheet: Sheet) -> None:
    for one in judge(HANGJIN, sheet).standings:
        assert replay.differences(HANGJIN, one.figure) == []
        if one.figure.value is not None:
            touched = one.figure._replace(value=one.figure.value + Fraction(1, 10**9))
            assert replay.differences(HANGJIN, touched) == [one.figure.rule]


@QUICK
@given(sheets())
def test_figures_survive_their_text(sheet: Sheet) -> None:
    for one in judge(HANGJIN, sheet).standings:
        again = loads(dumps(one.figure))
        assert again == one.figure
        assert [type(value) for value in _values(again)] == [type(value) for value in _values(one.figure)]


@QUICK
@given(sheets())
def test_there_is_no_float_in_a_verdict(sheet: Sheet) -> None:
    assert not any(isinstance(value, float) for value in _everything(judge(HANGJIN, sheet)))


@QUICK
@given(sheets())
def test_weights_add_up_to_one_after_spreading(sheet: Sheet) -> None:
    for one in judge(HANGJIN, sheet).standings:
        if one.figure.parts:
            assert isinstance(HANGJIN.rules[one.figure.rule], Weighted)
            assert sum(Fraction(str(weight)) for weight in one.figure.basis) == 1


@QUICK
@given(sheets())
def test_seats_are_never_more_than_the_share_and_never_left_without_reason(sheet: Sheet) -> None:
    verdict = judge(HANGJIN, sheet)
    for quota in HANGJIN.quotas.values():
        lines = [line for line in verdict.quotas if line.quota == quota.key]
        assert sum(line.seats for line in lines) == int(quota.share * sum(line.base for line in lines))
        for line in lines:
            ranked = [one for one in verdict.standings if one.group == line.group and one.place]
            held = sum(one.place == IN for one in ranked) + line.open_seats
            assert held == min(line.seats, len(ranked))
            assert set(line.undecided) == {one.key.code for one in ranked if one.place == UNDECIDED}


@QUICK
@given(sheets())
def test_everyone_is_accounted_for_and_every_gap_has_a_name(sheet: Sheet) -> None:
    verdict = judge(HANGJIN, sheet)
    assert {one.key for one in verdict.standings} == {subject.key for subject in sheet.subjects}
    gaps = {Key(gap.kind, gap.code) for gap in verdict.missing}
    for one in verdict.standings:
        assert (one.rank is not None) == (one.status == RANKED)
        if one.status == BLOCKED and one.figure.parts:
            assert one.key in gaps
        if one.key in gaps:
            assert one.score is None


@QUICK
@given(sheets())
def test_every_figure_can_be_told(sheet: Sheet) -> None:
    for one in judge(HANGJIN, sheet).standings:
        for line in wording.lines(HANGJIN, one.figure):
            assert line.label
            assert line.sentence
            assert "？" not in line.sentence


def _of(verdict: Verdict, key: Key) -> Standing:
    return next(one for one in verdict.standings if one.key == key)


def _with(sheet: Sheet, number: int, subject: Subject) -> Sheet:
    return replace(sheet, subjects=(*sheet.subjects[:number], subject, *sheet.subjects[number + 1 :]))


def _row(one: Standing) -> tuple[Any, ...]:
    return tuple(getattr(one, field.name) for field in fields(one) if field.name != "figure") + (one.figure.value,)


def _values(figure: Figure) -> list[Decimal | Fraction | None]:
    return [figure.value] + [value for part in figure.parts for value in _values(part)]


def _everything(value: Any) -> list[Any]:
    if is_dataclass(value) and not isinstance(value, type):
        return [one for field in fields(value) for one in _everything(getattr(value, field.name))]
    if isinstance(value, tuple | list | frozenset):
        return [one for part in value for one in _everything(part)]
    return [value]
