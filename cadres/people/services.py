"""The one door for changes of the people's register: who there is, who holds which post, what befell whom."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import F

from cadres.jobs.services import Refused
from cadres.people import identity, keys
from cadres.people.models import Manner, Person, Post, Situation
from cadres.people.records.selectors import by_every_number, former_names
from cadres.workbooks.texts import name_key

_BATCH = 2_000
_DAY = timedelta(days=1)


class Known(NamedTuple):
    """A person as the office writes him down; `ethnicity` and `birth_day` '' when it does not say."""

    id_number: str
    name: str
    sex: str
    ethnicity: str
    birth_month: str
    birth_day: str = ""


def register(county: Any, people: Iterable[Known]) -> dict[str, Person]:
    """Enter people, or bring those known by their ID number up to date; returns them by ID number.

    New ones get their codes in the order of their names: neither the office's rows nor anybody's birth shows in it,
    and the same register gives the same codes wherever it is entered. The caller holds the county's row, so nobody
    else gives out codes meanwhile.
    """
    found = {}
    known, called = by_every_number(county), former_names(county)
    free = codes({person.code for person in known.values()})
    fresh, changed = [], []
    for entry in sorted(people, key=_by_name):
        indexes = keys.indexes_of(entry.id_number)
        person = next((known[index] for index in indexes if index in known), None)
        if person is None:
            person = entered(county, next(free), entry, indexes[0])
            fresh.append(person)
        elif _brought_up_to_date(person, entry, name_key(entry.name) in called[person.pk]):
            changed.append(person)
        found[entry.id_number] = person
    Person.objects.bulk_create(fresh, batch_size=_BATCH)
    Person.objects.bulk_update(changed, ("name", "name_key", "ethnicity"), batch_size=_BATCH)
    return found


def _by_name(entry: Known) -> tuple[str, str]:
    return name_key(entry.name), entry.id_number


def codes(taken: set[str]) -> Iterator[str]:
    """Free codes, counting on from those in use."""
    number = len(taken)
    while True:
        number += 1
        if (code := f"{number:06}") not in taken:
            yield code


def entered(county: Any, code: str, entry: Known, id_index: str) -> Person:
    """Someone new, not saved yet; the number is sealed."""
    return Person(
        county=county,
        code=code,
        name=entry.name,
        name_key=name_key(entry.name),
        sex=entry.sex,
        ethnicity=entry.ethnicity,
        birth_month=entry.birth_month,
        birth_day=entry.birth_day,
        id_cipher=identity.seal(entry.id_number, keys.sealing()),
        id_index=id_index,
    )


def _brought_up_to_date(person: Person, entry: Known, formerly: bool) -> bool:
    """Take over what may change in a life; sex and birth are tied to the ID number that found the person.

    A name that the person bore `formerly`, by an act, is that of an earlier sheet and changes nothing.
    """
    before = person.name, person.ethnicity
    if not formerly:
        person.name, person.name_key = entry.name, name_key(entry.name)
    person.ethnicity = entry.ethnicity or person.ethnicity
    return (person.name, person.ethnicity) != before


def claim(read: Mapping[int, int]) -> None:
    """Hold the records of many until the transaction ends; `read` are the versions, by key, that the writer has read.

    Raises Refused where one is another by now: what somebody wrote meanwhile is not written over. Whoever writes counts
    the versions up.
    """
    held = Person.objects.select_for_update(no_key=True).filter(pk__in=list(read)).order_by("pk")
    if dict(held.values_list("pk", "version")) != read:
        raise Refused("有人在写入期间修改了名册，本次未写入任何数据。请重新上传，再次预览后确认。")


def appoint(people: Sequence[Person], posts: Iterable[Post], since: date) -> None:
    """Record the main posts that `people` held from the day `since` on, as the office's sheets tell them.

    A post already on record is carried on; one that was open and is not held any more ended before that day. What is on
    record of other days, and acts registered since, stay as they are: the sheets' posts fill what these leave open.
    """
    on_record = _main_posts(people)
    known, carried, changed, fresh = _by(_held, on_record), set(), [], []
    for post in posts:
        before = next((one for one in known[_held(post)] if _meet(one, post)), None)
        if before is None:
            fresh.append(post)
            continue
        carried.add(before.pk)
        if post.last_on and not before.last_on:
            before.last_on = post.last_on
            changed.append(before)
    ended = [post for post in on_record if not (post.last_on or post.pk in carried or _registered_since(post, since))]
    for post in ended:
        post.last_on = max(since - _DAY, _first(post))
    Post.objects.bulk_update([*changed, *ended], ("last_on",), batch_size=_BATCH)
    new = _beside(on_record, fresh)
    _in_living_units(new)
    Post.objects.bulk_create(new, batch_size=_BATCH)


def _in_living_units(posts: Iterable[Post]) -> None:
    """The database would refuse; the office is told whom and which unit."""
    for post in posts:
        gone = post.unit.abolished_on
        if gone and _last(post) >= gone:
            told = f"{post.person}在“{post.unit.name}”的任职没有在它撤销（{gone:%Y-%m-%d}）之前结束"
            raise Refused(f"{told}，请核对任职时间，或改为承继它的单位。")


def _main_posts(people: Sequence[Person]) -> list[Post]:
    """What is on record, in order."""
    posts = Post.objects.filter(person__in=people, manner=Manner.MAIN)
    return list(posts.order_by(F("first_on").asc(nulls_first=True), "pk"))


def _registered_since(post: Post, since: date) -> bool:
    """Whether the post was taken up by an act on paper, on that day or after it."""
    return bool(post.begun_by and post.first_on and post.first_on >= since)


def _beside(on_record: Iterable[Post], fresh: Iterable[Post]) -> list[Post]:
    """The new posts, cut to the days that those on record leave open; none of which nothing is left."""
    known = _by(lambda post: post.person_id, on_record)
    return [post for post in fresh if _cut(post, known[post.person_id])]


def _cut(post: Post, known: Iterable[Post]) -> bool:
    """Take from the new post the days of those on record; whether any are left to it."""
    for other in known:
        if not _meet(post, other):
            continue
        if _first(post) < _first(other):
            post.last_on = _first(other) - _DAY
        elif other.last_on is None:
            return False
        else:
            post.first_on = other.last_on + _DAY
    return _first(post) <= _last(post)


def _meet(one: Post, other: Post) -> bool:
    """Whether two posts have a day in common."""
    return _first(one) <= _last(other) and _first(other) <= _last(one)


def _first(post: Post) -> date:
    return post.first_on or date.min


def _last(post: Post) -> date:
    return post.last_on or date.max


def _by(key: Callable[[Post], Hashable], posts: Iterable[Post]) -> dict[Hashable, list[Post]]:
    found: dict[Hashable, list[Post]] = defaultdict(list)
    for post in posts:
        found[key(post)].append(post)
    return found


def _held(post: Post) -> tuple[int, int, str, str]:
    return post.person_id, post.unit_id, post.title, post.post_level


def note_situations(situations: Iterable[Situation]) -> None:
    """Record circumstances, each once."""
    noted = list(situations)
    on_record = Situation.objects.filter(person__in=[situation.person_id for situation in noted])
    known = set(on_record.values_list("person_id", "kind", "first_on"))
    Situation.objects.bulk_create(
        situation for situation in noted if (situation.person_id, situation.kind, situation.first_on) not in known
    )
