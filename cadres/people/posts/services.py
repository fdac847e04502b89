"""The one door for appointments, transfers and departures: acts with a date and a paper, never edits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from cadres.constraints import broken
from cadres.jobs.services import Refused
from cadres.people.models import Leaving, Manner, Person, Post
from cadres.people.posts.selectors import held_on, team_of
from cadres.trail.services import record
from cadres.units.models import Unit
from cadres.versions import order_mark

_DAY = timedelta(days=1)
#: A year typed short (16 for 2016) is no day in anybody's career.
_EARLIEST = date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class NewPost:
    """What someone is appointed to."""

    unit: Unit
    title: str
    post_level: str
    manner: str = Manner.MAIN


def take_up(person: Person, new: NewPost, on: date, paper: str, *, actor: Any, seen: int | None = None) -> Post:
    """Appoint: the post is held from the day `on`. Raises Refused beside another main post of these days.

    `seen` is the version of the person's record that who acts has read; None where a program acts.
    """
    with _refusals(person, on), transaction.atomic():
        _claim(person, seen)
        post = _begin(person, new, on, paper)
        _tell(post, "appointed", f"任{post}，自 {on:%Y-%m-%d} 起", paper, actor)
    return post


def transfer(person: Person, new: NewPost, on: date, paper: str, *, actor: Any, seen: int | None = None) -> Post:
    """Move: the main post ends the day before `on`, the new one begins on it. Raises Refused where there is none."""
    with _refusals(person, on), transaction.atomic():
        _claim(person, seen)
        former = held_on(on).filter(person=person, manner=Manner.MAIN).select_related("unit").first()
        if former is None:
            raise Refused(f"{person}在 {on:%Y-%m-%d} 没有主职，不能转任。请登记任职。")
        _end(former, on - _DAY, Leaving.TRANSFERRED, paper)
        post = _begin(person, replace(new, manner=Manner.MAIN), on, paper)
        _tell(post, "transferred", f"由{former}转任{post}，自 {on:%Y-%m-%d} 起", paper, actor)
    return post


def leave(post: Post, last: date, how: str, paper: str, *, actor: Any, seen: int | None = None) -> Post:
    """Dismiss, retire and the like: `last` is the last day in the post. Raises Refused for a post that has ended."""
    with _refusals(post.person, last), transaction.atomic():
        _claim(post.person, seen)
        kept = Post.objects.select_related("unit", "person").get(pk=post.pk)
        _end(kept, last, how, paper)
        _tell(kept, "left", f"{kept.get_left_how_display()}{kept}，任至 {last:%Y-%m-%d}", paper, actor)
    return kept


@transaction.atomic
def carry_over(unit: Unit, into: Unit, on: date, paper: str, *, actor: Any) -> int:
    """Whoever holds a post in a unit on the day goes on in another from then on, in the same capacity.

    Returns how many posts were carried over. Raises Refused for a post that was taken up on that day or later.
    """
    going = held_on(on).filter(unit=unit) | Post.objects.filter(unit=unit, first_on__gt=on)
    posts = list(going.select_related("unit", "person__county").order_by("protocol_order", "pk"))
    for post in posts:
        with _refusals(post.person, on), transaction.atomic():
            _claim(post.person, None)
            _carried(post, into, on, paper, actor)
    return len(posts)


@transaction.atomic
def arrange_team(unit: Unit, posts: Sequence[int], reason: str, *, seen: str, actor: Any) -> int:
    """Put those who hold a post in the unit today into the order of the keys of their posts; how many changed place.

    `seen` is the order (`order_mark`) that the writer had before him. Raises Refused when it is not that any more.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    team = team_of(unit)
    if seen != order_mark(post.pk for post in team):
        raise Refused("班子成员或排序刚刚有变动，您的调整没有保存。请核对现在的次序后再调整。")
    places = {key: place for place, key in enumerate(posts, 1)}
    moved = [post for post in team if post.protocol_order != places.get(post.pk, len(posts) + 1)]
    for post in moved:
        post.protocol_order = places.get(post.pk, len(posts) + 1)
    Post.objects.bulk_update(moved, ["protocol_order"])
    told = f"调整“{unit.name}”班子排序，{len(moved)} 人变动"
    before, after = [str(post.person) for post in team], [str(post.person) for post in team_of(unit)]
    record("unit.team_arranged", unit, told, actor=actor, county=unit.county, before=before, after=after, reason=reason)
    return len(moved)


def _carried(former: Post, into: Unit, on: date, paper: str, actor: Any) -> None:
    if former.first_on and former.first_on >= on:
        raise Refused(
            f"{former.person}自 {former.first_on:%Y-%m-%d} 起任{former}，不早于单位变动之日，请先核对任职时间。"
        )
    post = copy(former)
    post.pk, post.unit, post.first_on, post.begun_by = None, into, on, paper
    post.title = into.name + former.title.removeprefix(former.unit.name) if _names_unit(former) else former.title
    former.last_on, former.left_how, former.left_by = on - _DAY, Leaving.TRANSFERRED, paper
    former.save(update_fields=["last_on", "left_how", "left_by"])
    post.save(force_insert=True)
    _tell(post, "transferred", f"随单位变动由{former}转任{post}，自 {on:%Y-%m-%d} 起", paper, actor)


def _names_unit(post: Post) -> bool:
    return post.title.startswith(post.unit.name)


_WHY = {
    "one_main_post_at_a_time": "在这段时间已有主职，主职不能重叠。请登记转任，或先登记免职，或改为兼任。",
    "post_in_living_unit": "任职的单位在这段时间已撤销，请选择承继它的单位。",
    "post_in_known_unit": "任职的单位刚刚随名册导入的撤销从名册中删去，请刷新后另选单位。",
}


@contextmanager
def _refusals(person: Person, day: date) -> Iterator[None]:
    """What cannot be is told in words: days to come or long gone, and what the database refuses."""
    if day > timezone.localdate():
        raise Refused("任免时间不能晚于今天。尚未生效的任免，请到生效之日登记。")
    if day < _EARLIEST:
        raise Refused(f"任免时间早于 {_EARLIEST:%Y-%m-%d}，请核对年份。")
    try:
        yield
    except IntegrityError as error:
        if broken(error) not in _WHY:
            raise
        raise Refused(f"{person}{_WHY[broken(error)]}") from error


def _claim(person: Person, seen: int | None) -> None:
    """Of two acts on one person at once the second waits, and is told where it rests on what the first has changed."""
    rows = Person.objects.filter(pk=person.pk)
    if not (rows if seen is None else rows.filter(version=seen)).update(version=F("version") + 1):
        raise Refused(f"另一位经办人刚刚修改了{person.name}的记录，您的登记没有保存。请核对现在的内容后再登记。")


def _begin(person: Person, new: NewPost, on: date, paper: str) -> Post:
    if new.unit.county_id != person.county_id:
        raise Refused(f"{new.unit}不是本县的单位。")
    named = {"unit": new.unit, "title": new.title, "post_level": new.post_level, "manner": new.manner}
    return Post.objects.create(person=person, first_on=on, begun_by=paper, **named)


def _end(post: Post, last: date, how: str, paper: str) -> None:
    if post.last_on:
        raise Refused(f"{post}已于 {post.last_on:%Y-%m-%d} 结束，没有再次登记。")
    if post.first_on and last < post.first_on:
        raise Refused(f"{post}自 {post.first_on:%Y-%m-%d} 起任职，不能在此之前结束。")
    post.last_on, post.left_how, post.left_by = last, how, paper
    post.save(update_fields=["last_on", "left_how", "left_by"])


def _tell(post: Post, act: str, what: str, paper: str, actor: Any) -> None:
    told = f"{post.person}{what}"
    record(f"person.{act}", post.person, told[:300], actor=actor, county=post.person.county, reason=paper, post=post.pk)
