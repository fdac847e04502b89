"""The trail as the auditor reads it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from cadres.access.models import Role
from cadres.trail.models import TrailLine
from cadres.trail.services import record
from tests.conftest import SignedIn
from tests.world import World


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_queries_however_long(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    client = signed_in(world, Role.AUDITOR)
    for number in range(count):
        record("run.requested", world.cycle, f"发起第{number}次测算", actor=world.office, county=world.county)
    with django_assert_num_queries(7):
        text = client.get("/trail/?area=run").content.decode()
    assert text.count("次测算</") + text.count("次测算<small") == count


def test_filters_by_area_and_words(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.AUDITOR)
    everything = client.get("/trail/").content.decode()
    assert "建立2016年度综合考评" in everything and "采用《" in everything
    schemes = client.get("/trail/?area=scheme").content.decode()
    assert "采用《" in schemes and "建立2016年度综合考评" not in schemes
    assert "没有符合条件的留痕" in client.get("/trail/?q=无此事").content.decode()


def test_live_search_answers_with_the_list_alone(world: World, signed_in: SignedIn) -> None:
    text = signed_in(world, Role.AUDITOR).get("/trail/?q=建立", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text and "建立2016年度综合考评" in text


def test_another_countys_trail_does_not_show(world: World, foreign: World, signed_in: SignedIn) -> None:
    record("run.requested", foreign.cycle, "邻旗之事", actor=foreign.office, county=foreign.county)
    assert TrailLine.objects.filter(summary="邻旗之事").exists()
    assert "邻旗之事" not in signed_in(world, Role.AUDITOR).get("/trail/").content.decode()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.APPROVER, Role.UNIT_LEADER, Role.CADRE, Role.CLIENT])
def test_only_the_auditor_reads_it(world: World, signed_in: SignedIn, role: Role) -> None:
    assert signed_in(world, role).get("/trail/").status_code == 403


def test_an_account_with_a_long_user_name_leaves_its_line(world: World) -> None:
    world.office.username, world.office.display_name = "考" * 150, ""
    world.office.save()
    line = record("run.requested", world.cycle, "发起测算", actor=world.office, county=world.county)
    line.refresh_from_db()
    assert (line.actor_name, line.actor) == ("考" * 60, world.office)
