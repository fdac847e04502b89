"""A line of the ledger put right: appended, told in the trail, carried to its leaders by the next run alone."""

from decimal import Decimal
from fractions import Fraction

import pytest

from assessment.cards.selectors import leaves
from assessment.cycles.selectors import scheme_of
from assessment.entries.models import Deduction
from assessment.entries.services import correct
from assessment.publications.selectors import blockers_of
from assessment.runs.models import Run
from cadres.jobs.services import Refused
from cadres.trail.models import TrailLine
from scoring.model.figure import loads
from tests import world as worlds
from tests.world import World

COPIED = ("seat_id", "cycle_id", "unit_task_id", "source", "happened_on", "reason", "document")


@pytest.fixture
def line(world: World) -> Deduction:
    """The county's one deduction: half a point of 财政局."""
    return Deduction.objects.get(cycle=world.cycle)


def carried(run: Run, code: str) -> Fraction:
    """What a cadre bears in a run, 0 or negative, before any weight."""
    figure = loads(run.results.get(kind="cadre", seat__code=code).explanation)
    return sum(
        (Fraction(one.value or 0) for one in leaves(figure) if one.rule.endswith(".deductions.line")), Fraction()
    )


def test_a_correction_keeps_what_it_replaces_and_changes_the_points_only(world: World, line: Deduction) -> None:
    later = correct(line, Decimal("-0.30"), " 核查后减轻 ", actor=world.office)
    assert [getattr(later, name) for name in COPIED] == [getattr(line, name) for name in COPIED]
    assert (later.points, later.correction, later.origin) == (Decimal("-0.30"), "核查后减轻", "更正 扣分台账!A4")
    assert (later.supersedes_id, later.intake_id, later.recorded_by) == (line.pk, None, world.office)
    line.refresh_from_db()
    assert line.points == Decimal("-0.50")


def test_the_trail_tells_points_before_and_after(world: World, line: Deduction) -> None:
    later = correct(line, Decimal("-0.30"), "核查后减轻", actor=world.office)
    told = TrailLine.objects.get(act="deduction.corrected")
    assert told.summary == "示例旗财政局 A01-01 2016-05-17 扣分：由 0.50 更正为 0.30，理由：核查后减轻"
    assert told.before == "-0.50" and told.after == "-0.30"
    assert told.actor == world.office and later.supersedes == line


def test_a_withdrawal_may_be_taken_back_in_turn(world: World, line: Deduction) -> None:
    gone = correct(line, None, "不属实", actor=world.office)
    assert gone.points is None
    assert TrailLine.objects.get(act="deduction.corrected").summary.endswith("扣分：撤销，理由：不属实")
    again = correct(gone, Decimal("-0.2"), "复核属实", actor=world.office)
    assert Deduction.objects.get(cycle=world.cycle, superseded_by__isnull=True) == again


@pytest.mark.parametrize(
    ("points", "reason", "said"),
    [
        (Decimal("-0.3"), "  ", "请填写理由"),
        (Decimal("-0.5"), "理由", "相同"),
        (Decimal(0), "理由", "大于 0"),
        (Decimal("0.3"), "理由", "大于 0"),
        (Decimal("-100.01"), "理由", "不超过 100"),
        (Decimal("-0.305"), "理由", "2 位小数"),
    ],
)
def test_what_is_not_a_correction_is_refused(
    world: World, line: Deduction, points: Decimal, reason: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        correct(line, points, reason, actor=world.office)
    assert Deduction.objects.get(cycle=world.cycle) == line
    assert not TrailLine.objects.filter(act="deduction.corrected").exists()


def test_of_two_corrections_of_one_line_the_second_is_refused(world: World, line: Deduction) -> None:
    correct(line, Decimal("-0.3"), "一", actor=world.office)
    with pytest.raises(Refused, match="已被更正过"):
        correct(line, None, "二", actor=world.office)
    assert Deduction.objects.filter(supersedes=line).count() == 1


def test_what_is_withdrawn_is_not_withdrawn_again(world: World, line: Deduction) -> None:
    gone = correct(line, None, "一", actor=world.office)
    with pytest.raises(Refused, match="相同"):
        correct(gone, None, "二", actor=world.office)


@pytest.mark.parametrize("points", [Decimal("-0.30"), None])
def test_the_next_run_carries_the_new_points_by_the_same_factors(judged: World, points: Decimal | None) -> None:
    before, line = judged.cycle.runs.get(), Deduction.objects.get(cycle=judged.cycle)
    correct(line, points, "核查后更正", actor=judged.office)
    assert any("又有更正" in reason for reason in blockers_of(before))
    after, change = worlds.judge(judged), Fraction(points or 0) - Fraction(line.points or 0)
    factors = scheme_of(judged.cycle).rule_of("cadre.score.routine.deductions.line").factors  # type: ignore[attr-defined]
    for code, role in (("D01", "responsible"), ("P01", "principal")):
        assert carried(before, code) == Fraction(line.points or 0) * Fraction(factors[role]) != 0
        assert carried(after, code) - carried(before, code) == change * Fraction(factors[role])
    assert carried(before, "D02") == carried(after, "D02") == 0
