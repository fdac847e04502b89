"""Lists of units and cadres, and a unit's page."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cadres.access.models import Role
from cadres.people.posts.services import leave
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World


def page(client: Client, world: World, rest: str) -> str:
    answer = client.get(f"/cycles/{world.cycle.pk}/{rest}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def rows(text: str) -> int:
    return text.count('<th scope="row"')


def test_units_show_what_they_carry_and_where_they_stand(judged: World, signed_in: SignedIn) -> None:
    text = page(signed_in(judged, Role.OFFICE), judged, "units/?q=财政")
    assert rows(text) == 1 and "示例旗财政局" in text and "政府职能部门" in text
    assert "−0.50" in text and "95.00" in text and "先进集体候选" in text


def test_units_before_the_first_run_stand_without_scores(world: World, signed_in: SignedIn) -> None:
    text = page(signed_in(world, Role.OFFICE), world, "units/")
    assert rows(text) == 4 and "95.00" not in text


@pytest.mark.parametrize(
    ("rest", "count"),
    [
        ("units/?category=government", 3),
        ("units/?category=social", 0),
        ("units/?q=教 体 局", 1),
        ("cadres/?group=deputy", 5),
        ("cadres/?category=sumu", 3),
        ("cadres/?group=deputy&category=sumu", 2),
        ("cadres/?q=乌力吉巴特尔", 1),
        ("cadres/?q=党委书记", 1),
        ("cadres/?q=%25", 0),
    ],
)
def test_lists_are_narrowed_by_group_category_and_words(
    world: World, signed_in: SignedIn, rest: str, count: int
) -> None:
    assert rows(page(signed_in(world, Role.OFFICE), world, rest)) == count


def test_lists_have_pages_of_fifty(world: World, signed_in: SignedIn) -> None:
    worlds.more_cadres(world, 50)
    office = signed_in(world, Role.OFFICE)
    assert [rows(page(office, world, f"cadres/?page={number}")) for number in (1, 2)] == [50, 10]


def test_a_unit_leader_sees_his_own_unit_only(published: World, signed_in: SignedIn) -> None:
    leader = signed_in(published, Role.UNIT_LEADER)
    assert rows(page(leader, published, "units/")) == 1
    text = page(leader, published, "cadres/")
    assert rows(text) == 3 and "张敏" in text and "李伟" not in text
    assert leader.get(f"/cycles/{published.cycle.pk}/units/A02/").status_code == 404


def test_the_list_opens_the_pages_of_those_whom_the_reader_may_look_up(world: World, signed_in: SignedIn) -> None:
    """Who has left the unit stays in the year's list, and the page is no longer its leader's to open."""
    link = f'href="/people/{world.people["D01"].pk}/"'
    assert link in page(signed_in(world, Role.UNIT_LEADER), world, "cadres/")
    leave(world.people["D01"].posts.get(), date(2016, 12, 31), "transferred", "文", actor=world.office)
    assert link not in page(signed_in(world, Role.UNIT_LEADER), world, "cadres/")
    assert link in page(signed_in(world, Role.OFFICE), world, "cadres/")


def test_a_cadre_has_no_business_in_the_register(published: World, signed_in: SignedIn) -> None:
    cadre = signed_in(published, Role.CADRE)
    for rest in ("units/", "units/A01/", "cadres/"):
        assert cadre.get(f"/cycles/{published.cycle.pk}/{rest}").status_code == 403


def test_an_interface_account_has_no_pages_of_the_register(published: World, signed_in: SignedIn) -> None:
    client = signed_in(published, Role.CLIENT)
    for page in ("units/", "cadres/", "units/A01/"):
        assert client.get(f"/cycles/{published.cycle.pk}/{page}").status_code == 403
    assert client.get("/api/v1/units/").status_code == 200


def test_another_countys_register_is_not_found(world: World, foreign: World, signed_in: SignedIn) -> None:
    for rest in ("units/", "units/A01/", "cadres/"):
        assert signed_in(foreign, Role.OFFICE).get(f"/cycles/{world.cycle.pk}/{rest}").status_code == 404


def test_a_units_page_holds_people_tasks_and_deductions(judged: World, signed_in: SignedIn) -> None:
    text = page(signed_in(judged, Role.OFFICE), judged, "units/A01/")
    for said in ("苏和巴特尔", "张敏", "赵刚", "控辍保学责任落实", "张敏 60% <b>主要责任</b>", "苏和巴特尔 40%"):
        assert said in text
    assert "示例督通报〔2016〕14号" in text and "政府职能部门第 1" in text
    assert '<td class="num">−0.50</td>' in text


def test_units_cost_the_same_queries_for_one_row_and_for_thirty(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    worlds.more_units(world, 30)
    worlds.judge(world)
    office = signed_in(world, Role.OFFICE)
    for rest, count in (("units/?category=sumu", 1), ("units/?category=social", 30)):
        with django_assert_num_queries(11):
            assert rows(page(office, world, rest)) == count


def test_cadres_cost_the_same_queries_for_one_row_and_for_thirty(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    worlds.more_cadres(world, 30)
    worlds.judge(world)
    office = signed_in(world, Role.OFFICE)
    for rest, count in (("cadres/?q=塔娜", 1), ("cadres/?q=增补", 30)):
        with django_assert_num_queries(13):
            assert rows(page(office, world, rest)) == count


def test_a_unit_costs_the_same_queries_for_few_people_and_for_many(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    worlds.more_cadres(world, 30)
    worlds.judge(world)
    office = signed_in(world, Role.OFFICE)
    for code in ("A03", "A01"):
        with django_assert_num_queries(15):
            page(office, world, f"units/{code}/")
