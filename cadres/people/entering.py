"""Many people at once, each with the posts that come with them: the door for whole rosters, by COPY."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CharField, Model

from cadres.bulk import copy_rows
from cadres.people import identity, keys
from cadres.people.models import Person, Post
from cadres.people.services import Known, codes
from cadres.workbooks.texts import name_key


class FirstPost(NamedTuple):
    """A post that someone holds when entered; `first_on` None where nobody says since when."""

    unit_id: int
    title: str
    level: str
    manner: str
    first_on: date | None
    paper: str
    order: int


class Newcomer(NamedTuple):
    """Someone to enter: `found_by` the index of the ID number, `more` further fields of the register by name."""

    known: Known
    found_by: str
    more: Mapping[str, str]
    posts: Sequence[FirstPost]


def enter(county: Any, newcomers: Sequence[Newcomer]) -> list[tuple[int, list[int]]]:
    """Enter everybody, in the caller's transaction; the key of each person and those of the posts, in the same order.

    As with `services.register` codes go by names, and the caller holds the county's row.
    """
    if not newcomers:
        return []
    coded = _coded(county, newcomers)
    people = _drawn(Person, len(newcomers))
    posts = iter(_drawn(Post, sum(len(newcomer.posts) for newcomer in newcomers)))
    held = [[next(posts) for _ in newcomer.posts] for newcomer in newcomers]
    copy_rows(Person, _PERSON, _people(county.pk, newcomers, coded, people))
    copy_rows(Post, _POST, _posts(newcomers, people, held))
    return list(zip(people, held, strict=True))


def _drawn(model: type[Model], count: int) -> list[int]:
    """Keys for so many new rows."""
    with connection.cursor() as cursor:
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sequence, [model._meta.db_table, count])
        return [key for (key,) in cursor]


def _coded(county: Any, newcomers: Sequence[Newcomer]) -> list[str]:
    """A free code for each, given out in the order of names."""
    free = codes(set(Person.objects.filter(county=county).values_list("code", flat=True)))
    found = [""] * len(newcomers)
    for at in sorted(range(len(newcomers)), key=lambda at: _by_name(newcomers[at].known)):
        found[at] = next(free)
    return found


def _by_name(known: Known) -> tuple[str, str]:
    return name_key(known.name), known.id_number


_TEXTS = tuple(
    field.attname
    for field in Person._meta.concrete_fields
    if isinstance(field, CharField)
    and field.attname not in {"code", "name", "name_key", "sex", "ethnicity", "birth_month", "birth_day"}
    and not field.attname.startswith("id_")
)
_PERSON = (
    "id",
    "county_id",
    "code",
    "name",
    "name_key",
    "sex",
    "ethnicity",
    "birth_month",
    "birth_day",
    "id_cipher",
    "id_index",
    *_TEXTS,
)
_POST = (
    *("id", "person_id", "unit_id", "title", "post_level", "manner", "first_on", "begun_by", "left_how", "left_by"),
    "protocol_order",
)


def _people(
    county_id: int, newcomers: Sequence[Newcomer], coded: Sequence[str], people: Sequence[int]
) -> Iterator[Sequence[Any]]:
    sealing = keys.sealing()
    for (known, found_by, more, _), code, key in zip(newcomers, coded, people, strict=True):
        sealed = identity.seal(known.id_number, sealing), found_by
        born = known.birth_month, known.birth_day
        own = known.name, name_key(known.name), known.sex, known.ethnicity, *born
        yield (key, county_id, code, *own, *sealed, *[more.get(name, "") for name in _TEXTS])


def _posts(
    newcomers: Sequence[Newcomer], people: Sequence[int], held: Sequence[Sequence[int]]
) -> Iterator[Sequence[Any]]:
    for newcomer, person, posts in zip(newcomers, people, held, strict=True):
        for post, key in zip(newcomer.posts, posts, strict=True):
            named = post.unit_id, post.title, post.level, post.manner, post.first_on, post.paper
            yield (key, person, *named, "", "", post.order)
