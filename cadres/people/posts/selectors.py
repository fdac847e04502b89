"""Who held which post on a day, and whom an account may look up."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cadres.access.permissions import May
from cadres.access.scope import scope_of
from cadres.people.models import Person, Post, PostLevel
from cadres.units.models import Unit, UnitName


def held_on(day: date | None = None) -> QuerySet[Post]:
    """The posts that were held on the day, today's where none is given. Both its ends belong to a post."""
    day = day or timezone.localdate()
    begun, not_ended = Q(first_on=None) | Q(first_on__lte=day), Q(last_on=None) | Q(last_on__gte=day)
    return Post.objects.filter(begun & not_ended)


def people_seen_by(user: Any) -> QuerySet[Person]:
    """The people whose page the account may open: the county's, or itself and who holds a post in its units today."""
    scope = scope_of(user, May.READ_PERSON)
    people = Person.objects.filter(county=scope.county_id)
    if scope.whole_county:
        return people
    return people.filter(Q(pk__in=scope.person_ids) | Q(pk__in=_of_units(scope.unit_ids)))


def _of_units(unit_ids: frozenset[int]) -> QuerySet[Post, Any]:
    return held_on().filter(unit__in=unit_ids).values("person")


def team_of(unit: Unit) -> list[Post]:
    """Who holds a post in the unit today: principals, deputies, others, each class in the order set by hand."""
    posts = held_on().filter(unit=unit).select_related("person", "unit")
    level = {PostLevel.PRINCIPAL: 0, PostLevel.DEPUTY: 1, PostLevel.NON_LEADING: 2}
    return sorted(posts, key=lambda post: (level[PostLevel(post.post_level)], post.protocol_order, post.pk))


def career_of(person: Person) -> list[Post]:
    """Every post of a person, the latest first, one that was always held last; two queries.

    `line` tells unit and post as the unit was called on the post's last day.
    """
    posts = list(person.posts.select_related("unit").order_by(F("first_on").desc(nulls_last=True), "-pk"))
    ended = UnitName.objects.filter(unit__in={post.unit_id for post in posts}, void=False, last_on__isnull=False)
    names = sorted(ended, key=lambda name: name.last_on or date.max)
    for post in posts:
        last = post.last_on or timezone.localdate()
        then = next((one for one in names if one.unit_id == post.unit_id and one.last_on and one.last_on >= last), None)
        post.line = post.line_with(then.name) if then else str(post)
    return posts
