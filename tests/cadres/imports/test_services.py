"""Rosters into the register: one pass for preview and writing, all or nothing."""

from datetime import date

import pytest

from cadres.accounts.models import User
from cadres.imports.models import RegisterEffect, RegisterImport
from cadres.imports.services import order_writing
from cadres.jobs.services import Refused
from cadres.people import identity, keys
from cadres.people.models import Person, Post
from cadres.people.records.models import FormerName, FormerNumber
from cadres.trail.models import TrailLine
from cadres.units.models import Unit
from tests.cadres.imports import rosters
from tests.cadres.imports.conftest import Look, faults, perform, row
from tests.cadres.imports.rosters import HEAD, LI, PEOPLE, WANG, changed, people
from tests.cadres.people.lrmx.sheets import id_number


def test_a_look_says_what_would_be_entered_and_enters_nothing(looked: Look) -> None:
    order = looked(rosters.plain())
    assert order.counts == {"unit": {"new": 3}, "person": {"new": 3}}
    assert (order.fault_count, order.asks, faults(order)) == (0, 0, [])
    told = {one["label"]: one["after"] for one in row(order, "李　娜").differences}
    assert told == {
        "性别": "女",
        "民族": "蒙古族",
        "出生年月": "1981.09",
        "任职": "审计局副局长，副职，自 2018-03-15 起",
    }
    assert row(order, "李　娜").number_shown == f"{LI[:3]}***********{LI[-4:]}"
    assert not Unit.objects.exists() and not Person.objects.exists() and not Post.objects.exists()


def test_what_was_looked_at_is_written(registered: RegisterImport) -> None:
    assert dict(Unit.objects.values_list("code", "name")) == {
        "A01": "示例县财政局",
        "A02": "示例县审计局",
        "S01": "示例镇",
    }
    assert Unit.objects.get(code="S01").founded_on == date(2010, 5, 1)
    wang, li = Person.objects.get(name="王建国"), Person.objects.get(name_key="李娜")
    assert (wang.sex, wang.ethnicity, wang.birth_month) == ("1", "汉族", "1974.05")
    assert (li.name, li.sex, li.birth_month) == ("李　娜", "2", "1981.09")
    assert identity.unseal(wang.id_cipher, *keys.unsealing()) == WANG
    assert sorted(Person.objects.order_by("name_key").values_list("code", flat=True)) == ["000001", "000002", "000003"]
    post = Post.objects.get(person=wang)
    assert (post.unit.code, post.title, post.post_level, post.manner) == ("A01", "局长", "principal", "main")
    assert (post.first_on, post.last_on, post.protocol_order) == (date(2016, 5, 1), None, 1)
    assert RegisterEffect.objects.filter(what="person", before__isnull=True).count() == 1


def test_the_same_rosters_again_change_nothing(registered: RegisterImport, written: Look) -> None:
    again = written(rosters.plain())
    assert again.counts == {"unit": {"same": 3}, "person": {"same": 3}}
    assert not again.effects.exists()
    assert Post.objects.count() == 3


def test_what_changed_is_told_and_written_as_acts(registered: RegisterImport, written: Look) -> None:
    moved = changed(PEOPLE[0], 单位名称="审计局", 现任职务="局长", 任现职时间="2023.06")
    other = changed(PEOPLE[1], 民族="汉")
    order = written(people(moved, other))
    assert order.counts == {"person": {"moved": 1, "changed": 1}}
    told = row(order, "王建国").differences
    assert [(one["before"], one["after"]) for one in told] == [
        ("财政局局长", "审计局局长，正职，自 2023-06-01 起")
    ] or told
    first, second = Post.objects.filter(person__name="王建国").order_by("first_on")
    assert (first.last_on, first.left_how, first.left_by) == (date(2023, 5, 31), "transferred", "示例组字〔2026〕1号")
    assert (second.unit.code, second.first_on, second.last_on) == ("A02", date(2023, 6, 1), None)
    assert Person.objects.get(name_key="李娜").ethnicity == "汉族"
    acts = list(TrailLine.objects.order_by("pk").values_list("act", flat=True))
    assert acts.count("person.changed") == 1 and acts.count("person.transferred") == 1
    assert acts[-1] == "register.written"


def test_who_leaves_leaves_by_an_act(registered: RegisterImport, written: Look) -> None:
    head = [*HEAD, "免职时间", "免职方式", "免职文号"]
    order = written(people([*PEOPLE[1], "2025.08.31", "退休", "示例任〔2025〕9号"], head=head))
    assert order.counts == {"person": {"ended": 1}}
    post = Post.objects.get(person__name_key="李娜")
    assert (post.last_on, post.left_how, post.left_by) == (date(2025, 8, 31), "retired", "示例任〔2025〕9号")
    assert order.absent_count == 2 and order.absent == ["王建国（000002）", "阿拉腾·其木格（000003）"]


def test_the_register_changed_meanwhile_and_nothing_is_written(
    registered: RegisterImport, looked: Look, clerk: User
) -> None:
    order = looked(people(changed(PEOPLE[0], 民族="回族")))
    Person.objects.filter(name="王建国").update(ethnicity="满族")
    order = order_writing(order, "", order.digest, looked=True, actor=clerk)
    assert order.writing
    with pytest.raises(Refused, match="名册在预览之后有改动"):
        perform(order.writing)
    assert Person.objects.get(name="王建国").ethnicity == "满族"
    order.refresh_from_db()
    assert order.written_at is None and not order.effects.exists()


def test_one_fault_holds_all_back(looked: Look, clerk: User) -> None:
    order = looked(
        rosters.book(
            {"单位名册": [rosters.UNITS_HEAD, *rosters.UNITS], "干部": [HEAD, PEOPLE[0], changed(PEOPLE[1], 性别="男")]}
        )
    )
    assert faults(order) == [("D3", "性别与身份证号不一致")]
    with pytest.raises(Refused, match="有 1 行存在问题"):
        order_writing(order, "", order.digest, looked=True, actor=clerk)


def test_what_must_be_looked_at_is_asked(looked: Look, clerk: User) -> None:
    units = [rosters.UNITS_HEAD, *rosters.UNITS]
    order = looked(rosters.book({"单位": units, "干部": [HEAD, changed(PEOPLE[0], 出生年月="1974.06")]}))
    assert row(order, "王建国").notes == ["出生年月 1974.06 与身份证号中的 1974.05 不一致，写入时按表中的出生年月"]
    with pytest.raises(Refused, match="有 1 行须核对"):
        order_writing(order, "", order.digest, looked=False, actor=clerk)
    assert order_writing(order, "", order.digest, looked=True, actor=clerk).writing


def test_namesakes_are_told_apart_and_never_guessed(registered: RegisterImport, looked: Look) -> None:
    namesake = changed(
        PEOPLE[0], 身份证号=id_number("19740520", 3), 单位名称="示例镇", 现任职务="副镇长", 干部类别="副职"
    )
    order = looked(people(namesake))
    assert row(order, "王建国").action == "new"
    assert row(order, "王建国").notes == [
        "名册中已有同名同出生年月的 王建国（000002），身份证号不同：同一人请核对号码，确是两人再写入"
    ]
    nobody = looked(
        people(changed(PEOPLE[0], 身份证号=None, 姓名="王 建 国"), changed(PEOPLE[0], 身份证号=None, 姓名="王建军"))
    )
    assert faults(nobody) == [("G3", "名册中没有这位“王建军”，新增的人必须有身份证号")]
    assert row(nobody, "王 建 国").action == "same"


def test_a_former_number_or_name_still_means_the_person(registered: RegisterImport, looked: Look) -> None:
    wang = Person.objects.get(name="王建国")
    old = id_number("19740511", 9)
    FormerNumber.objects.create(
        person=wang,
        county=wang.county,
        id_cipher=identity.seal(old, keys.sealing()),
        id_index=keys.indexes_of(old)[0],
        last_on=date(2020, 1, 1),
        paper="示例公户〔2020〕1号",
    )
    FormerName.objects.create(person=wang, name="王建", name_key="王建", last_on=date(2015, 1, 1))
    order = looked(people(changed(PEOPLE[0], 身份证号=old, 姓名="王　建")))
    assert (row(order, "王　建").action, row(order, "王　建").differences) == ("same", [])
    assert row(order, "王　建").notes == [
        "身份证号是名册中 王建国（000002）原来的号码，名册不改",
        "“王　建”是王建国的曾用名，名册不改",
    ]


def test_another_name_is_asked_and_the_old_one_kept(registered: RegisterImport, written: Look) -> None:
    order = written(people(changed(PEOPLE[0], 姓名="王国建")))
    assert (order.asks, order.counts) == (1, {"person": {"changed": 1}})
    assert list(FormerName.objects.values_list("person__name", "name")) == [("王国建", "王建国")]


def test_the_trail_holds_no_id_number(registered: RegisterImport) -> None:
    for line in TrailLine.objects.all():
        text = f"{line.summary}{line.detail}{line.before}{line.after}{line.reason}"
        assert not any(number in text for number in (WANG, LI))
