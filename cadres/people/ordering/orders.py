"""The orders of the house, and the one way to put people into one of them."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from cadres.people.ordering.pinyin import pinyin_key
from cadres.people.ordering.strokes import stroke_key

T = TypeVar("T")
#: Where someone stands by protocol: the unit's number, then the number of the post in its team; None where not set.
Place = tuple[int | None, ...]


class Order(StrEnum):
    """Ways to order a list of people, by the words written above it."""

    PROTOCOL = "按规定排序"
    SURNAME_STROKES = "以姓氏笔画为序"
    NAME_STROKES = "以姓名笔画为序"
    PINYIN = "以姓氏拼音为序"


_KEYS: dict[Order, Callable[[str], str]] = {
    Order.PROTOCOL: stroke_key,
    Order.SURNAME_STROKES: stroke_key,
    Order.NAME_STROKES: lambda name: stroke_key(name, blank=False),
    Order.PINYIN: pinyin_key,
}


def arranged(
    people: Iterable[T],
    order: Order,
    *,
    name: Callable[[T], str],
    place: Callable[[T], Place] | None = None,
    code: Callable[[T], str] = lambda _: "",
) -> list[T]:
    """People in an order. Of one name, or in one place, they stand by strokes and then by `code`.

    `place` is asked for `Order.PROTOCOL` alone, where it must be given (ValueError): a number that is not set comes
    after those that are. A place in a list is no rank: nothing may be decided by it.
    """
    if order is Order.PROTOCOL and place is None:
        raise ValueError("the order by protocol needs places")
    key = _KEYS[order]
    placed = place if order is Order.PROTOCOL and place else lambda _: ()
    return sorted(people, key=lambda person: (_in_turn(placed(person)), key(name(person)), code(person)))


def _in_turn(place: Place) -> tuple[tuple[bool, int], ...]:
    """Numbers for comparing, those not set after all others."""
    return tuple((number is None, number or 0) for number in place)
