"""An import taken back: everything as before, or nothing."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from cadres.access.models import Assignment, Role
from cadres.accounts.models import User
from cadres.imports.models import RegisterEffect, RegisterImport
from cadres.imports.undoing import order_undoing
from cadres.jobs.models import Job, JobState
from cadres.jobs.services import Refused
from cadres.people.models import Leaving, Person, Post, Situation
from cadres.people.posts import services as posts
from cadres.people.records.services import change_facts
from cadres.people.records.withdrawing import withdraw_post
from cadres.trail.models import TrailLine
from cadres.units.acts import Ground, adjust
from cadres.units.models import Unit, UnitName
from cadres.units.services import take_back
from tests.cadres.imports.conftest import Look, perform
from tests.cadres.imports.rosters import (
    HEAD,
    PEOPLE,
    UNITS,
    UNITS_HEAD,
    changed,
    changed_unit,
    people,
    person_values,
    plain,
    table,
)


def undone(order: RegisterImport, clerk: User) -> RegisterImport:
    order = order_undoing(order, "传错了表", actor=clerk)
    assert order.undoing
    perform(order.undoing)
    order.refresh_from_db()
    return order


def refused(order: RegisterImport, clerk: User, words: str) -> None:
    order = order_undoing(order, "传错了表", actor=clerk)
    assert order.undoing
    with pytest.raises(Refused, match=words):
        perform(order.undoing)
    Job.objects.filter(pk=order.undoing.pk).update(state=JobState.FAILED)


def test_who_and_what_is_new_is_gone_again(registered: RegisterImport, clerk: User) -> None:
    order = undone(registered, clerk)
    assert order.undone_at and order.undone_by == clerk and order.remaining == []
    assert not any(model.objects.exists() for model in (Person, Post, Unit, UnitName))
    line = TrailLine.objects.order_by("pk").last()
    assert line and (line.act, line.reason) == ("register.undone", "传错了表")
    assert line.summary == "撤销名册导入：新增 3 人、任职 0 项、单位 3 个，更改 0 项"


def test_units_stay_that_something_rests_on(registered: RegisterImport, written: Look, clerk: User) -> None:
    """An account, another import and an act: each is told by the unit's name. The rest is gone."""
    finance, audit, town = Unit.objects.order_by("code")
    Assignment.objects.create(user=clerk, role=Role.UNIT_CLERK, unit=finance)
    written(table(UNITS_HEAD, changed_unit(UNITS[1], 单位简称="县审计局")))
    ground = Ground(date(2026, 3, 1), "示例编〔2026〕1号", "核定编制")
    adjust(town, town.version, {"establishment": 20, "parent": finance}, ground, actor=clerk)
    order = undone(registered, clerk)
    told = {one["name"]: one["why"].split("（")[0] for one in order.remaining}
    assert told == {
        "示例县财政局": "角色、下级单位",
        "示例县审计局": "后来的导入",
        "示例镇": "机构变动",
    }
    assert not Person.objects.exists() and Unit.objects.count() == 3
    line = TrailLine.objects.get(act="register.undone")
    assert line.summary.endswith("单位 0 个，更改 0 项；3 个新设单位保留")
    assert line.detail["remaining"][0] == "示例县财政局（角色、下级单位）"


def test_a_unit_that_nothing_rests_on_goes_while_another_stays(registered: RegisterImport, clerk: User) -> None:
    Assignment.objects.create(user=clerk, role=Role.UNIT_CLERK, unit=Unit.objects.get(code="A01"))
    undone(registered, clerk)
    assert list(Unit.objects.values_list("code", flat=True)) == ["A01"]
    assert list(UnitName.objects.values_list("name", flat=True)) == ["示例县财政局"]


def test_units_that_were_there_before_stay(registered: RegisterImport, written: Look, clerk: User) -> None:
    another = [4, "S02", "示例乡", "", "乡镇", None]
    order = written(table(UNITS_HEAD, changed_unit(UNITS[1], 单位简称="县审计局"), another))
    undone(order, clerk)
    assert list(Unit.objects.values_list("code", "short_name")) == [("A01", "财政局"), ("A02", "审计局"), ("S01", "")]


@pytest.mark.parametrize("statement", ["DELETE FROM cadres_unitname", "DELETE FROM cadres_unit"])
def test_names_go_with_a_unit_only(registered: RegisterImport, statement: str) -> None:
    """Nobody removes a name from the record of a unit, nor a unit on which something rests."""
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert (Unit.objects.count(), UnitName.objects.count()) == (3, 3)


def test_nobody_is_appointed_to_a_unit_that_was_taken_back(registered: RegisterImport, clerk: User) -> None:
    """Chosen on a page, gone when it is sent."""
    Unit.objects.create(county=registered.county, code="S09", name="示例乡", category="乡镇", protocol_order=9)
    gone, wang = Unit.objects.get(code="S09"), Person.objects.get(name="王建国")
    assert take_back([gone.pk], {}) == {}
    with pytest.raises(Refused, match="随名册导入的撤销从名册中删去"):
        posts.transfer(wang, posts.NewPost(gone, "乡长", "principal"), date(2026, 3, 1), "文", actor=clerk)
    assert Post.objects.filter(person=wang, last_on=None).count() == 1


def test_an_earlier_import_is_not_taken_back_before_a_later_one(
    registered: RegisterImport, written: Look, clerk: User
) -> None:
    later = written(people(changed(PEOPLE[1], 民族="汉族")))
    refused(registered, clerk, "后来的导入（.*）改动过李　娜的记录，请先撤销那次导入")
    undone(later, clerk)
    undone(registered, clerk)
    assert not Person.objects.exists()


def test_not_when_someone_new_was_changed_by_hand(registered: RegisterImport, clerk: User) -> None:
    wang = Person.objects.get(name="王建国")
    change_facts(wang, wang.version, {"native_place": "示例县"}, "干部档案", "补录", actor=clerk)
    refused(registered, clerk, "王建国的记录在导入之后又有改动")
    assert Person.objects.count() == 3 and Unit.objects.count() == 3


def test_the_same_rosters_can_be_sent_again_after_it(registered: RegisterImport, written: Look, clerk: User) -> None:
    undone(registered, clerk)
    again = written(plain())
    assert again.counts == {"unit": {"new": 3}, "person": {"new": 3}}


def test_what_was_changed_and_moved_is_as_before(registered: RegisterImport, written: Look, clerk: User) -> None:
    before = person_values()
    order = written(
        people(changed(PEOPLE[0], 单位名称="审计局", 任现职时间="2023.06"), changed(PEOPLE[1], 民族="汉族"))
    )
    assert person_values() != before
    undone(order, clerk)
    assert person_values() == before
    acts = TrailLine.objects.filter(act="register.restored")
    assert acts.filter(before={"ethnicity": "汉族"}, after__ethnicity="蒙古族").count() == 1


def test_a_leaving_is_taken_back(registered: RegisterImport, written: Look, clerk: User) -> None:
    before = person_values()
    head = [*HEAD, "免职时间", "免职方式"]
    order = written(people([*PEOPLE[1], "2025.08.31", "退休"], head=head))
    undone(order, clerk)
    assert person_values() == before


def test_not_while_something_rests_on_it(registered: RegisterImport, clerk: User) -> None:
    wang = Person.objects.get(name="王建国")
    Situation.objects.create(person=wang, kind=Situation.UNDER_INVESTIGATION, first_on=date(2026, 1, 5))
    before = person_values()
    refused(registered, clerk, "导入的干部已经用于：特殊情形")
    assert person_values() == before and registered.effects.count() == 4


def test_not_when_a_post_has_ended_since(registered: RegisterImport, clerk: User) -> None:
    post = Post.objects.get(person__name="王建国")
    posts.leave(post, date(2026, 6, 30), Leaving.RETIRED, "示例任〔2026〕6号", actor=clerk)
    refused(registered, clerk, "王建国的任职在导入之后又有变动")
    assert Person.objects.count() == 3


def test_not_when_someone_was_changed_since(registered: RegisterImport, written: Look, clerk: User) -> None:
    order = written(people(changed(PEOPLE[1], 民族="汉族")))
    Person.objects.filter(name_key="李娜").update(ethnicity="回族")
    refused(order, clerk, "李　娜在导入之后又有变动")
    assert Person.objects.get(name_key="李娜").ethnicity == "回族"


def test_not_twice_and_not_before_it_is_written(registered: RegisterImport, looked: Look, clerk: User) -> None:
    undone(registered, clerk)
    with pytest.raises(Refused, match="已写入、未撤销"):
        order_undoing(registered, "再撤", actor=clerk)
    with pytest.raises(Refused, match="已写入、未撤销"):
        order_undoing(looked(plain()), "未写", actor=clerk)
    assert RegisterEffect.objects.count() == 4


def test_not_when_a_post_that_it_ended_was_withdrawn_since(
    registered: RegisterImport, written: Look, clerk: User
) -> None:
    order = written(people(changed(PEOPLE[0], 单位名称="审计局", 任现职时间="2023.06")))
    for post in Post.objects.filter(person__name="王建国").order_by("-first_on"):
        withdraw_post(post, Person.objects.get(name="王建国").version, "误登", actor=clerk)
    refused(order, clerk, "王建国的任职在导入之后又有变动")
