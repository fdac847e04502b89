"""The register of people as pages show it: whom the account may see, narrowed and in one of the orders of the house."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from django.db.models import Q, QuerySet

from cadres.access.permissions import May, may
from cadres.people import identity, keys
from cadres.people.models import Manner, Person, Post, PostLevel
from cadres.people.ordering.orders import Order, arranged
from cadres.people.ordering.pinyin import sounds
from cadres.people.posts.selectors import held_on, people_seen_by
from cadres.people.records.models import FormerName, Mark
from cadres.workbooks.texts import name_key, plain

ORDERS: Mapping[str, Order] = {
    "": Order.PROTOCOL,
    "strokes": Order.SURNAME_STROKES,
    "names": Order.NAME_STROKES,
    "pinyin": Order.PINYIN,
}
#: Whose posts a list is narrowed to: of a class, of a manner, in office at all.
_OUT = "out"
LEVELS: Mapping[str, str] = {**dict(PostLevel.choices), _OUT: "不在任"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed by; '' for whatever is not asked."""

    words: str = ""
    category: str = ""
    level: str = ""
    manner: str = ""
    sex: str = ""
    mark: str = ""
    unit: str = ""
    order: str = ""


class Line(NamedTuple):
    """As much of a person as it takes to find and order them."""

    pk: int
    code: str
    name: str
    name_key: str


@dataclass(slots=True)
class Row:
    """A person in the list, with the posts held today, main ones first, and the office's marks."""

    person: Person
    posts: list[Post]
    marks: list[str]
    masked: str


def listed(user: Any, asked: Asked) -> list[int]:
    """Keys of the people asked for, in order. The words are sought in names, former names, units, codes and initials of
    pinyin; a few queries however many there are. ID numbers are sought elsewhere (`seek_number`).
    """
    lines = [Line(*row) for row in _narrowed(user, asked).values_list("pk", "code", "name", "name_key")]
    words = plain(asked.words)
    if words:
        found = _found(user, words)
        spelt = words.lower() if words.isascii() and words.isalpha() else ""
        lines = [line for line in lines if line.pk in found or _matches(line, asked.words, spelt)]
    order = ORDERS.get(asked.order, Order.PROTOCOL)
    places = _places([line.pk for line in lines]) if order is Order.PROTOCOL else {}
    placed = arranged(
        lines,
        order,
        name=lambda one: one.name,
        code=lambda one: one.code,
        place=lambda one: places.get(one.pk, _NOWHERE),
    )
    return [line.pk for line in placed]


#: Who holds no post stands behind all who do.
_NOWHERE = (None, None, None, None, None)


def _narrowed(user: Any, asked: Asked) -> QuerySet[Person]:
    people, held = people_seen_by(user), held_on()
    if asked.level in PostLevel.values:
        held = held.filter(post_level=asked.level)
    if asked.manner in Manner.values:
        held = held.filter(manner=asked.manner)
    if asked.category:
        held = held.filter(unit__category=asked.category)
    if asked.unit:
        held = held.filter(unit__code=asked.unit)
    if asked.level == _OUT:
        people = people.exclude(pk__in=held_on().values("person"))
    elif asked.level or asked.manner or asked.category or asked.unit:
        people = people.filter(pk__in=held.values("person"))
    if asked.sex in ("1", "2"):
        people = people.filter(sex=asked.sex)
    if asked.mark and may(user, May.MARK_PEOPLE):
        people = people.filter(marks__word=asked.mark)
    return people


def _matches(line: Line, words: str, spelt: str) -> bool:
    if name_key(words) in line.name_key or plain(words) == line.code:
        return True
    return bool(spelt) and initials(line.name).startswith(spelt)


def initials(name: str) -> str:
    """The first letters of the syllables of a name: 张敏 is zm, 单雄 is sx."""
    return "".join(sound.syllable[:1] for sound in sounds(name))


def _found(user: Any, words: str) -> set[int]:
    """Who is found by something else than the present name: a former one, or the unit."""
    former = FormerName.objects.filter(name_key__contains=name_key(words), person__county=user.county_id)
    told = Q(unit__name__contains=words) | Q(unit__short_name__contains=words) | Q(title__contains=words)
    held = held_on().filter(told, unit__county=user.county_id)
    return {*former.values_list("person", flat=True), *held.values_list("person", flat=True)}


def _places(people: Sequence[int]) -> dict[int, tuple[int | None, ...]]:
    """By protocol: the unit of the first post held today, the class, then the place in the team."""
    level = {PostLevel.PRINCIPAL: 1, PostLevel.DEPUTY: 2, PostLevel.NON_LEADING: 3}
    names = ("person", "unit__protocol_order", "unit", "post_level", "protocol_order", "pk", "manner")
    rows = held_on().filter(person__in=people).values_list(*names)
    found: dict[int, tuple[int | None, ...]] = {}
    for person, unit_order, unit, post_level, order, pk, _ in sorted(
        rows, key=lambda row: (row[6] != Manner.MAIN, row[1:6])
    ):
        found.setdefault(person, (unit_order, unit, level[PostLevel(post_level)], order, pk))
    return found


def rows_of(user: Any, people: Sequence[int]) -> list[Row]:
    """The rows of one page, in the order of the keys; three queries."""
    found = Person.objects.in_bulk(list(people))
    posts, marks = _posts(people), _marks(people) if may(user, May.MARK_PEOPLE) else {}
    shows = may(user, May.REVEAL_NUMBERS)
    return [
        Row(found[key], posts.get(key, []), marks.get(key, []), _masked(found[key]) if shows else "") for key in people
    ]


def _posts(people: Iterable[int]) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = defaultdict(list)
    for post in held_on().filter(person__in=list(people)).select_related("unit").order_by("pk"):
        found[post.person_id].append(post)
    for posts in found.values():
        posts.sort(key=lambda post: post.manner != Manner.MAIN)
    return found


def _marks(people: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for person, word in Mark.objects.filter(person__in=list(people)).values_list("person", "word"):
        found[person].append(word)
    return found


def _masked(person: Person) -> str:
    """The number as a list may show it; '' where no key opens it."""
    try:
        return identity.masked(identity.unseal(person.id_cipher, *keys.unsealing()))
    except (ValueError, InvalidTag):
        return ""


def marks_of(user: Any) -> list[str]:
    """The words that the county's people are marked with, for who may see them."""
    if not may(user, May.MARK_PEOPLE):
        return []
    words = Mark.objects.filter(person__county=user.county_id).order_by("word")
    return list(words.values_list("word", flat=True).distinct())
