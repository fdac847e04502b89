"""Which units there are on a day, and what each was called on it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import PROTECT, ManyToOneRel, Q, QuerySet
from django.utils import timezone

from cadres.units.models import Unit, UnitName


class Called(NamedTuple):
    """A unit's name on a day, and the short one ('' where it has none)."""

    name: str
    short: str

    def __str__(self) -> str:
        return self.short or self.name


def existing_on(day: date | None = None) -> QuerySet[Unit]:
    """The units that exist on the day, today's where none is given: founded by then, not abolished yet."""
    day = day or timezone.localdate()
    founded, standing = Q(founded_on=None) | Q(founded_on__lte=day), Q(abolished_on=None) | Q(abolished_on__gt=day)
    return Unit.objects.filter(founded & standing)


def called_on(units: Iterable[Unit], day: date | None = None) -> dict[int, Called]:
    """What each of the units was called on the day, by key; one query. On days without a name, as it is called now."""
    day = day or timezone.localdate()
    asked = list(units)
    begun, not_ended = Q(first_on=None) | Q(first_on__lte=day), Q(last_on=None) | Q(last_on__gte=day)
    ended = UnitName.objects.filter(begun & not_ended, unit__in=asked, void=False).exclude(last_on=None)
    earlier = {one.unit_id: Called(one.name, one.short_name) for one in ended}
    return {unit.pk: earlier.get(unit.pk, Called(unit.name, unit.short_name)) for unit in asked}


def names_ever(units: Iterable[int]) -> QuerySet[UnitName]:
    """Every name that units have borne, without those entered by mistake; ask for `values("name")`."""
    return UnitName.objects.filter(unit__in=list(units), void=False)


def by_any_name(county: Any) -> dict[str, Unit]:
    """The county's units by every name they have borne; where two had the same, the one that still exists."""
    rows = UnitName.objects.filter(unit__county=county, void=False).select_related("unit")
    ordered = sorted(rows, key=lambda row: (row.unit.abolished_on is None, row.last_on is None, row.pk))
    return {row.name: row.unit for row in ordered}


def resting_on(units: Collection[int]) -> dict[int, list[str]]:
    """What refers to each of the units, by key, in the words of its kind; their own names aside. A query for a kind."""
    found: dict[int, list[str]] = defaultdict(list)
    for relation in Unit._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.on_delete is PROTECT:
            word = "下级单位" if relation.related_model is Unit else str(relation.related_model._meta.verbose_name)
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": list(units)})
            for key in rows.order_by().values_list(relation.field.attname, flat=True).distinct():
                found[key].append(word)
    return found
