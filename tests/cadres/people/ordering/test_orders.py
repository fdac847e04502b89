"""The one door to the orders of the house."""

from typing import NamedTuple

import pytest

from cadres.people.ordering.orders import Order, arranged


class Someone(NamedTuple):
    name: str
    unit: int | None = None
    post: int | None = None
    code: str = ""


def names(people: list[Someone], order: Order) -> list[str]:
    found = arranged(
        people, order, name=lambda one: one.name, place=lambda one: (one.unit, one.post), code=lambda one: one.code
    )
    return [one.name + one.code for one in found]


def test_each_order_by_its_name() -> None:
    people = [Someone("田大利"), Someone("田富"), Someone("丁一"), Someone("安然")]
    assert names(people, Order.SURNAME_STROKES) == ["丁一", "田富", "田大利", "安然"]
    assert names(people, Order.NAME_STROKES) == ["丁一", "田大利", "田富", "安然"]
    assert names(people, Order.PINYIN) == ["安然", "丁一", "田大利", "田富"]


def test_protocol_goes_by_unit_then_post_and_what_is_not_set_comes_last() -> None:
    people = [Someone("丁一", None, 1), Someone("王二", 2, None), Someone("张三", 2, 1), Someone("李四", 1, 9)]
    assert names(people, Order.PROTOCOL) == ["李四", "张三", "王二", "丁一"]


def test_one_place_goes_by_strokes_and_one_name_by_code() -> None:
    people = [Someone("张三", 1, 1, "2"), Someone("王二", 1, 1), Someone("张三", 1, 1, "1")]
    assert names(people, Order.PROTOCOL) == ["王二", "张三1", "张三2"]


def test_protocol_without_places_is_refused() -> None:
    with pytest.raises(ValueError, match="needs places"):
        arranged(["张三"], Order.PROTOCOL, name=str)
