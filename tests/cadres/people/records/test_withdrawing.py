"""What was put on record by mistake is taken back, and nothing else: posts, sanctions, changes of a number."""

from datetime import date

import pytest
from django.db import Error, connection, transaction
from django.test import Client

from cadres.access.models import Role
from cadres.jobs.services import Refused
from cadres.people import identity, keys
from cadres.people.models import Person, Post
from cadres.people.posts.selectors import held_on
from cadres.people.posts.services import NewPost, leave, take_up, transfer
from cadres.people.records import services
from cadres.people.records.models import Charge, FormerNumber, Sanction
from cadres.people.records.selectors import by_number, in_effect, sanctions_seen_by
from cadres.people.records.services import Decision
from cadres.people.records.withdrawing import void_sanction, withdraw_number, withdraw_post
from cadres.trail.models import TrailLine
from tests.conftest import SignedIn
from tests.world import World

BEGAN, MOVED, EVE = date(2013, 5, 1), date(2016, 3, 1), date(2016, 2, 29)
#: Made-up numbers of a region that is none.
RIGHT, WRONG = "990101197511080026", "990101196807040045"


def person(world: World) -> Person:
    return Person.objects.get(county=world.county, code="D01")


def days(world: World) -> list[tuple[str, date | None, date | None, str]]:
    posts = Post.objects.filter(person=person(world)).order_by("first_on")
    return list(posts.values_list("unit__code", "first_on", "last_on", "left_how"))


def move(world: World) -> Post:
    new = NewPost(world.units["A02"], "局长", "principal")
    return transfer(person(world), new, MOVED, "示例组干〔2016〕3号", actor=world.office)


def withdraw(world: World, post: Post) -> None:
    withdraw_post(post, person(world).version, "日期写错", actor=world.office)


def test_a_transfer_that_was_none_leaves_everything_as_it_was(world: World) -> None:
    before = days(world)
    post = move(world)
    services.put_in_charge(post, person(world).version, "预算", MOVED, "1号", actor=world.office)
    withdraw(world, post)
    assert days(world) == before == [("A01", BEGAN, None, "")] and not Charge.objects.exists()
    line = TrailLine.objects.get(act="person.post_withdrawn")
    assert (line.summary, line.reason) == ("撤回误登的张敏的任职：教体局局长", "日期写错")
    assert line.before["时间"] == "2016-03-01 至 今" and line.before["分管"] == ["预算"]
    move(world)
    assert [code for code, *_ in days(world)] == ["A01", "A02"]


def test_an_end_that_was_none_is_taken_back_first(world: World) -> None:
    post = move(world)
    leave(post, date(2016, 9, 30), "retired", "示例组干〔2016〕9号", actor=world.office)
    withdraw(world, post)
    assert days(world) == [("A01", BEGAN, EVE, "transferred"), ("A02", MOVED, None, "")]
    assert TrailLine.objects.get(act="person.post_withdrawn").summary == "撤回误登的张敏的免职：教体局局长"
    withdraw(world, post)
    assert days(world) == [("A01", BEGAN, None, "")]


def test_what_others_rest_on_is_not_taken_back(world: World) -> None:
    first = Post.objects.get(person=person(world))
    move(world)
    with pytest.raises(Refused, match="请先撤回其后误登的任职"):
        withdraw(world, first)
    assert days(world) == [("A01", BEGAN, EVE, "transferred"), ("A02", MOVED, None, "")]
    beside = take_up(
        person(world), NewPost(world.units["A03"], "组员", "deputy", "concurrent"), MOVED, "2号", actor=world.office
    )
    withdraw(world, beside)
    assert [code for code, *_ in days(world)] == ["A01", "A02"]
    assert held_on(MOVED).filter(person=person(world)).get().unit == world.units["A02"]


def test_of_two_who_take_it_back_the_second_is_told(world: World) -> None:
    post, seen = move(world), person(world).version
    withdraw_post(post, seen, "写错", actor=world.office)
    with pytest.raises(Refused, match="刚刚修改"):
        withdraw_post(post, seen, "写错", actor=world.office)


def impose(world: World) -> Sanction:
    told = Decision("warning", date(2017, 3, 1), None, "示例旗纪委", "示例纪〔2017〕5号", "失职")
    return services.impose(person(world), person(world).version, told, actor=world.office)


def test_a_sanction_of_somebody_elses_is_void_and_may_be_registered_rightly(world: World) -> None:
    sanction = impose(world)
    services.lift(sanction, person(world).version, date(2017, 6, 1), "解除1号", actor=world.office)
    void_sanction(sanction, person(world).version, "核实记录", "同名误登", actor=world.office)
    for role in (Role.OFFICE, Role.AUDITOR, Role.CADRE):
        assert not sanctions_seen_by(world.users[role], person(world)).exists()
    assert not sanctions_seen_by(world.office, person(world)).filter(in_effect(date(2017, 4, 1))).exists()
    line = TrailLine.objects.get(act="person.sanction_voided")
    assert (line.summary, line.reason) == ("作废误登的张敏的政务警告", "同名误登")
    assert line.before == "政务警告（示例纪〔2017〕5号），2017-03-01 至 2017-08-31"
    with pytest.raises(Refused, match="已作废"):
        void_sanction(sanction, person(world).version, "核实记录", "再来", actor=world.office)
    again = impose(world)
    assert sanctions_seen_by(world.office, person(world)).get() == again


def test_the_database_lets_a_void_sanction_be(world: World) -> None:
    sanction = impose(world)
    void_sanction(sanction, person(world).version, "核实记录", "同名误登", actor=world.office)
    for change in ("voided_at = NULL, voided_by = ''", "lifted_on = '2017-05-01', lifted_by = 'x'", "kind = 'demerit'"):
        with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE cadres_sanction SET {change}")


def renumber(world: World) -> None:
    one = person(world)
    Person.objects.filter(pk=one.pk).update(
        id_cipher=identity.seal(RIGHT, keys.sealing()), id_index=keys.indexes_of(RIGHT)[0]
    )
    services.change_number(one, one.version, WRONG, date(2017, 3, 1), "证明", "更正", actor=world.office)


def test_a_number_changed_by_mistake_is_as_before_and_the_other_free(world: World) -> None:
    renumber(world)
    withdraw_number(person(world), person(world).version, "看错一位", back=True, actor=world.office)
    assert identity.unseal(person(world).id_cipher, *keys.unsealing()) == RIGHT
    assert by_number(world.county, RIGHT) == person(world) and by_number(world.county, WRONG) is None
    assert not FormerNumber.objects.exists()
    text = str(list(TrailLine.objects.filter(act="person.number_withdrawn").values()))
    assert "恢复原号码" in text and RIGHT not in text and WRONG not in text
    with pytest.raises(Refused, match="没有登记过"):
        withdraw_number(person(world), person(world).version, "再来", back=True, actor=world.office)


def test_a_number_entered_wrongly_from_the_first_is_nobodys_former_one(world: World) -> None:
    renumber(world)
    withdraw_number(person(world), person(world).version, "录入时看错", back=False, actor=world.office)
    assert identity.unseal(person(world).id_cipher, *keys.unsealing()) == WRONG
    assert by_number(world.county, RIGHT) is None


def send(client: Client, world: World, deed: str, **told: object) -> str:
    sent = {"version": person(world).version, "reason": "写错", **told}
    return client.post(f"/people/{person(world).pk}/record/{deed}/", sent, follow=True).content.decode()


def test_the_page_offers_it_to_the_office(world: World, signed_in: SignedIn) -> None:
    office = signed_in(world, Role.OFFICE)
    post, other = move(world), Post.objects.get(person=world.people["D02"])
    page = office.get(f"/people/{person(world).pk}/").content.decode()
    assert "撤回任职：教体局局长（2016-03-01 至 今）" in page and "作废误登的处分" not in page
    assert "已登记" not in send(office, world, "post-withdraw", post=other.pk)
    assert Post.objects.filter(pk=other.pk, last_on=None).exists()
    assert "已登记，并记入操作留痕。" in send(office, world, "post-withdraw", post=post.pk)
    assert days(world) == [("A01", BEGAN, None, "")]
    sanction = impose(world)
    assert "已登记" in send(office, world, "void", sanction=sanction.pk, paper="核实记录")
    renumber(world)
    assert "已登记" in send(office, world, "number-withdraw", wrong="new")
    assert not FormerNumber.objects.exists()
