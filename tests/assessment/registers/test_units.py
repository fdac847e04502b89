"""The register of units: the list of a day, a unit's page, the acts on it, the fixed order, saved views."""

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessment.registers.models import SavedView
from cadres.access.models import Role
from cadres.people.models import Person
from cadres.people.posts.selectors import team_of
from cadres.people.posts.services import NewPost, take_up
from cadres.trail.models import TrailLine
from cadres.units import acts
from cadres.units.models import Unit, UnitAct
from cadres.versions import order_mark
from tests.conftest import SignedIn
from tests.world import World

GROUND = {"on": "2017-03-01", "paper": "示例编发〔2017〕3号", "reason": "机构改革"}


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def names(text: str) -> list[str]:
    return [part.split("<")[0] for part in text.split('/">')[1:] if "</a><small>" in part[: part.find("\n")]]


def send(client: Client, unit: Unit, deed: str, **fields: Any) -> HttpResponse:
    return client.post(f"/register/units/{unit.pk}/{deed}/", {"version": unit.version, **GROUND, **fields})


def unit(world: World, code: str = "A01") -> Unit:
    return Unit.objects.get(county=world.county, code=code)


def test_the_list_is_a_tree_in_protocol_order(world: World, signed_in: SignedIn) -> None:
    Unit.objects.filter(pk=world.units["A03"].pk).update(parent=world.units["A01"], deputy_posts=0)
    text = page(signed_in(world, Role.OFFICE), "/register/units/")
    assert names(text) == ["示例旗财政局", "示例旗审计局", "示例旗教育体育局", "独贵塔拉镇"]
    assert text.count('class="deep-1"') == 1 and text.count("超职数") == 1


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=教 体", 1),
        ("q=a0", 3),
        ("category=sumu", 1),
        ("kind=vertical", 0),
        ("state=gone", 0),
        ("state=all", 4),
        ("day=2030-02-31", 4),
        ("q=%25", 0),
        ("page=99", 4),
    ],
)
def test_the_list_is_narrowed(world: World, signed_in: SignedIn, query: str, count: int) -> None:
    assert len(names(page(signed_in(world, Role.OFFICE), f"/register/units/?{query}"))) == count


def test_the_list_of_a_day_has_that_days_units_and_names(world: World, signed_in: SignedIn) -> None:
    one = unit(world)
    ground = acts.Ground(date(2017, 3, 1), "1号", "改")
    acts.rename(one, one.version, "示例旗财政和国资局", "财资局", ground, actor=world.office)
    office = signed_in(world, Role.OFFICE)
    assert names(page(office, "/register/units/?day=2017-02-28"))[0] == "示例旗财政局"
    assert names(page(office, "/register/units/?day=2017-03-01"))[0] == "示例旗财政和国资局"
    assert len(names(page(office, "/register/units/?q=示例旗财政局&day=2017-02-28"))) == 1


def test_a_units_people_see_their_own_unit_alone(world: World, signed_in: SignedIn) -> None:
    leader = signed_in(world, Role.UNIT_LEADER)
    assert names(page(leader, "/register/units/")) == ["示例旗财政局"]
    assert "登记变动" not in page(leader, f"/register/units/{world.units['A01'].pk}/")
    assert leader.get(f"/register/units/{world.units['S01'].pk}/").status_code == 404


def test_1400_units_cost_no_more_questions_than_a_few(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    office = signed_in(world, Role.OFFICE)
    with django_assert_num_queries(11):
        page(office, "/register/units/")
    more = (
        Unit(county=world.county, code=f"M{n:04}", name=f"巴彦温都尔嘎查第{n}单位", category="social", protocol_order=n)
        for n in range(10, 1_410)
    )
    Unit.objects.bulk_create(more)
    with django_assert_num_queries(11):
        text = page(office, "/register/units/")
    assert len(names(text)) == 200 and "共 1404 个" in text


def test_a_rename_through_the_page_is_told_there(world: World, signed_in: SignedIn) -> None:
    office = signed_in(world, Role.OFFICE)
    answer = send(office, unit(world), "rename", name=" 示例旗 财政和国资局", short_name="财资局")
    assert answer.status_code == 302 and unit(world).name == "示例旗财政和国资局"
    text = page(office, f"/register/units/{unit(world).pk}/")
    assert "“示例旗财政局”更名为“示例旗财政和国资局”" in text
    assert "示例编发〔2017〕3号；机构改革；示例旗考评办" in text
    assert "成立 至 2017-02-28" in text and "2017-03-01 至 今" in text


def test_who_acts_on_a_page_that_is_out_of_date_is_told_and_keeps_what_he_wrote(
    world: World, signed_in: SignedIn
) -> None:
    office, seen = signed_in(world, Role.OFFICE), unit(world)
    send(office, seen, "adjust", category="government", establishment="35", protocol_order="1")
    text = send(office, seen, "rename", name="后来的名称").content.decode()
    assert "另一位经办人刚刚登记了" in text and 'value="后来的名称"' in text
    assert 'name="version" value="2" id="rename_version"' in text
    assert (unit(world).name, unit(world).establishment, UnitAct.objects.count()) == ("示例旗财政局", 35, 1)


def test_a_merger_through_the_page_takes_people_along(world: World, signed_in: SignedIn) -> None:
    office, into = signed_in(world, Role.OFFICE), unit(world, "A03")
    assert send(office, unit(world), "merge", into=into.pk, carries="on").status_code == 302
    text = page(office, f"/register/units/{unit(world).pk}/")
    assert "已撤销" in text and "由其承继" in text and "没有现任人员" in text
    assert "5 人次" in page(office, f"/register/units/{into.pk}/")


@pytest.mark.parametrize(
    ("deed", "fields", "told"),
    [
        ("rename", {"name": ""}, "必填"),
        ("rename", {"name": "新", "on": "2017-02-30"}, "没有这一天"),
        ("rename", {"name": "新", "version": "x"}, "请刷新后重新填写"),
        ("merge", {"into": "999999"}, "选择一个有效的选项"),
        ("abolish", {}, "还有人在任"),
        ("split", {"successors": []}, "必填"),
        ("adjust", {"category": "government", "protocol_order": "0"}, "大于或等于"),
    ],
)
def test_what_cannot_be_is_told_on_the_page(
    world: World, signed_in: SignedIn, deed: str, fields: dict[str, Any], told: str
) -> None:
    answer = send(signed_in(world, Role.OFFICE), unit(world), deed, **fields)
    assert answer.status_code == 200 and told in answer.content.decode()
    assert not UnitAct.objects.exists() and unit(world).version == 1


def test_another_countys_unit_is_no_heir(world: World, foreign: World, signed_in: SignedIn) -> None:
    into = foreign.units["A03"].pk
    text = send(signed_in(world, Role.OFFICE), unit(world), "merge", into=into, carries="on").content.decode()
    assert "选择一个有效的选项" in text and unit(world).abolished_on is None


def test_a_new_unit_is_entered_with_its_paper(world: World, signed_in: SignedIn) -> None:
    office = signed_in(world, Role.OFFICE)
    sent = {
        **GROUND,
        "version": 1,
        "code": "Ａ０9",
        "name": "示例旗 档案馆",
        "category": "government",
        "protocol_order": 9,
    }
    assert office.post("/register/units/new/", sent).status_code == 302
    new = unit(world, "A09")
    assert (new.name, new.founded_on, new.acts.get().paper) == ("示例旗档案馆", date(2017, 3, 1), "示例编发〔2017〕3号")
    assert "代码已属于另一个单位" in office.post("/register/units/new/", sent).content.decode()


def test_the_order_is_written_in_numbers(world: World, signed_in: SignedIn) -> None:
    office = signed_in(world, Role.OFFICE)
    standing = list(Unit.objects.filter(county=world.county))
    places = {f"place-{one.pk}": 9 - n for n, one in enumerate(standing)}
    sent = places | {"seen": acts.order_now(standing), "reason": "会议议定"}
    assert office.post("/register/units/order/", sent).status_code == 302
    assert list(Unit.objects.filter(county=world.county)) == standing[::-1]
    assert "另一位经办人刚刚调整了单位排序" in office.post("/register/units/order/", sent).content.decode()
    now = sent | {"seen": acts.order_now(standing[::-1]), f"place-{standing[0].pk}": "九"}
    assert "应为正整数" in office.post("/register/units/order/", now).content.decode()


@pytest.mark.parametrize(
    ("picked", "side", "beside", "order"),
    [
        ((3, 1), "before", 0, [1, 3, 0, 2]),
        ((0, 1), "after", 3, [2, 3, 0, 1]),
        ((2,), "after", 1, [0, 1, 2, 3]),
    ],
)
def test_those_ticked_are_moved_as_a_block(
    world: World, signed_in: SignedIn, picked: tuple[int, ...], side: str, beside: int, order: list[int]
) -> None:
    office, standing = signed_in(world, Role.OFFICE), list(Unit.objects.filter(county=world.county))
    answer = office.post("/register/units/order/", block(standing, picked, side, standing[beside].pk))
    assert answer.status_code == 302
    assert [standing.index(one) for one in Unit.objects.filter(county=world.county)] == order
    assert TrailLine.objects.get(act="unit.arranged").reason == "会议议定"


def block(standing: list[Unit], picked: tuple[int, ...], side: str, beside: object) -> dict[str, object]:
    """What the page sends when those at the places `picked` are moved."""
    places = {f"place-{one.pk}": n for n, one in enumerate(standing, 1)}
    ticked = {"pick": [standing[at].pk for at in picked], "act": "move", "side": side, "beside": beside}
    return places | ticked | {"seen": acts.order_now(standing), "reason": "会议议定"}


def test_a_block_has_somewhere_to_go_and_what_was_ticked_stays_ticked(world: World, signed_in: SignedIn) -> None:
    office, standing = signed_in(world, Role.OFFICE), list(Unit.objects.filter(county=world.county))
    path, at = "/register/units/order/", standing[2].pk
    assert "请先勾选" in office.post(path, block(standing, (), "before", at)).content.decode()
    for nowhere in (at, "", "x", 10**9):
        told = office.post(path, block(standing, (2,), "before", nowhere) | {f"place-{at}": 77}).content.decode()
        assert "不能是勾选的之一" in told and told.count(" checked") == 1 and 'value="77"' in told
    assert list(Unit.objects.filter(county=world.county)) == standing


def test_a_view_is_kept_for_its_owner_and_holds_only_what_narrows(world: World, signed_in: SignedIn) -> None:
    office, auditor = signed_in(world, Role.OFFICE), signed_in(world, Role.AUDITOR)
    sent = {"page": "units", "name": "政府口", "query": "category=government&page=3&next=//evil"}
    assert office.post("/register/views/", sent)["Location"] == "/register/units/?category=government"
    view = SavedView.objects.get()
    assert (view.user, view.query) == (world.office, "category=government")
    assert "政府口" in page(office, "/register/units/") and "政府口" not in page(auditor, "/register/units/")
    assert auditor.post(f"/register/views/{view.pk}/drop/").status_code == 404
    assert office.post(f"/register/views/{view.pk}/drop/").status_code == 302 and not SavedView.objects.exists()
    for wrong in ({"page": "x", "name": "a", "query": "q=1"}, {"page": "units", "name": "", "query": "q=1"}):
        office.post("/register/views/", wrong)
    assert not SavedView.objects.exists()


def test_only_what_the_writer_changed_is_changed(world: World, signed_in: SignedIn) -> None:
    """Two fill in the same form; the second, told of the first, sends his again: neither wipes out the other's."""
    office, seen = signed_in(world, Role.OFFICE), unit(world)
    stood = {"category": "government", "protocol_order": "1", "establishment": ""}
    sent = stood | {f"initial-{name}": value for name, value in stood.items()}
    assert send(office, seen, "adjust", **sent | {"establishment": "35"}).status_code == 302
    late = sent | {"principal_posts": "1", "initial-principal_posts": ""}
    assert "另一位经办人" in send(office, seen, "adjust", **late).content.decode()
    assert send(office, unit(world), "adjust", **late).status_code == 302
    assert (unit(world).establishment, unit(world).principal_posts) == (35, 1)


def test_a_teams_order_is_set_by_numbers_within_its_classes(world: World, signed_in: SignedIn) -> None:
    office = signed_in(world, Role.OFFICE)
    more = Person.objects.get(county=world.county, code="D02")
    take_up(more, NewPost(unit(world), "副局长", "deputy", "concurrent"), date(2016, 1, 1), "1号", actor=world.office)
    posts = team_of(unit(world))
    assert [post.person.name for post in posts] == ["苏和巴特尔", "张敏", "李伟", "赵刚"]
    places = {f"place-{post.pk}": 9 - n for n, post in enumerate(posts)}
    sent = places | {"seen": order_mark(post.pk for post in posts), "reason": "会议议定"}
    path = f"/register/units/{unit(world).pk}/team/"
    assert office.post(path, sent).status_code == 302
    assert [post.person.name for post in team_of(unit(world))] == ["苏和巴特尔", "李伟", "张敏", "赵刚"]
    assert TrailLine.objects.get(act="unit.team_arranged").after == ["苏和巴特尔", "李伟", "张敏", "赵刚"]
    assert "班子成员或排序刚刚有变动" in office.post(path, sent).content.decode()
    now = [post.pk for post in team_of(unit(world))]
    numbers = {f"place-{key}": n for n, key in enumerate(now)} | {"seen": order_mark(now), "reason": "会议议定"}
    moved = numbers | {"pick": [now[2]], "act": "move", "side": "before"}
    assert "类别不同" in office.post(path, moved | {"beside": now[0]}).content.decode()
    assert office.post(path, moved | {"beside": now[1]}).status_code == 302
    assert [post.person.name for post in team_of(unit(world))] == ["苏和巴特尔", "张敏", "李伟", "赵刚"]
