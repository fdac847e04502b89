"""What befalls units on a day, what they are called on any other, and what the database refuses whoever asks."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from assessment.tasklists.selectors import unit_tasks_for
from cadres.access.models import Role
from cadres.jobs.services import Refused
from cadres.people.models import Post
from cadres.people.posts.reorganising import merge_with_people
from cadres.people.posts.services import NewPost, leave, take_up
from cadres.trail.models import TrailLine
from cadres.units import acts, services
from cadres.units.models import Succession, Unit, UnitAct, UnitName
from cadres.units.selectors import by_any_name, called_on, existing_on
from tests import races
from tests.world import World

ON = date(2017, 3, 1)
GROUND = acts.Ground(ON, "示例编发〔2017〕3号", "机构改革")
EVE = ON - timedelta(days=1)


def unit(world: World, code: str = "A01") -> Unit:
    return Unit.objects.get(county=world.county, code=code)


def rename(world: World, name: str, short: str = "", ground: acts.Ground = GROUND, code: str = "A01") -> None:
    one = unit(world, code)
    acts.rename(one, one.version, name, short, ground, actor=world.office)


def empty(world: World, code: str) -> Unit:
    """The unit after everybody has left it."""
    for post in Post.objects.filter(unit=world.units[code], last_on=None):
        leave(post, EVE, "dismissed", "示例组干〔2017〕1号", actor=world.office)
    return unit(world, code)


def enter(world: World, code: str, name: str, on: date = ON) -> Unit:
    new = Unit(code=code, name=name, category="government", protocol_order=90)
    return acts.enter(world.county, new, acts.Ground(on, "示例编发〔2017〕3号", "新设"), actor=world.office)


def test_a_rename_leaves_the_days_before_as_they_were(world: World) -> None:
    rename(world, "示例旗财政和国有资产局", "财资局")
    one = unit(world)
    assert (one.name, one.short_name, one.version) == ("示例旗财政和国有资产局", "财资局", 2)
    assert called_on([one], EVE)[one.pk] == ("示例旗财政局", "财政局")
    assert called_on([one], ON)[one.pk] == ("示例旗财政和国有资产局", "财资局")
    assert list(one.names.values_list("name", "first_on", "last_on")) == [
        ("示例旗财政和国有资产局", ON, None),
        ("示例旗财政局", None, EVE),
    ]
    line = TrailLine.objects.get(act="unit.renamed")
    assert line.before == {"name": "示例旗财政局", "short_name": "财政局"}
    assert (line.reason, line.detail) == ("机构改革", {"document": "示例编发〔2017〕3号"})
    act = UnitAct.objects.get()
    assert (act.told, act.on) == ("“示例旗财政局”更名为“示例旗财政和国有资产局”", ON)


def test_three_names_in_a_row_are_each_had_on_their_days(world: World) -> None:
    rename(world, "甲局", ground=acts.Ground(date(2015, 1, 1), "1号", "改"))
    rename(world, "乙局", ground=acts.Ground(date(2016, 1, 1), "2号", "改"))
    days = [date(2014, 12, 31), date(2015, 1, 1), date(2015, 12, 31), date(2016, 1, 1), timezone.localdate()]
    one = unit(world)
    assert [called_on([one], day)[one.pk].name for day in days] == ["示例旗财政局", "甲局", "甲局", "乙局", "乙局"]
    assert {name: found.code for name, found in by_any_name(world.county).items() if found.code == "A01"} == {
        "示例旗财政局": "A01",
        "甲局": "A01",
        "乙局": "A01",
    }


def test_a_frozen_year_and_its_board_keep_the_old_name(published: World, signed_in: Any) -> None:
    client = signed_in(published, Role.OFFICE)
    pages = [
        f"/cycles/{published.cycle.pk}/{rest}"
        for rest in ("board/", "units/", "ranking/unit/government/", "units/A01/")
    ]
    before = [client.get(page) for page in pages]
    assert {answer.status_code for answer in before} == {200}
    rename(published, "某局", "某")
    for page, was in zip(pages, before, strict=True):
        text = client.get(page).content.decode()
        assert "财政局" in text and "某局" not in text, page
        assert text.count("财政局") == was.content.decode().count("财政局")


def test_a_monitoring_unit_that_is_renamed_still_finds_its_tasks(world: World) -> None:
    monitor = world.users[Role.MONITOR]
    before = set(unit_tasks_for(monitor, world.cycle).values_list("code", flat=True))
    rename(world, "示例旗审计监督局", code="A03")
    assert set(unit_tasks_for(monitor, world.cycle).values_list("code", flat=True)) == before == {"S01-01"}


def test_the_days_of_a_rename_are_possible_days(world: World) -> None:
    for on, told in ((timezone.localdate() + timedelta(days=1), "不能晚于今天"), (date(16, 3, 1), "请核对年份")):
        with pytest.raises(Refused, match=told):
            rename(world, "新名", ground=acts.Ground(on, "1号", "改"))
    rename(world, "新名")
    with pytest.raises(Refused, match="不能在此之前更名"):
        rename(world, "更新名")
    with pytest.raises(Refused, match="与现用名称相同"):
        rename(world, "新名", ground=acts.Ground(ON + timedelta(days=9), "1号", "改"))
    with pytest.raises(Refused, match="另一个现有单位"):
        rename(world, "示例旗审计局", ground=acts.Ground(ON + timedelta(days=9), "1号", "改"))
    assert UnitAct.objects.count() == 1 and unit(world).version == 2


def test_a_name_entered_wrongly_is_void_and_its_days_go_to_the_right_one(world: World) -> None:
    rename(world, "财正局")
    one = unit(world)
    acts.correct_name(one, one.version, "财政管理局", "", GROUND, actor=world.office)
    one.refresh_from_db()
    assert called_on([one], ON)[one.pk].name == "财政管理局"
    assert called_on([one], EVE)[one.pk].name == "示例旗财政局"
    assert list(one.names.filter(void=True).values_list("name", flat=True)) == ["财正局"]
    assert "财正局" not in by_any_name(world.county)


def test_a_unit_without_a_name_gets_one_once(world: World) -> None:
    bare = services.register(world.county, [Unit(code="Z1", name="Z1", category="government", protocol_order=9)])["Z1"]
    assert bare.unnamed and not bare.names.exists()
    bare = unit(world, "Z1")
    acts.name_first(bare, bare.version, "示例旗档案馆", "档案馆", GROUND, actor=world.office)
    bare = unit(world, "Z1")
    assert called_on([bare], date(1990, 1, 1))[bare.pk] == ("示例旗档案馆", "档案馆")
    with pytest.raises(Refused, match="请登记更名"):
        acts.name_first(bare, bare.version, "又一个", "", GROUND, actor=world.office)


def test_a_sheet_names_the_nameless_and_renames_nobody(world: World) -> None:
    services.register(world.county, [Unit(code="Z1", name="Z1", category="government", protocol_order=9)])
    services.register(world.county, [Unit(code="Z1", name="示例旗档案馆", category="government", protocol_order=9)])
    assert unit(world, "Z1").name == "示例旗档案馆"
    rename(world, "新财政局", "新财")
    old = Unit(code="A01", name="示例旗财政局", short_name="财政局", category="government", protocol_order=1)
    saved = services.register(world.county, [old])["A01"]
    assert (saved.pk, unit(world).name, unit(world).short_name) == (world.units["A01"].pk, "新财政局", "新财")
    with pytest.raises(Refused, match="单位更名的，请先在单位名册中登记更名"):
        services.register(world.county, [Unit(code="A01", name="别的局", category="government", protocol_order=1)])


def test_a_merger_ends_the_one_and_is_told_of_both(world: World) -> None:
    one, into = empty(world, "A03"), unit(world, "A01")
    act = acts.merge(one, one.version, into, GROUND, actor=world.office)
    assert unit(world, "A03").abolished_on == ON
    assert Succession.objects.values_list("act", "former__code", "successor__code").get() == (act.pk, "A03", "A01")
    assert {u.code for u in existing_on(EVE)} - {u.code for u in existing_on(ON)} == {"A03"}
    for forbidden in (
        lambda: rename(world, "再改", code="A03"),
        lambda: acts.abolish(unit(world, "A03"), unit(world, "A03").version, GROUND, actor=world.office),
    ):
        with pytest.raises(Refused, match="已于 2017-03-01 撤销"):
            forbidden()


def test_a_merger_with_people_takes_everybody_along(world: World) -> None:
    one, into = unit(world, "A01"), unit(world, "A03")
    act, moved = merge_with_people(one, one.version, into, GROUND, actor=world.office)
    assert moved == 3 and act.told == "“示例旗财政局”并入“示例旗审计局”"
    for code in ("P01", "D01", "N01"):
        former, now = Post.objects.filter(person=world.people[code]).order_by("first_on")
        assert (former.last_on, former.left_how, now.first_on, now.last_on) == (EVE, "transferred", ON, None)
        assert (now.unit_id, now.title, now.post_level, now.begun_by) == (
            into.pk,
            former.title,
            former.post_level,
            "示例编发〔2017〕3号",
        )
    assert TrailLine.objects.filter(act="person.transferred").count() == 3


def test_a_merger_of_which_a_part_cannot_be_is_not_done_at_all(world: World) -> None:
    take_up(world.people["D02"], NewPost(unit(world), "副局长", "deputy", "concurrent"), ON, "1号", actor=world.office)
    one = unit(world)
    with pytest.raises(Refused, match="不早于单位变动之日"):
        merge_with_people(one, one.version, unit(world, "A03"), GROUND, actor=world.office)
    assert unit(world).abolished_on is None and unit(world).version == one.version
    assert Post.objects.filter(unit=one, last_on=None).count() == 4


def test_nobody_is_left_behind_in_a_unit_that_is_abolished(world: World) -> None:
    one = unit(world, "A03")
    with pytest.raises(Refused, match="还有人在任"):
        acts.abolish(one, one.version, GROUND, actor=world.office)
    assert unit(world, "A03").abolished_on is None


def test_a_split_has_two_heirs_where_the_old_one_ends(world: World) -> None:
    one = empty(world, "A02")
    new = enter(world, "A08", "示例旗体育局")
    with pytest.raises(Refused, match="至少要有两个承继单位"):
        acts.split(one, one.version, [new], GROUND, ends=True, actor=world.office)
    one = unit(world, "A02")
    acts.split(one, one.version, [new, enter(world, "A07", "示例旗教育局")], GROUND, ends=True, actor=world.office)
    assert unit(world, "A02").abolished_on == ON
    assert sorted(Succession.objects.values_list("successor__code", flat=True)) == ["A07", "A08"]
    assert UnitAct.objects.get(deed="split").told == "“示例旗教育体育局”撤销，分设为“示例旗体育局”、“示例旗教育局”"


def test_an_heir_exists_on_that_day(world: World) -> None:
    one, late = unit(world, "A02"), enter(world, "A08", "示例旗体育局", ON + timedelta(days=1))
    with pytest.raises(Refused, match="在 2017-03-01 不存在"):
        acts.split(one, one.version, [late], GROUND, ends=False, actor=world.office)


def test_an_adjustment_says_what_was_and_what_is(world: World) -> None:
    one, above = unit(world, "A03"), unit(world, "A01")
    acts.adjust(one, one.version, {"establishment": 35, "parent": above}, GROUND, actor=world.office)
    line = TrailLine.objects.get(act="unit.adjusted")
    assert line.before == {"establishment": None, "parent": ""}
    assert line.after == {"establishment": 35, "parent": "示例旗财政局"}
    above = unit(world, "A01")
    with pytest.raises(Refused, match="自己的下级单位"):
        acts.adjust(above, above.version, {"parent": unit(world, "A03")}, GROUND, actor=world.office)
    with pytest.raises(Refused, match="与现在的相同"):
        acts.adjust(above, above.version, {"establishment": None}, GROUND, actor=world.office)


def arrange(world: World, *codes: str, seen: str = "") -> int:
    now = acts.order_now(Unit.objects.filter(county=world.county, abolished_on=None))
    return acts.arrange(world.county, codes, "会议议定", seen=seen or now, actor=world.office)


def test_units_are_put_in_order_and_those_not_named_follow(world: World) -> None:
    assert arrange(world, "S01", "A03") == 4
    assert list(Unit.objects.values_list("code", flat=True)) == ["S01", "A03", "A01", "A02"]
    assert arrange(world, "S01") == 0
    with pytest.raises(Refused, match="A99"):
        arrange(world, "A99")


def test_who_arranges_what_another_has_arranged_is_told(world: World) -> None:
    seen = acts.order_now(Unit.objects.filter(county=world.county))
    arrange(world, "S01")
    with pytest.raises(Refused, match="另一位经办人刚刚调整了单位排序"):
        arrange(world, "A03", seen=seen)
    assert Unit.objects.first() == world.units["S01"]


REFUSED = {
    "a name that overlaps": ("one_unit_name_at_a_time", lambda u: UnitName.objects.create(unit=u, name="同时")),
    "an edited name": ("", lambda u: u.names.update(name="改写")),
    "an edit of the unit's name": ("unit_name_on_record", lambda u: Unit.objects.filter(pk=u.pk).update(name="直接改")),
    "a name removed": ("", lambda u: u.names.all()._raw_delete(u.names.db)),
    "an end while people are there": (
        "unit_left_by_all",
        lambda u: Unit.objects.filter(pk=u.pk).update(abolished_on=ON),
    ),
    "a second standing unit of the name": (
        "unit_name_once",
        lambda u: Unit.objects.create(county=u.county, code="Y1", name=u.name, category="government", protocol_order=1),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(world: World, what: str) -> None:
    constraint, act = REFUSED[what]
    with pytest.raises(IntegrityError, match=constraint or "append-only"), transaction.atomic():
        act(unit(world))


def test_the_database_refuses_posts_in_units_that_are_gone(world: World) -> None:
    one = empty(world, "A03")
    acts.abolish(one, one.version, GROUND, actor=world.office)
    person = world.people["D02"]
    held = {"person": person, "unit": one, "title": "副局长", "post_level": "deputy", "manner": "concurrent"}
    Post.objects.create(**held, first_on=date(2010, 1, 1), last_on=EVE)
    for last in (None, ON):
        with pytest.raises(IntegrityError, match="abolished"), transaction.atomic():
            Post.objects.create(**held, first_on=date(2010, 1, 1), last_on=last)
    with pytest.raises(Refused, match="已撤销，请选择承继它的单位"):
        take_up(person, NewPost(one, "副局长", "deputy", "concurrent"), ON, "1号", actor=world.office)


def _both_rename(world: World) -> list[Any]:
    """Two who read the unit before either wrote."""
    seen = unit(world)

    def act(number: int) -> None:
        acts.rename(seen, seen.version, f"改名{number}", "", GROUND, actor=world.office)

    return races.at_once(2, act)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_act_on_a_unit_at_once_the_second_is_told(world: World) -> None:
    first, second = sorted(_both_rename(world), key=lambda found: found is not None)
    assert first is None and isinstance(second, Refused) and "另一位经办人刚刚登记了" in str(second)
    assert (
        unit(world).version == 2
        and UnitAct.objects.count() == 1
        and UnitName.objects.filter(unit=unit(world)).count() == 2
    )


@pytest.mark.django_db(transaction=True)
def test_without_the_version_the_second_would_not_know(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard's twin: by today's date both are done, and the first one's word is gone unread."""
    monkeypatch.setattr(acts, "_claimed", lambda seen, version: Unit.objects.select_for_update().get(pk=seen.pk))
    one, two = unit(world), unit(world)
    acts.adjust(one, one.version, {"establishment": 30}, GROUND, actor=world.office)
    acts.adjust(two, two.version, {"establishment": 40}, GROUND, actor=world.office)
    assert unit(world).establishment == 40 and UnitAct.objects.count() == 2
    assert connection.vendor == "postgresql"
