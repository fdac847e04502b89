"""Who held which post on a day, and whom an account may look up."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cadres.access.permissions import May
from cadres.access.scope import scope_of
from cadres.people.models import Person, Post


def held_on(day: date | None = None) -> QuerySet[Post]:
    """The posts that were held on the day, today's where none is given. Both its ends belong to a post."""
    day = day or timezone.localdate()
    begun, not_ended = Q(first_on=None) | Q(first_on__lte=day), Q(last_on=None) | Q(last_on__gte=day)
    return Post.objects.filter(begun & not_ended)


def people_seen_by(user: Any) -> QuerySet[Person]:
    """The people whose page the account may open: the county's, or those who hold a post in its own units today."""
    scope = scope_of(user, May.BROWSE_REGISTER)
    people = Person.objects.filter(county=scope.county_id)
    return people if scope.whole_county else people.filter(pk__in=_of_units(scope.unit_ids))


def _of_units(unit_ids: frozenset[int]) -> QuerySet[Post, Any]:
    return held_on().filter(unit__in=unit_ids).values("person")


def career_of(person: Person) -> QuerySet[Post]:
    """Every post of a person, the latest first; one that was always held comes last."""
    return person.posts.select_related("unit").order_by(F("first_on").desc(nulls_last=True), "-pk")
