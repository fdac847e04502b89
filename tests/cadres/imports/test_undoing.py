"""An import taken back: everything as before, or nothing."""

from datetime import date

import pytest

from cadres.accounts.models import User
from cadres.imports.models import RegisterEffect, RegisterImport
from cadres.imports.undoing import order_undoing
from cadres.jobs.services import Refused
from cadres.people.models import Leaving, Person, Post, Situation
from cadres.people.posts import services as posts
from cadres.trail.models import TrailLine
from cadres.units.models import Unit
from tests.cadres.imports.conftest import Look, perform
from tests.cadres.imports.rosters import HEAD, PEOPLE, changed, people, person_values, plain


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


def test_who_is_new_is_gone_again_and_units_stay(registered: RegisterImport, clerk: User) -> None:
    order = undone(registered, clerk)
    assert order.undone_at and order.undone_by == clerk
    assert not Person.objects.exists() and not Post.objects.exists()
    assert Unit.objects.count() == 3
    line = TrailLine.objects.order_by("pk").last()
    assert line and (line.act, line.reason) == ("register.undone", "传错了表")
    assert line.summary == "撤销名册导入：新增 3 人、任职 0 项，更改 0 项；新设单位 3 个保留"


def test_the_same_rosters_can_be_sent_again_after_it(registered: RegisterImport, written: Look, clerk: User) -> None:
    undone(registered, clerk)
    again = written(plain())
    assert again.counts == {"unit": {"same": 3}, "person": {"new": 3}}


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
