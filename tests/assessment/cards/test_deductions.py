"""The page on which the office puts a deduction right, the ways to it, and what the cards tell of it."""

from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessment.entries.models import Deduction
from assessment.entries.services import correct
from assessment.runs.models import Result
from cadres.access.models import Role
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World

BEARING = (("unit", "A01"), ("team", "A01"), ("cadre", "D01"), ("cadre", "P01"))


def line_of(world: World) -> Deduction:
    """The deduction in force, of the county's one."""
    return Deduction.objects.get(cycle=world.cycle, superseded_by__isnull=True)


def address_of(line: Deduction) -> str:
    return f"/deductions/{line.pk}/correct/"


def card(client: Client, world: World, kind: str, code: str) -> str:
    newest = Result.objects.filter(seat=world.seats[kind, code]).order_by("-run__number")[0]
    return str(client.get(f"/cards/{newest.pk}/").content.decode())


def unit_page(client: Client, world: World) -> str:
    return str(client.get(f"/cycles/{world.cycle.pk}/units/A01/").content.decode())


def test_the_office_takes_off_what_was_too_much(judged: World, signed_in: SignedIn) -> None:
    office, line = signed_in(judged, Role.OFFICE), line_of(judged)
    form = office.get(address_of(line)).content.decode()
    assert "控辍保学工作被通报" in form and "−0.50" in form
    assert "请重新测算" in form and "责任领导的连带扣分随之改变" in form
    answer = office.post(address_of(line), {"value": "0.3", "reason": "核查后减轻"}, follow=True)
    text = answer.content.decode()
    assert "请重新测算" in text and "本次测算之后已更正为 −0.30 （示例旗考评办，理由：核查后减轻）" in text
    assert line_of(judged).points == Decimal("-0.30")


def test_a_deduction_is_withdrawn(judged: World, signed_in: SignedIn) -> None:
    office = signed_in(judged, Role.OFFICE)
    office.post(address_of(line_of(judged)), {"withdrawn": "on", "reason": "不属实"})
    assert line_of(judged).points is None
    assert "本年没有扣分" in unit_page(office, judged)
    assert "已更正为撤销" in card(office, judged, "cadre", "D01")
    assert "已撤销" in office.get(address_of(line_of(judged))).content.decode()


def test_the_cards_and_the_units_page_lead_there_for_who_may(published: World, signed_in: SignedIn) -> None:
    way = f'href="{address_of(line_of(published))}'
    office, leader = signed_in(published, Role.OFFICE), signed_in(published, Role.UNIT_LEADER)
    assert all(card(office, published, *who).count(way) == 1 for who in BEARING)
    assert way in unit_page(office, published)
    assert not any(way in card(leader, published, *who) for who in BEARING)
    for role in (Role.UNIT_LEADER, Role.APPROVER, Role.AUDITOR):
        text = unit_page(signed_in(published, role), published)
        assert "控辍保学工作被通报" in text and way not in text


def test_after_the_next_run_the_cards_tell_what_it_was_before(judged: World, signed_in: SignedIn) -> None:
    office = signed_in(judged, Role.OFFICE)
    later = correct(line_of(judged), Decimal("-0.30"), "核查后减轻", actor=judged.office)
    worlds.judge(judged)
    for who in BEARING:
        text = card(office, judged, *who)
        assert "更正前为 −0.50 （扣分台账!A4），理由：核查后减轻" in text and address_of(later) in text
        assert "扣分更正为 0.30 分" in text and "被扣 0.30 分" in text
    text = unit_page(office, judged)
    assert "更正前 −0.50，理由：核查后减轻" in text and '<td class="num">−0.30</td>' in text


def test_a_correction_that_no_published_run_has_read_is_not_for_the_cadre(
    published: World, signed_in: SignedIn
) -> None:
    correct(line_of(published), Decimal("-0.30"), "线索尚未核实", actor=published.office)
    for role in (Role.CADRE, Role.UNIT_LEADER):
        text = card(signed_in(published, role), published, "cadre", "D01")
        assert "控辍保学工作被通报" in text and "线索尚未核实" not in text and "0.30" not in text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"value": "-0.5", "reason": "负数"}, "大于或等于0.01"),
        ({"value": "0", "reason": "零"}, "大于或等于0.01"),
        ({"value": "101", "reason": "太多"}, "小于或等于100"),
        ({"value": "0.305", "reason": "三位小数"}, "小数"),
        ({"value": "半分", "reason": "不是数"}, "输入一个数字"),
        ({"value": "0.3", "reason": " "}, "必填"),
        ({"reason": "什么也没填"}, "请填写正确扣分，或者勾选撤销，两者选一。"),
        ({"value": "0.3", "withdrawn": "on", "reason": "两者都填"}, "请填写正确扣分，或者勾选撤销，两者选一。"),
        ({"value": "0.5", "reason": "没有变化"}, "新扣分与原扣分相同，无须更正。"),
    ],
)
def test_what_is_wrong_is_said_in_chinese_at_its_field(
    judged: World, signed_in: SignedIn, data: dict[str, str], said: str
) -> None:
    line = line_of(judged)
    answer = signed_in(judged, Role.OFFICE).post(address_of(line), data)
    assert answer.status_code == 200
    assert said in str(answer.context["form"].errors) and said in answer.content.decode()
    assert line_of(judged) == line


def test_only_the_newest_line_can_be_corrected(judged: World, signed_in: SignedIn) -> None:
    office, line = signed_in(judged, Role.OFFICE), line_of(judged)
    office.post(address_of(line), {"value": "0.3", "reason": "第一次"})
    text = office.post(address_of(line), {"value": "0.2", "reason": "第二次"}).content.decode()
    assert "已经更正过" in text and address_of(line_of(judged)) in text
    assert line_of(judged).points == Decimal("-0.30")


def test_only_the_office_of_the_county_corrects(judged: World, foreign: World, signed_in: SignedIn) -> None:
    line, data = line_of(judged), {"value": "0.3", "reason": "试"}
    for role in (Role.APPROVER, Role.AUDITOR, Role.UNIT_LEADER, Role.CADRE, Role.CLIENT):
        assert signed_in(judged, role).post(address_of(line), data).status_code == 403
    stranger = signed_in(foreign, Role.OFFICE)
    assert [stranger.get(address_of(line)).status_code, stranger.post(address_of(line), data).status_code] == [404] * 2
    assert line_of(judged) == line


def test_corrections_cost_no_query_more(
    judged: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    office = signed_in(judged, Role.OFFICE)
    for tenths in (4, 3, 2):
        correct(line_of(judged), Decimal(-tenths) / 10, "核查", actor=judged.office)
    worlds.judge(judged)
    newest = Result.objects.filter(seat=judged.seats["cadre", "D01"]).order_by("-run__number")[0]
    with django_assert_num_queries(11):
        office.get(f"/cards/{newest.pk}/")
