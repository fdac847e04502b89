"""How many seats there are, who has one, and what grades come of it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from scoring.model.sheet import Subject
from tests.reference.plain.basis import Entry, share
from tests.reference.plain.grades import barred, earned
from tests.reference.plain.places import before
from tests.reference.plain.rounding import whole
from tests.reference.plain.together import one_of_each

if TYPE_CHECKING:
    from tests.reference.plain.county import County

IN, OUT, UNDECIDED = "in", "out", "undecided"


class Line(NamedTuple):
    """One quota in one scope: `line` is the lowest score in, `rest` the seats that those tied for it share."""

    quota: str
    base: int
    seats: int
    line: Fraction | None
    undecided: tuple[str, ...]
    rest: int


class Outcome(NamedTuple):
    """Grades by code ('' where open or none), places by quota and code (in or undecided), lines."""

    grades: dict[str, str]
    places: dict[tuple[str, str], str]
    lines: list[Line]


def seated(county: County, kind: str) -> Outcome:
    """The quotas of a kind in their order, each over the grades that the one before it left."""
    people = county.members(kind)
    graded = kind in county.method.get("grades", {})
    found = Outcome({one.key.code: earned(county, one) if graded else "" for one in people}, {}, [])
    for name, quota in county.method.get("quotas", {}).items():
        if quota["of"] == kind:
            _apply(county, name, quota, found)
    return found


def _apply(county: County, name: str, quota: Entry, found: Outcome) -> None:
    scopes = _scopes(county, quota)
    bases = {scope: len(one_of_each(county, people)) for scope, people in scopes.items()}
    seats = _seats(quota, bases)
    for scope, people in scopes.items():
        competing = [one for one in people if _competes(county, quota, one, found.grades)]
        _fill(county, name, quota, (bases[scope], seats[scope]), competing, found)


def _scopes(county: County, quota: Entry) -> dict[str, list[Subject]]:
    """Who shares seats with whom: groups in the order of the scheme."""
    people, per = county.members(quota["of"]), quota.get("per", "group")
    if per == "all":
        return {"": people}
    told = {one.key.code: _scope(per, one) for one in people}
    order = (
        list(county.method["subjects"][quota["of"]]["groups"]) if per == "group" else sorted({*told.values()} - {""})
    )
    return {scope: [one for one in people if told[one.key.code] == scope] for scope in order}


def _scope(per: str, subject: Subject) -> str:
    return {"group": subject.group, "unit": subject.unit}.get(per) or subject.attributes.get(per, "")


def _seats(quota: Entry, bases: dict[str, int]) -> dict[str, int]:
    part, rounding = share(quota["share"]), quota.get("rounding", "largest")
    exact = {scope: base * part for scope, base in bases.items()}
    seats = {scope: whole(one, rounding) for scope, one in exact.items()}
    if rounding == "largest":
        left = whole(sum(exact.values(), Fraction(0)), "down") - sum(seats.values())
        order = list(bases)
        order.sort(key=lambda scope: (-(exact[scope] - seats[scope]), -bases[scope], list(bases).index(scope)))
        seats = {scope: one + (scope in order[:left]) for scope, one in seats.items()}
    least = int(quota.get("minimum", 0))
    return {scope: max(one, least) if bases[scope] else one for scope, one in seats.items()}


def _competes(county: County, quota: Entry, subject: Subject, grades: dict[str, str]) -> bool:
    """Whether a score, the grade so far and the limits let somebody compete."""
    if not isinstance(county.published(subject), Fraction):
        return False
    if "among" in quota and grades[subject.key.code] not in quota["among"]:
        return False
    return "grade" not in quota or not barred(county, subject, quota["grade"])


def _fill(
    county: County, name: str, quota: Entry, size: tuple[int, int], people: list[Subject], found: Outcome
) -> None:
    (base, seats), ones = size, one_of_each(county, people)
    ahead = _ahead(county, quota, [alike[0] for alike in ones.values()])
    tied = {code: sum(other == own for other in ahead.values()) for code, own in ahead.items()}
    places = {code: _place(own, tied[code], seats) for code, own in ahead.items()}
    across = tuple(sorted(code for code, place in places.items() if place == UNDECIDED))
    then = quota.get("ties", {}).get("then", UNDECIDED)
    if then != UNDECIDED:
        places.update(dict.fromkeys(across, IN if then == "all_in" else OUT))
        across = ()
    scores = [county.published(ones[code][0]) for code, place in places.items() if place == IN]
    rest = seats - min(ahead[code] for code in across) if across else 0
    found.lines.append(Line(name, base, seats, min(scores, default=None), across, rest))
    places = {one.key.code: place for code, place in places.items() for one in ones[code]}
    found.places.update({(name, code): place for code, place in places.items() if place != OUT})
    _regrade(quota, places, found.grades)


def _ahead(county: County, quota: Entry, people: list[Subject]) -> dict[str, int]:
    """How many each competes behind: by published score, then by the kind's keys, then by those of the quota."""
    own_keys = county.method["subjects"][quota["of"]].get("ties", {}).get("keys", [])
    keys = [*own_keys, *quota.get("ties", {}).get("keys", [])]
    scores = {one.key.code: county.published(one) for one in people}
    found = {}
    for score in set(scores.values()):
        better = sum(other > score for other in scores.values())
        equals = [one for one in people if scores[one.key.code] == score]
        found.update({code: better + number for code, number in before(county, equals, keys).items()})
    return found


def _place(ahead: int, tied: int, seats: int) -> str:
    if ahead + tied <= seats:
        return IN
    return OUT if ahead >= seats else UNDECIDED


def _regrade(quota: Entry, places: dict[str, str], grades: dict[str, str]) -> None:
    """Those in have the quota's grade; those out who had it have another; open places leave it open."""
    if "grade" not in quota:
        return
    for code, place in places.items():
        if place == IN:
            grades[code] = quota["grade"]
        elif place == UNDECIDED:
            grades[code] = ""
        elif grades[code] == quota["grade"] and "others" in quota:
            grades[code] = quota["others"]
