from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cadres.people.dossiers.models import AppointmentForm, FormFinding, FormImport
from cadres.people.models import Person
from cadres.people.ordering.orders import Order, arranged
from cadres.workbooks.texts import name_key


def people_for(user: Any) -> QuerySet[Person]:
    """The people of the account's county; `on_file` whether an appointment form is kept."""
    kept = AppointmentForm.objects.filter(person=OuterRef("pk"))
    return Person.objects.filter(county_id=user.county_id).select_related("county").annotate(on_file=Exists(kept))


def listed(user: Any, words: str, order: Order) -> list[int]:
    """Keys of the people whose names hold the words, in order."""
    people = Person.objects.filter(county_id=user.county_id)
    if words:
        people = people.filter(name_key__contains=name_key(words))
    rows = people.values_list("pk", "name", "code")
    return [row[0] for row in arranged(rows, order, name=lambda row: row[1], code=lambda row: row[2])]


def imports_for(user: Any) -> QuerySet[FormImport]:
    """The imports of the account's county, newest first."""
    return FormImport.objects.filter(county_id=user.county_id).select_related(
        "looking__pulse", "writing__pulse", "received_by", "ordered_by"
    )


def findings_of(form_import: FormImport, action: str) -> QuerySet[FormFinding]:
    """What came out for each form, of one action where it is given."""
    found = FormFinding.objects.filter(form_import=form_import).select_related("person")
    return found.filter(action=action) if action else found
