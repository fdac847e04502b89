"""Who comes before whom."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.model.sheet import Subject
from tests.reference.plain.basis import Answer
from tests.reference.plain.combined import taken_part
from tests.reference.plain.together import one_of_each

if TYPE_CHECKING:
    from tests.reference.plain.county import County


def ranks(county: County, kind: str, group: str) -> dict[str, int]:
    """Competition ranks 1, 2, 2, 4 of a group by code, equals parted by the method's keys; a gap has none."""
    ones = one_of_each(county, [one for one in county.members(kind) if one.group == group])
    people = [(alike[0], county.published(alike[0])) for alike in ones.values()]
    known = [(one, score) for one, score in people if isinstance(score, Fraction)]
    keys = county.method["subjects"][kind].get("ties", {}).get("keys", [])
    found = {}
    for score in {score for _, score in known}:
        better = sum(other > score for _, other in known)
        parted = before(county, [one for one, own in known if own == score], keys)
        found.update({code: 1 + better + number for code, number in parted.items()})
    return {one.key.code: place for code, place in found.items() for one in ones[code]}


def before(county: County, equals: list[Subject], keys: list[str]) -> dict[str, int]:
    """How many of the equals each key in turn puts before one."""
    nobody = {one.key.code: 0 for one in equals}
    if not keys or len(equals) == 1:
        return nobody
    told = [(one, _keyed(county, keys[0], one)) for one in equals]
    if all(answer is None for _, answer in told):
        return before(county, equals, keys[1:])
    values = [(one, answer) for one, answer in told if isinstance(answer, Fraction)]
    if len(values) < len(equals):
        return nobody
    found = {}
    for value in {value for _, value in values}:
        ahead = sum(other > value for _, other in values)
        later = before(county, [one for one, own in values if own == value], keys[1:])
        found.update({code: ahead + number for code, number in later.items()})
    return found


def _keyed(county: County, path: str, subject: Subject) -> Answer:
    """The exact value of the whole score or of one of its parts; None where the formula takes another branch."""
    entry = county.method["subjects"][subject.key.kind]["score"]
    name = path.removeprefix(f"{subject.key.kind}.score").removeprefix(".")
    if not name:
        return county.answer(entry, subject)
    part = entry["parts"].get(name) or entry["otherwise"]
    if entry["kind"] == "choose" and taken_part(entry, subject) is not part:
        return None
    return county.answer(part, subject)
