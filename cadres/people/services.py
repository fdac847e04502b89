"""The one door for changes of the people's register: who there is, who holds which post, what befell whom."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from cadres.people import identity, keys
from cadres.people.models import Person, Post, Situation
from cadres.workbooks.texts import name_key

_BATCH = 2_000


class Known(NamedTuple):
    """A person as the office writes him down; `ethnicity` '' when it does not say."""

    id_number: str
    name: str
    sex: str
    ethnicity: str
    birth_month: str


def register(county: Any, people: Iterable[Known]) -> dict[str, Person]:
    """Enter people, or bring those known by their ID number up to date; returns them by ID number.

    New ones get their codes in the order of their names: neither the office's rows nor anybody's birth shows in it,
    and the same register gives the same codes wherever it is entered. The caller holds the county's row, so nobody
    else gives out codes meanwhile.
    """
    index, found = keys.indexing(), {}
    known = {person.id_index: person for person in Person.objects.filter(county=county)}
    free = codes({person.code for person in known.values()})
    fresh, changed = [], []
    for entry in sorted(people, key=_by_name):
        id_index = identity.index_of(entry.id_number, index)
        person = known.get(id_index)
        if person is None:
            person = entered(county, next(free), entry, id_index)
            fresh.append(person)
        elif _brought_up_to_date(person, entry):
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
        id_cipher=identity.seal(entry.id_number, keys.sealing()),
        id_index=id_index,
    )


def _brought_up_to_date(person: Person, entry: Known) -> bool:
    """Take over what may change in a life; sex and birth are tied to the ID number that found the person."""
    before = person.name, person.ethnicity
    person.name, person.name_key = entry.name, name_key(entry.name)
    person.ethnicity = entry.ethnicity or person.ethnicity
    return (person.name, person.ethnicity) != before


def appoint(people: Sequence[Person], posts: Iterable[Post], since: date) -> None:
    """Record the posts that `people` held from the day `since` on.

    A post already on record is carried on; one that was open and is not held any more ended before that day.
    """
    standing = {_held(post): post for post in Post.objects.filter(person__in=people, last_on=None)}
    fresh, changed = [], []
    for post in posts:
        before = standing.pop(_held(post), None)
        if before is None:
            fresh.append(post)
        elif post.last_on:
            before.last_on = post.last_on
            changed.append(before)
    for ended in standing.values():
        ended.last_on = max(since - timedelta(days=1), ended.first_on or date.min)
    Post.objects.bulk_update([*changed, *standing.values()], ("last_on",), batch_size=_BATCH)
    Post.objects.bulk_create(fresh, batch_size=_BATCH)


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
