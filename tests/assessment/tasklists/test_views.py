"""The three-tier tree: folded, unfolded part by part, searched, and bounded by what one may see."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessment.cycles.models import Cycle
from assessment.cycles.services import adopt_scheme, open_cycle
from assessment.tasklists.models import CountyTask, UnitTask
from cadres.access.models import Role
from cadres.accounts.models import User
from scoring.shipped import scheme_text
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World


def page(client: Client, world: World, rest: str = "", **headers: str) -> str:
    answer = client.get(f"/cycles/{world.cycle.pk}/tasks/{rest}", headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def goal(world: World, code: str) -> CountyTask:
    return CountyTask.objects.get(cycle=world.cycle, code=code)


def task(world: World, unit: str) -> UnitTask:
    return UnitTask.objects.get(cycle=world.cycle, code=f"{unit}-01")


def test_the_tree_starts_with_fields_and_goals(world: World, signed_in: SignedIn) -> None:
    text = page(signed_in(world, Role.OFFICE), world)
    assert "全面建成小康社会" in text and "党风廉政建设" in text
    assert text.count("2 个单位，2 项") == 2 and "控辍保学" not in text


def test_it_unfolds_level_by_level_and_every_level_is_a_page_of_its_own(world: World, signed_in: SignedIn) -> None:
    office = signed_in(world, Role.OFFICE)
    for rest, said in (
        (f"goals/{goal(world, '5-01').pk}/", "示例旗财政局：控辍保学责任落实"),
        (f"units/{world.seats['unit', 'A01'].pk}/", "一级任务 5-01（党风廉政建设）"),
        (f"{task(world, 'A01').pk}/", "60%"),
    ):
        whole = page(office, world, rest)
        part = page(office, world, rest, HX_Request="true")
        assert said in whole and said in part
        assert "<html" in whole and "<html" not in part


def test_members_stand_with_their_shares_and_who_is_mainly_responsible_first(world: World, signed_in: SignedIn) -> None:
    text = page(signed_in(world, Role.OFFICE), world, f"{task(world, 'A01').pk}/")
    assert text.index("张敏") < text.index("<b>主要责任</b>") < text.index("苏和巴特尔") < text.index("40%")
    assert text.count("全年") == 2


def test_the_tree_by_unit_lists_every_unit_with_tasks(world: World, signed_in: SignedIn) -> None:
    text = page(signed_in(world, Role.OFFICE), world, "?by=unit")
    assert all(unit.name in text for unit in world.units.values())


@pytest.mark.parametrize(
    ("words", "count"), [("A01-01", 1), ("控辍", 4), ("张敏", 1), ("教育体育局", 1), ("脱贫攻坚", 2), ("查无此事", 0)]
)
def test_search_finds_by_number_content_unit_goal_and_person(
    world: World, signed_in: SignedIn, words: str, count: int
) -> None:
    text = page(signed_in(world, Role.OFFICE), world, f"?q={words}")
    assert text.count('<th scope="row"') == count


def test_a_unit_leader_sees_the_tasks_of_his_unit_only(world: World, signed_in: SignedIn) -> None:
    leader = signed_in(world, Role.UNIT_LEADER)
    assert page(leader, world).count("1 个单位，1 项") == 1
    page(leader, world, f"{task(world, 'A01').pk}/")
    for rest in (
        f"{task(world, 'A02').pk}/",
        f"goals/{goal(world, '1-01').pk}/",
        f"units/{world.seats['unit', 'A02'].pk}/",
    ):
        assert leader.get(f"/cycles/{world.cycle.pk}/tasks/{rest}").status_code == 404


def test_a_cadre_sees_the_tasks_he_has_a_share_in(world: World, signed_in: SignedIn) -> None:
    cadre = signed_in(world, Role.CADRE)
    assert page(cadre, world, "?q=控辍").count('<th scope="row"') == 1
    assert cadre.get(f"/cycles/{world.cycle.pk}/tasks/{task(world, 'A02').pk}/").status_code == 404


def test_another_countys_lists_are_not_found(world: World, foreign: World, signed_in: SignedIn) -> None:
    stranger = signed_in(foreign, Role.OFFICE)
    for rest in ("", f"{task(world, 'A01').pk}/", f"goals/{goal(world, '5-01').pk}/"):
        assert stranger.get(f"/cycles/{world.cycle.pk}/tasks/{rest}").status_code == 404
        crossed = stranger.get(f"/cycles/{foreign.cycle.pk}/tasks/{rest}")
        assert crossed.status_code == (404 if rest else 200)


def test_costs_the_same_queries_for_one_row_and_for_thirty(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    office = signed_in(world, Role.OFFICE)
    few = {"": 7, "?by=unit": 7, "?q=财政局": 9, f"goals/{goal(world, '1-01').pk}/": 9}
    for rest, queries in few.items():
        with django_assert_num_queries(queries):
            page(office, world, rest)
    worlds.more_units(world, 30)
    for rest, queries in {**few, "?q=增设": 9}.items():
        with django_assert_num_queries(queries):
            page(office, world, rest)


def test_a_year_without_lists_whose_scheme_asks_for_none_does_not_offer_them(world: World, signed_in: SignedIn) -> None:
    office, county = signed_in(world, Role.OFFICE), world.cycle.county
    user = User.objects.get(pk=office.session["_auth_user_id"])
    scheme = adopt_scheme(county, "dongtou/2018", scheme_text("dongtou/2018"), actor=user)
    other = open_cycle(county, scheme.effective_from.year + 1, scheme, actor=user)

    def offered(cycle: Cycle) -> bool:
        text = office.get(f"/cycles/{cycle.pk}/").content.decode()
        assert "名册与清单" in text
        return f'href="/cycles/{cycle.pk}/tasks/"' in text

    assert (offered(world.cycle), offered(other)) == (True, False)
    CountyTask.objects.create(cycle=other, code="1-01", field="经济", title="导入过的任务")
    assert offered(other)
