"""What the engine says after the score is kept with the run and its results, and cannot be changed."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from assessment.cycles.selectors import scheme_of
from assessment.runs.archives import archive_of
from assessment.runs.models import Result, Run
from assessment.runs.totals import flagged_of, graded_of, paid_of
from scoring.model.figure import loads
from tests.world import World


def of(run: Run, code: str) -> Result:
    return run.results.select_related("seat").get(seat__code=code, kind="cadre")


def test_a_result_keeps_grade_reasons_places_flags_and_payouts(ruled: World) -> None:
    run = ruled.cycle.runs.get(number=2)
    first, last = of(run, "D02"), of(run, "D04")
    assert (first.grade, first.place, first.places) == ("excellent", "in", [["excellent", "in"], ["commended", "in"]])
    assert first.reasons == [
        "得分 95.00，不低于 95，为“优秀”〔得分满95分可评优秀，满90分称职，其余基本称职。〕",
        "在“优秀个人”名额 1 个之内，为“优秀”"
        "〔优秀个人不超过参评干部的15%，按类分配；并列跨线的，由考核工作领导小组裁定。〕",
    ]
    assert (first.flags, last.grade) == ([], "basic")
    assert last.flags == [
        ["last", "末位提醒：第 4 名（共 4 名），在后 1 名之内〔同类干部居末位的，列入提醒。〕"],
        ["card", "红牌：红黄牌为红牌〔同类干部居末位的，列入提醒。〕"],
    ]
    assert [loads(text).value for text in last.payouts] == [Decimal("532.43")]


def test_an_open_tie_leaves_the_grade_and_every_share_of_the_pool_open(tied: World) -> None:
    run = tied.cycle.runs.get()
    waiting = of(run, "D01")
    assert (waiting.grade, waiting.quota, waiting.place) == ("", "commended", "in")
    assert waiting.places == [["excellent", "undecided"], ["commended", "in"]]
    assert "等次未定" in waiting.reasons[-1]
    assert {loads(text).value for row in run.results.filter(kind="cadre") for text in row.payouts} == {None}


def test_a_run_counts_grades_flags_and_payouts(ruled: World) -> None:
    run = ruled.cycle.runs.get(number=2)
    assert run.grades == {
        "cadre": {
            "principal": {"competent": 4},
            "deputy": {"excellent": 1, "competent": 2, "basic": 1, "": 1},
            "non_leading": {"competent": 1},
        }
    }
    assert run.flags == {"last": 2, "card": 2}
    assert {sums["payout"]: sums for sums in run.payouts} == {
        "award": {
            "payout": "award", "peer_group": "", "told": 10, "open": 0, "total": "10000.00", "pool": "10000",
        },
        "factor": {"payout": "factor", "peer_group": "", "told": 4, "open": 0, "total": "4.40", "pool": None},
    }  # fmt: skip


def test_the_totals_say_what_is_shared_out_and_what_is_left(tied: World) -> None:
    run, scheme = tied.cycle.runs.get(), scheme_of(tied.cycle)
    award, factor = paid_of(run, scheme)
    assert (award.told, award.open, award.total, award.pool, award.left) == (0, 10, "0.00", "10000.00", Decimal(10000))
    assert (factor.told, factor.pool, factor.left) == (4, None, None)
    (table,) = graded_of(run, scheme)
    assert table.summed == [("优秀", 0), ("称职", 6), ("基本称职", 1), ("未定", 3)]
    assert [(flag.label, flag.count) for flag in flagged_of(run, scheme)] == [("末位提醒", 2), ("红牌", 2)]


def test_the_archive_recomputes_the_run_with_all_of_it(ruled: World) -> None:
    run = ruled.cycle.runs.get(number=2)
    assert run.digest in archive_of(run)


@pytest.mark.parametrize("column", ["grade", "reasons", "places", "flags", "payouts"])
def test_the_database_refuses_a_change(ruled: World, column: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Result.objects.filter(run__number=2).update(**{column: [] if column != "grade" else "excellent"})


def test_the_first_method_keeps_nothing_of_it(judged: World) -> None:
    run = judged.cycle.runs.get()
    assert (run.grades, run.flags, run.payouts) == ({}, {}, [])
    kept = set(run.results.values_list("grade", "reasons__0", "places__0", "flags__0", "payouts__0"))
    unranked = "立案审查，暂不排名〔立案审查期间的干部参加考核，不确定等次，不参加排名。〕"
    assert kept == {("", None, None, None, None), ("", unranked, None, None, None)}
