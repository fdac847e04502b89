"""A year at a glance."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from assessment.cycles.selectors import scheme_of
from assessment.entries.models import Entry
from assessment.entries.services import correct
from assessment.overview.completeness import heat_of
from assessment.runs.services import rule
from cadres.access.models import Role
from tests import world as worlds
from tests.conftest import SignedIn
from tests.roles import unfrozen
from tests.world import World


def overview(world: World, signed_in: SignedIn, role: Role = Role.OFFICE) -> str:
    answer = signed_in(world, role).get(f"/cycles/{world.cycle.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_home_leads_to_the_newest_year(world: World, signed_in: SignedIn) -> None:
    assert signed_in(world, Role.OFFICE).get("/")["Location"] == f"/cycles/{world.cycle.pk}/"


def test_before_a_run_the_run_is_next(world: World, signed_in: SignedIn) -> None:
    text = overview(world, signed_in)
    assert "下一步：发起测算" in text and text.count('<li class="done">') == 4
    assert "应有得分" in text and "缺 " not in text


def test_after_a_run_with_a_tie_the_ruling_is_next(judged: World, signed_in: SignedIn) -> None:
    text = overview(judged, signed_in, Role.APPROVER)
    assert "下一步：查看同分" in text and "1 处同分跨线" in text


def test_after_a_ruling_a_new_run_is_next(judged: World, signed_in: SignedIn) -> None:
    run = judged.cycle.runs.get()
    day = judged.cycle.last_on
    rule(run, "excellent", "deputy", ["D02"], decided_by="甲", decided_on=day, document="纪要", actor=judged.approver)
    text = overview(judged, signed_in)
    assert "此后又有更正、裁定或新的数据表，需要重新测算" in text and "下一步：发起测算" in text


def test_once_published_nothing_is_next(published: World, signed_in: SignedIn) -> None:
    text = overview(published, signed_in)
    assert "第1次公布，示例旗审签领导签发" in text


def test_a_gap_shows_in_its_month_and_counts(world: World, signed_in: SignedIn) -> None:
    entry = Entry.objects.get(seat=world.seats["cadre", "P02"], source="routine", period="2016-03")
    correct(entry, None, "重复", actor=world.office)
    text = overview(world, signed_in)
    assert text.count('class="heat-some" title="应有 10 项，已有 9 项">缺1<') == 1
    assert "缺 1 项，见下方完整情况" in text


def test_a_mark_of_a_day_out_of_office_does_not_hide_a_gap(world: World, signed_in: SignedIn) -> None:
    seat = world.seats["cadre", "P02"]
    seat.first_on = seat.first_on.replace(month=4)
    with unfrozen("assessment_seat"):
        seat.save()
    assert 'title="应有 9 项，已有 9 项"' in overview(world, signed_in)


def test_readers_find_their_own_score_once_published(published: World, signed_in: SignedIn) -> None:
    text = overview(published, signed_in, Role.CADRE)
    assert "张敏" in text and "95.00" in text and "苏和巴特尔" not in text
    assert "进展" not in text


def test_a_units_name_is_said_once(published: World, signed_in: SignedIn) -> None:
    assert published.seats["unit", "A01"].post_line == published.seats["team", "A01"].post_line == ""
    leader = published.users[Role.UNIT_LEADER]
    rows = overview(published, signed_in, Role.UNIT_LEADER).partition("<tbody>")[2]
    assert leader.assignments.get().unit == published.units["A01"]
    assert rows.count("<td>示例旗财政局</td>") == rows.count("<td>示例旗财政局领导班子</td>") == 1


def test_readers_find_nothing_before(judged: World, signed_in: SignedIn) -> None:
    text = overview(judged, signed_in, Role.CADRE)
    assert "本年度结果尚未公布" in text and "95.00" not in text


def test_a_unit_leader_does_not_read_the_score_of_who_is_undetermined(published: World, signed_in: SignedIn) -> None:
    leader = published.users[Role.UNIT_LEADER]
    leader.assignments.update(unit=published.units["A03"])
    text = overview(published, signed_in, Role.UNIT_LEADER)
    assert "刘洋" in text and "不参加排名" in text and "不定等次" not in text and "97.00" not in text


def test_another_countys_year_is_not_found(world: World, foreign: World, signed_in: SignedIn) -> None:
    assert signed_in(world, Role.OFFICE).get(f"/cycles/{foreign.cycle.pk}/").status_code == 404


def test_nothing_of_who_is_gone_before_the_reference_date_is_lacking(world: World) -> None:
    with unfrozen("assessment_seat"):
        gone = world.seats["cadre", "D04"]
        gone.last_on = date(2016, 8, 31)
        gone.save()
    for entry in Entry.objects.filter(seat=gone, source="special"):
        correct(entry, None, "已退休", actor=world.office)
    assert worlds.judge(world).missing == []
    cells = [cell for row in heat_of(world.cycle, scheme_of(world.cycle)) for cell in row.cells]
    assert sum(cell.lacking for cell in cells) == 0 and sum(cell.due for cell in cells) > 0


@pytest.mark.parametrize("more", [0, 30])
def test_asks_the_same_queries_however_large(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    if more:
        worlds.more_cadres(world, more)
    worlds.judge(world)
    client = signed_in(world, Role.OFFICE)
    with django_assert_num_queries(22):
        client.get(f"/cycles/{world.cycle.pk}/")


@pytest.mark.parametrize("more", [0, 30])
def test_a_leader_asks_the_same_queries_however_large_the_unit(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    if more:
        worlds.more_cadres(world, more)
    worlds.publish(world, worlds.judge(world))
    client = signed_in(world, Role.UNIT_LEADER)
    with django_assert_num_queries(11):
        client.get(f"/cycles/{world.cycle.pk}/")
