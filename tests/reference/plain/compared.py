"""Rules that measure somebody by others."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.model.sheet import Subject
from tests.reference.plain.basis import GAP, Answer, Entry
from tests.reference.plain.combined import applies_not, taken_part

if TYPE_CHECKING:
    from tests.reference.plain.county import County


def fallback(county: County, entry: Entry, subject: Subject) -> Answer:
    answer = county.answer(entry["part"], subject)
    if isinstance(answer, Fraction):
        return answer
    policy = entry["when_not_due"] if answer is None else entry["when_missing"]
    if policy == "group_mean":
        known = [one for one in column(county, entry, subject, "group") if isinstance(one, Fraction)]
        return sum(known, Fraction(0)) / len(known) if known else GAP
    return {"block": GAP, "zero": Fraction(0), "value": Fraction(entry.get("value", 0))}[policy]


def column(county: County, entry: Entry, subject: Subject, within: str) -> list[Answer]:
    """The part of everybody who is compared with a subject."""
    return [county.answer(entry["part"], one) for one in _compared(county, entry, subject, within)]


def _compared(county: County, entry: Entry, subject: Subject, within: str) -> list[Subject]:
    """Whose own formula holds the rule."""
    score = county.method["subjects"][subject.key.kind]["score"]
    everybody = county.members(subject.key.kind)
    return [one for one in everybody if (within == "kind" or one.group == subject.group) and takes(score, entry, one)]


def takes(entry: Entry, sought: Entry, subject: Subject) -> bool:
    """Whether a subject's own formula, from `entry` on, holds the rule that is sought."""
    if entry is sought:
        return True
    if entry["kind"] == "exempt" and applies_not(entry, subject):
        return False
    parts = [taken_part(entry, subject)] if entry["kind"] == "choose" else below(entry)
    return any(takes(one, sought, subject) for one in parts if one is not None)


def below(entry: Entry) -> list[Entry]:
    parts = entry.get("parts", {})
    return [*(parts.values() if isinstance(parts, dict) else ()), *([entry["part"]] if "part" in entry else [])]


def relative(county: County, entry: Entry, subject: Subject) -> Answer:
    own = county.answer(entry["part"], subject)
    if not isinstance(own, Fraction):
        return own
    base = [one for one in column(county, entry, subject, entry["within"]) if isinstance(one, Fraction)]
    sign = 1 if entry["better"] == "higher" else -1
    best, worst = max(base, key=lambda one: sign * one), min(base, key=lambda one: sign * one)
    if entry["to"] == "range":
        low, high = Fraction(entry["low"]), Fraction(entry["high"])
        return Fraction(entry["flat"]) if best == worst else low + (high - low) * (own - worst) / (best - worst)
    against = best if entry["to"] == "best" else sum(base, Fraction(0)) / len(base)
    if sign < 0 and own <= 0:
        return Fraction(entry["zero"])
    if against <= 0:
        return Fraction(entry["flat"])
    full = Fraction(entry["full"])
    return own / against * full if sign > 0 else min(against / own * full, Fraction(entry["zero"]))


def merged(county: County, entry: Entry, subject: Subject) -> Answer:
    value, mine = subject.attributes.get(entry["by"], ""), county.answer(entry["part"], subject)
    if not value or mine is None:
        return mine
    own = [one for one in _compared(county, entry, subject, "kind") if one.attributes.get(entry["by"]) == value]
    answers = [county.answer(entry["part"], one) for one in own]
    known = [answer for answer in answers if isinstance(answer, Fraction)]
    if GAP in answers:
        return GAP
    total = sum(known, Fraction(0))
    return {"mean": total / len(known), "best": max(known), "worst": min(known), "sum": total}[entry["take"]]


def rank(county: County, entry: Entry, subject: Subject) -> Answer:
    own = county.answer(entry["part"], subject)
    if not isinstance(own, Fraction):
        return own
    base = _counted(county, entry, subject)
    ahead = [one for one in base if (one > own if entry["better"] == "higher" else one < own)]
    place = {
        "competition": Fraction(len(ahead) + 1),
        "dense": Fraction(len(set(ahead)) + 1),
        "mean": len(ahead) + Fraction(base.count(own) + 1, 2),
    }[entry["ties"]]
    return place if entry["take"] == "place" else place / len(base) * 100


def _counted(county: County, entry: Entry, subject: Subject) -> list[Fraction]:
    """The values compared; of those who share `as_one` equal ones are counted once."""
    found = {}
    for one in _compared(county, entry, subject, entry["within"]):
        answer, alike = county.answer(entry["part"], one), one.attributes.get(entry.get("as_one", ""), "")
        if isinstance(answer, Fraction):
            found[(alike, answer) if alike else one.key.code] = answer
    return list(found.values())
