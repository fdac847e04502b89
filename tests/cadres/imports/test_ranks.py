"""Ranks and days of birth in rosters: taken where they are told, changed by an act, taken back; no day made up."""

from datetime import date
from typing import Any

import pytest

from cadres.accounts.models import User
from cadres.imports.models import RegisterImport
from cadres.imports.undoing import order_undoing
from cadres.jobs.services import Refused
from cadres.people.models import Person
from cadres.people.records.models import Rank
from cadres.people.records.ranks import grant_rank
from cadres.trail.models import TrailLine
from tests.cadres.imports.conftest import Look, faults, perform, row
from tests.cadres.imports.rosters import HEAD, PEOPLE, UNITS, UNITS_HEAD, book, changed, people
from tests.cadres.people.lrmx.sheets import id_number

RANKED = [*HEAD, "职级", "任职级时间"]
LOW, HIGH = "四级主任科员", "三级主任科员"
GIVEN = "2019.06.01"


def ranked(*more: tuple[str, str], at: int = 0) -> bytes:
    """The first rows of the plain roster, each with a rank and since when."""
    rows = [[*row, *told] for row, told in zip(PEOPLE[at:], more, strict=False)]
    return people(*rows, head=RANKED)


@pytest.fixture
def standing(written: Look) -> RegisterImport:
    """王建国 and 李娜 entered with a rank."""
    rows = [[*PEOPLE[0], "4级主任科员", GIVEN], [*PEOPLE[1], LOW, ""], [*PEOPLE[2], "—", ""]]
    return written(book({"单位名册": [UNITS_HEAD, *UNITS], "干部名册": [RANKED, *rows]}))


def held() -> list[tuple[str, str, date | None, date | None]]:
    return list(Rank.objects.order_by("pk").values_list("person__name_key", "name", "first_on", "last_on"))


def undone(order: RegisterImport, clerk: User) -> None:
    order = order_undoing(order, "传错了表", actor=clerk)
    assert order.undoing
    perform(order.undoing)


def test_they_come_with_who_is_new_and_go_again(standing: RegisterImport, clerk: User) -> None:
    assert held() == [("王建国", LOW, date(2019, 6, 1), None), ("李娜", LOW, None, None)]
    shown = {one["label"]: one["after"] for one in row(standing, "王建国").differences}
    assert shown["职级"] == f"{LOW}，自 2019-06-01 起"
    undone(standing, clerk)
    assert held() == [] and not Person.objects.exists()


def test_another_rank_is_an_act_and_is_taken_back(standing: RegisterImport, written: Look, clerk: User) -> None:
    before = held()
    order = written(ranked((HIGH, "2023.06")))
    told = [(one["label"], one["before"], one["after"]) for one in row(order, "王建国").differences]
    assert told == [("职级", LOW, f"{HIGH}，自 2023-06-01 起")] and order.counts["person"] == {"changed": 1}
    assert held()[0] == ("王建国", LOW, date(2019, 6, 1), date(2023, 5, 31))
    assert held()[-1] == ("王建国", HIGH, date(2023, 6, 1), None)
    line = TrailLine.objects.get(act="person.ranked")
    assert line.detail == {"document": "示例组字〔2026〕1号"} and line.before == LOW
    undone(order, clerk)
    assert held() == before


def test_the_same_rank_changes_nothing_and_another_day_is_told(standing: RegisterImport, looked: Look) -> None:
    order = looked(ranked((LOW, "2020.01"), (LOW, "")))
    assert order.counts["person"] == {"same": 2}
    assert row(order, "王建国").notes == ["任职级时间：名册2019-06-01，表中 2020.01；名册不改"]


@pytest.mark.parametrize(
    ("told", "cell", "words"),
    [
        ((HIGH, ""), "L2", "名册中现任四级主任科员，表中的职级没有任职级时间"),
        ((HIGH, "2019.06"), "L2", "名册中自 2019-06-01 任四级主任科员，表中的任职级时间不晚于此"),
        ((HIGH, "2099.01"), "L2", "任职级时间 2099-01-01 晚于今天"),
        (("正科级", "2023.06"), "K2", "职级：“正科级”不是公务员职级"),
        (("", "2023.06"), "K2", "有任职级时间，没有职级"),
    ],
)
def test_what_cannot_be_is_a_fault_at_its_cell(
    standing: RegisterImport, looked: Look, told: tuple[str, str], cell: str, words: str
) -> None:
    assert faults(looked(ranked(told))) == [(cell, words)]


def test_not_taken_back_once_another_rank_followed(standing: RegisterImport, clerk: User) -> None:
    wang = Person.objects.get(name="王建国")
    grant_rank(wang, wang.version, HIGH, date(2024, 1, 1), "文", actor=clerk)
    order = order_undoing(standing, "传错了表", actor=clerk)
    assert order.undoing
    with pytest.raises(Refused, match="王建国的记录在导入之后又有改动"):
        perform(order.undoing)


def born(written: Look, told: Any, number: str) -> str:
    written(people(changed(PEOPLE[0], 出生年月=told, 身份证号=number), head=HEAD))
    return Person.objects.get(name="王建国").born


@pytest.mark.parametrize(
    ("told", "number", "born_on"),
    [
        ("1974.05", id_number("19740511"), "1974.05"),
        ("1974.05.11", id_number("19740511"), "1974.05.11"),
        ("1974年5月12日", id_number("19740511"), "1974.05.12"),
        (19740511.0, id_number("19740511"), "1974.05.11"),
        ("19740500", id_number("19740511"), "1974.05"),
        (date(1974, 5, 1), id_number("19740511"), "1974.05"),
        (date(1974, 5, 1), id_number("19740501"), "1974.05.01"),
        ("1974/5/1", id_number("19740511"), "1974.05"),
        (None, id_number("19740511"), "1974.05.11"),
    ],
)
def test_a_day_of_birth_is_kept_where_one_is_told(
    registered_units: None, written: Look, told: Any, number: str, born_on: str
) -> None:
    assert born(written, told, number) == born_on


@pytest.fixture
def registered_units(written: Look) -> None:
    """Only units are on record."""
    written(book({"单位名册": [UNITS_HEAD, *UNITS]}))


def test_a_day_told_otherwise_than_in_the_number_is_asked(registered_units: None, looked: Look) -> None:
    order = looked(people(changed(PEOPLE[0], 出生年月="1974.05.12", 身份证号=id_number("19740511"))))
    assert row(order, "王建国").notes == [
        "出生日期 1974.05.12 与身份证号中的 1974.05.11 不一致，写入时按表中的出生日期"
    ]


def test_a_day_that_never_was_is_a_fault(registered_units: None, looked: Look) -> None:
    (fault,) = faults(looked(people(changed(PEOPLE[0], 出生年月="1975.02.30"))))
    assert fault == ("F2", "出生年月：“1975.02.30”不是存在的日期")


def test_a_later_sheet_fills_the_day_and_another_month_clears_it(registered: RegisterImport, written: Look) -> None:
    number = PEOPLE[0][6]
    assert number[6:14] == "19740511"
    written(people(changed(PEOPLE[0], 出生年月="1974.05.11")))
    assert Person.objects.get(name="王建国").born == "1974.05.11"
    written(people(PEOPLE[0]))
    assert Person.objects.get(name="王建国").born == "1974.05.11"
    order = written(people(changed(PEOPLE[0], 出生年月="1974.06")))
    assert Person.objects.get(name="王建国").born == "1974.06"
    told = [(one["label"], one["before"], one["after"]) for one in row(order, "王建国").differences]
    assert told == [("出生年月", "1974.05", "1974.06"), ("出生日", "11", "")]
