"""Civil-service ranks by period: one at a time, each on its paper, a mistake withdrawn."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cadres.jobs.services import Refused
from cadres.people.models import Person
from cadres.people.records.models import Rank
from cadres.people.records.ranks import end_rank, grant_rank, withdraw_rank
from cadres.people.records.selectors import ranks_on
from cadres.trail.models import TrailLine
from tests.world import World

FIRST, LATER, EVE = date(2012, 6, 1), date(2016, 3, 1), date(2016, 2, 29)
LOW, HIGH = "四级主任科员", "三级主任科员"


def person(world: World) -> Person:
    return Person.objects.get(county=world.county, code="D01")


def give(world: World, name: str = LOW, on: date | None = FIRST, version: int | None = None) -> Rank:
    found = person(world)
    return grant_rank(found, version or found.version, name, on, "示例职〔2012〕1号", actor=world.office)


def days(world: World) -> list[tuple[str, date | None, date | None]]:
    return list(Rank.objects.filter(person=person(world)).values_list("name", "first_on", "last_on"))


def test_the_next_rank_ends_the_one_before(world: World) -> None:
    give(world)
    give(world, HIGH, LATER)
    assert days(world) == [(HIGH, LATER, None), (LOW, FIRST, EVE)]
    held = {day: ranks_on([person(world).pk], day) for day in (date(2012, 5, 31), EVE, LATER)}
    assert [[str(rank) for rank in one.values()] for one in held.values()] == [[], [LOW], [HIGH]]
    line = TrailLine.objects.filter(act="person.ranked").latest("pk")
    assert (line.summary, line.before, line.after) == (f"张敏任{HIGH}，自 2016-03-01 起", LOW, HIGH)
    assert line.detail == {"document": "示例职〔2012〕1号"}


def test_a_rank_ends_without_another(world: World) -> None:
    give(world)
    end_rank(person(world), person(world).version, EVE, "示例职〔2016〕9号", actor=world.office)
    assert days(world) == [(LOW, FIRST, EVE)] and ranks_on([person(world).pk]) == {}
    with pytest.raises(Refused, match="现在没有职级"):
        end_rank(person(world), person(world).version, EVE, "文", actor=world.office)


def test_a_mistake_is_withdrawn_and_what_it_ended_goes_on(world: World) -> None:
    give(world)
    give(world, HIGH, LATER)
    withdraw_rank(person(world), person(world).version, "文号写错", actor=world.office)
    assert days(world) == [(LOW, FIRST, None)]
    line = TrailLine.objects.get(act="person.rank_withdrawn")
    assert (line.before, line.reason) == (f"{HIGH}（2016-03-01 至 今）", "文号写错")
    give(world, HIGH, LATER)
    assert days(world)[0] == (HIGH, LATER, None)


@pytest.mark.parametrize(
    ("name", "on", "words"),
    [
        (LOW, LATER, "现任职级是四级主任科员"),
        (HIGH, FIRST, "早于现任职级的起始之日|不能重叠"),
        (HIGH, date(2011, 1, 1), "早于现任职级的起始之日|不能重叠"),
        (HIGH, date(2999, 1, 1), "不能晚于今天"),
        (HIGH, None, "现任职级是四级主任科员"),
        ("正科级", LATER, "“正科级”不是公务员职级"),
    ],
)
def test_what_cannot_be_is_refused_in_words(world: World, name: str, on: date | None, words: str) -> None:
    give(world)
    with pytest.raises(Refused, match=words):
        give(world, name, on)
    assert days(world) == [(LOW, FIRST, None)] and person(world).version == 2


def test_the_second_of_two_who_write_is_told(world: World) -> None:
    give(world)
    with pytest.raises(Refused, match="另一位经办人刚刚修改了张敏的记录"):
        give(world, HIGH, LATER, version=1)


def test_the_database_refuses_two_ranks_at_once(world: World) -> None:
    give(world)
    with pytest.raises(IntegrityError, match="one_rank_at_a_time"), transaction.atomic():
        Rank.objects.create(person=person(world), name=HIGH, first_on=LATER)
