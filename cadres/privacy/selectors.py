from typing import Any

from django.db.models import F, QuerySet

from cadres.access.permissions import May
from cadres.access.scope import scope_of
from cadres.people.models import Person
from cadres.privacy.models import CorrectionRequest


def own_person(user: Any) -> Person | None:
    """The person that the account is, None where it is nobody of the register."""
    scope = scope_of(user, May.READ_OWN_DATA)
    return Person.objects.select_related("county").filter(county=scope.county_id, pk__in=scope.person_ids).first()


def numbered(user: Any) -> QuerySet[Person]:
    """The people whose ID number the account may ask for."""
    scope = scope_of(user, May.REVEAL_NUMBERS)
    return Person.objects.filter(county=scope.county_id).select_related("county")


def requests_for(user: Any) -> QuerySet[CorrectionRequest]:
    """The requests that the account answers: its county's, the open ones first, then the newest."""
    scope = scope_of(user, May.ANSWER_CORRECTIONS)
    found = CorrectionRequest.objects.filter(person__county=scope.county_id)
    return found.select_related("person__county", "asked_by", "answered_by").order_by(
        F("answered_at").desc(nulls_first=True), "-id"
    )


def requests_of(person: Person) -> QuerySet[CorrectionRequest]:
    """What a person asked for, the newest first."""
    return CorrectionRequest.objects.filter(person=person).select_related("answered_by")
