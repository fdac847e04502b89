"""The register of units as pages show it: whom the account may see, as things were on a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessment.cycles.selectors import cycles_for, scheme_of, unit_groups
from cadres.access.permissions import May
from cadres.access.scope import scope_of
from cadres.people.models import Manner, PostLevel
from cadres.people.posts.selectors import held_on
from cadres.units.models import Kind, Succession, Unit, UnitAct
from cadres.units.selectors import Called, called_on, existing_on
from cadres.workbooks.texts import plain

#: Which units are listed: those of the day, those that are gone by then, all.
STATES: Mapping[str, str] = {"": "在册", "gone": "已撤销", "all": "全部"}


def units_seen_by(user: Any) -> QuerySet[Unit]:
    """The units whose page the account may open: the county's, or its own."""
    scope = scope_of(user, May.BROWSE_REGISTER)
    units = Unit.objects.filter(county=scope.county_id).select_related("parent")
    return units if scope.whole_county else units.filter(pk__in=scope.unit_ids)


def categories_of(user: Any) -> Mapping[str, str]:
    """What the county's newest scheme calls the categories of units; none before the first year."""
    newest = cycles_for(user).first()
    return unit_groups(scheme_of(newest)) if newest else {}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed by; '' for whatever is not asked."""

    words: str = ""
    category: str = ""
    kind: str = ""
    state: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the list: what it was called on the day, how deep below others, who is in it against its posts."""

    unit: Unit
    called: Called
    depth: int
    principals: int
    deputies: int

    @property
    def over(self) -> bool:
        """Whether more hold a post than are approved."""
        return _over(self.principals, self.unit.principal_posts) or _over(self.deputies, self.unit.deputy_posts)


def _over(held: int, approved: int | None) -> bool:
    return approved is not None and held > approved


def listed(user: Any, asked: Asked) -> list[Row]:
    """The units in protocol order, each below its superior; four queries, however many there are."""
    day = asked.day or timezone.localdate()
    units = list(_narrowed(user, asked, day))
    called = called_on(units, day)
    words = plain(asked.words).lower()
    found = [unit for unit in units if not words or _holds(unit, called[unit.pk], words)]
    held = _counted(found, day)
    return [
        Row(unit, called[unit.pk], depth, held[unit.pk, PostLevel.PRINCIPAL], held[unit.pk, PostLevel.DEPUTY])
        for unit, depth in _below(found)
    ]


def _narrowed(user: Any, asked: Asked, day: date) -> QuerySet[Unit]:
    units, there = units_seen_by(user), existing_on(day).values("pk")
    if asked.state == "gone":
        units = units.filter(abolished_on__lte=day)
    elif asked.state != "all":
        units = units.filter(pk__in=there)
    if asked.category:
        units = units.filter(category=asked.category)
    return units.filter(kind=asked.kind) if asked.kind in Kind.values else units


def _holds(unit: Unit, called: Called, words: str) -> bool:
    texts = (called.name, called.short, unit.name, unit.short_name, unit.code)
    return any(words in plain(text).lower() for text in texts)


def _counted(units: Iterable[Unit], day: date) -> Counter[tuple[int, str]]:
    """Posts held on the day by unit and class; those beside a main post (兼任, 挂职) take no approved post."""
    own = held_on(day).filter(unit__in=list(units), manner__in=(Manner.MAIN, Manner.ACTING))
    return Counter(own.values_list("unit_id", "post_level"))


def _below(units: Sequence[Unit]) -> list[tuple[Unit, int]]:
    """Units in order, each followed by those below it; one whose superior is not in the list stands at the top."""
    there = {unit.pk for unit in units}
    children: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in units:
        children[unit.parent_id if unit.parent_id in there else None].append(unit)
    found: list[tuple[Unit, int]] = []
    waiting = [(unit, 0) for unit in reversed(children[None])]
    while waiting:
        unit, depth = waiting.pop()
        found.append((unit, depth))
        waiting += [(one, depth + 1) for one in reversed(children[unit.pk])]
    return found


def kin_of(unit: Unit) -> tuple[list[Unit], list[Unit]]:
    """Which units it carries on, and which carry it on."""
    links = Succession.objects.select_related("former", "successor").order_by("pk")
    return (
        [link.former for link in links.filter(successor=unit)],
        [link.successor for link in links.filter(former=unit)],
    )


def acts_of(unit: Unit) -> QuerySet[UnitAct]:
    """What befell the unit, and what befell others whose heir it is, the latest first."""
    about = Q(unit=unit) | Q(pk__in=Succession.objects.filter(successor=unit).values("act"))
    return UnitAct.objects.filter(about).select_related("recorded_by")
