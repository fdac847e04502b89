"""The red, yellow and green board."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cadres.access.models import Role
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World


def board(client: Client, world: World) -> str:
    answer = client.get(f"/cycles/{world.cycle.pk}/board/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_each_unit_has_a_dot_a_word_and_its_rank(world: World, signed_in: SignedIn) -> None:
    worlds.more_units(world, 10)
    worlds.judge(world)
    text = board(signed_in(world, Role.OFFICE), world)
    assert text.count("</i>绿</span>") == 3 + 0 + 0  # floor(30 %) of 10, of 3 and of 1
    assert text.count("</i>红</span>") == 1
    assert text.count("</i>黄</span>") == 6 + 3 + 1
    assert "增设000" in text and "社会事业部门" in text


def test_it_says_as_of_when_from_where_and_by_which_rule(published: World, signed_in: SignedIn) -> None:
    text = board(signed_in(published, Role.CADRE), published)
    assert "截至 2016年12月31日" in text and "第1次公布" in text
    assert "单位按类晾晒，前30%为绿色，末10%为红色，其余为黄色。" in text
    assert "数据来源：“三个三”综合考评工作法，第1次测算" in text


def test_no_person_appears_on_it(published: World, signed_in: SignedIn) -> None:
    text = board(signed_in(published, Role.OFFICE), published)
    assert not [person.name for person in published.people.values() if person.name in text]


def test_before_publication_it_is_for_staff(judged: World, signed_in: SignedIn) -> None:
    assert "还没有可以晾晒的结果" in board(signed_in(judged, Role.CADRE), judged)
    assert "财政局" in board(signed_in(judged, Role.OFFICE), judged)


def test_another_countys_board_is_not_found(judged: World, foreign: World, signed_in: SignedIn) -> None:
    assert signed_in(foreign, Role.OFFICE).get(f"/cycles/{judged.cycle.pk}/board/").status_code == 404


def test_costs_the_same_queries_for_few_units_and_for_many(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    worlds.judge(world)
    office = signed_in(world, Role.OFFICE)
    with django_assert_num_queries(7):
        board(office, world)
    worlds.more_units(world, 30)
    worlds.judge(world)
    with django_assert_num_queries(7):
        board(office, world)
