"""Who can see a record, and by which rule: the same bounds as `cadres.access.scope`, asked from the record's side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cadres.access.models import OF_INDICATORS, OF_ONE_PERSON, OF_ONE_UNIT, Assignment, Role
from cadres.access.permissions import RULES, May
from cadres.people.models import Person
from cadres.people.posts.selectors import held_on
from cadres.units.models import Unit

#: Kinds of records: what they are called, and each act by which one sees such a record.
OF_A_PERSON: Mapping[str, tuple[str, tuple[May, ...]]] = {
    "card": ("干部的得分构成", (May.READ_ALL_RESULTS, May.READ_OWN_RESULT)),
    "person": ("干部的名册页面", (May.READ_PERSON,)),
    "conduct": ("干部的处分与影响期", (May.READ_CONDUCT,)),
    "number": ("干部的身份证号", (May.REVEAL_NUMBERS,)),
    "own": ("干部的个人信息页面", (May.READ_OWN_DATA,)),
}
OF_A_UNIT: Mapping[str, tuple[str, tuple[May, ...]]] = {
    "unit-card": ("单位的得分构成", (May.READ_ALL_RESULTS, May.READ_OWN_RESULT)),
    "unit": ("单位的名册页面", (May.BROWSE_REGISTER,)),
    "tasks": ("单位的任务清单", (May.READ_TASKS,)),
}
OF_THE_COUNTY: Mapping[str, tuple[str, tuple[May, ...]]] = {
    "ranking": ("已发布的排名与晾晒", (May.READ_PUBLISHED,)),
    "trail": ("操作留痕", (May.READ_TRAIL,)),
    "accounts": ("账号与角色", (May.READ_ACCOUNTS,)),
}
_WHOLE = "全县"
KINDS = {**OF_A_PERSON, **OF_A_UNIT, **OF_THE_COUNTY}


@dataclass(frozen=True, slots=True)
class Sight:
    """One account's way to a record: by which role, by which rule, and within which bound."""

    given: Assignment
    act: May
    bound: str


def who_sees(county: Any, kind: str, unit: Unit | None = None, person: Person | None = None) -> list[Sight]:
    """Every way to a record of the kind, by account; one question for each act."""
    seen = (sight for act in KINDS[kind][1] for sight in _by(county, act, unit, person))
    return sorted(seen, key=lambda sight: (sight.given.user.username, sight.given.pk))


def _by(county: Any, act: May, unit: Unit | None, person: Person | None) -> Iterator[Sight]:
    units = {unit.pk} if unit else _units_of(person)
    held = Assignment.objects.filter(user__county=county, user__is_active=True, role__in=RULES[act])
    for given in held.select_related("user", "unit", "person"):
        bound = _bound(given, act, units, person) if unit or person else _WHOLE
        if bound:
            yield Sight(given, act, bound)


def _units_of(person: Person | None) -> set[int]:
    """Where the person holds a post today."""
    return set(held_on().filter(person=person).values_list("unit", flat=True)) if person else set()


def _bound(given: Assignment, act: May, units: set[int], person: Person | None) -> str:
    """How far the role reaches, if it reaches this unit's or person's record; else nothing."""
    role = Role(given.role)
    if role in OF_ONE_UNIT:
        return f"本单位（{given.unit}）" if given.unit_id in units else ""
    if role in OF_INDICATORS:
        return f"仅{given.unit}监测的指标"
    if role not in OF_ONE_PERSON:
        return _WHOLE
    if person:
        return "本人" if given.person_id == person.pk else ""
    return "仅本人承担的任务" if act is May.READ_TASKS and units & _units_of(given.person) else ""
