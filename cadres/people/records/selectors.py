"""Finding people by what they were once called or numbered, and what is on record of one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db.models import Q, QuerySet
from django.utils import timezone

from cadres.access.permissions import May
from cadres.access.scope import scope_of
from cadres.people import identity, keys
from cadres.people.dossiers import pieces
from cadres.people.dossiers.models import AppointmentForm
from cadres.people.lrmx.forms import read_form
from cadres.people.lrmx.photos import read_photo
from cadres.people.models import Person
from cadres.people.records.models import FormerName, FormerNumber, Rank, Sanction


def by_every_number(county: Any) -> dict[str, Person]:
    """The county's people by the index of each number that they have or had; for whoever looks many up."""
    people = {person.pk: person for person in Person.objects.filter(county=county)}
    former = FormerNumber.objects.filter(county=county).values_list("id_index", "person_id")
    return {index: people[key] for index, key in former} | {one.id_index: one for one in people.values()}


def former_names(county: Any) -> dict[int, set[str]]:
    """The names that people bore until a day, without blanks, by the person's key."""
    found: dict[int, set[str]] = defaultdict(set)
    for key, name in FormerName.objects.filter(person__county=county, last_on__isnull=False).values_list(
        "person_id", "name_key"
    ):
        found[key].add(name)
    return found


def by_number(county: Any, number: str) -> Person | None:
    """Whose ID number it is, or once was."""
    indexes = keys.indexes_of(number)
    people = Person.objects.filter(county=county)
    return (
        people.filter(id_index__in=indexes).first()
        or people.filter(former_numbers__id_index__in=indexes).distinct().first()
    )


def named_on(people: Iterable[Person], day: date) -> dict[int, str]:
    """What each was called on a day, by key; one query."""
    asked = list(people)
    names = {person.pk: person.name for person in asked}
    dated = FormerName.objects.filter(person__in=asked, last_on__gte=day).order_by("-last_on")
    return names | {row.person_id: row.name for row in dated}


def ranks_on(people: Iterable[int], day: date | None = None) -> dict[int, Rank]:
    """The rank that each of the people holds on a day, today's where none is given, by the person's key; one query."""
    day = day or timezone.localdate()
    begun, not_ended = Q(first_on=None) | Q(first_on__lte=day), Q(last_on=None) | Q(last_on__gte=day)
    return {rank.person_id: rank for rank in Rank.objects.filter(begun & not_ended, person__in=list(people))}


def sanctions_seen_by(user: Any, person: Person) -> QuerySet[Sanction]:
    """The sanctions of a person that the account may read: a cleared role's, or one's own. Void ones nobody's."""
    scope = scope_of(user, May.READ_CONDUCT)
    found = Sanction.objects.filter(person=person, person__county=scope.county_id, voided_at=None)
    return found if scope.whole_county or person.pk in scope.person_ids else found.none()


def in_effect(day: date | None = None) -> Q:
    """Sanctions that bar promotion on a day, as a condition on them."""
    day = day or timezone.localdate()
    return Q(first_on__lte=day, last_on__gte=day) & (Q(lifted_on=None) | Q(lifted_on__gt=day))


def conflicts_of(person: Person) -> list[str] | None:
    """What of a person's facts is not as the ID number has it, by the facts' names. It is told and never set right:
    of two the dossier decides (三龄两历). None where no key opens the number: then nothing can be said.
    """
    try:
        number = identity.unseal(person.id_cipher, *keys.unsealing())
    except (ValueError, InvalidTag):
        return None
    told = {
        "性别": (person.sex, "1" if int(number[16]) % 2 else "2"),
        "出生年月": (person.birth_month, f"{number[6:10]}.{number[10:12]}"),
        "出生日": (person.birth_day or number[12:14], number[12:14]),
    }
    return [name for name, (here, there) in told.items() if here != there]


def photo_of(person: Person) -> bytes | None:
    """The picture as JPEG: the register's own, else that of the newest form on file. Raises Unreadable."""
    if person.photo:
        return pieces.content_of(person.photo)
    form = AppointmentForm.objects.filter(person=person, has_photo=True).first()
    photo = read_photo(read_form(pieces.content_of(form.sha256)).value("ZhaoPian")) if form else None
    return photo.jpeg if photo else None


def has_photo(person: Person) -> bool:
    """Whether there is a picture to show."""
    return bool(person.photo) or AppointmentForm.objects.filter(person=person, has_photo=True).exists()
