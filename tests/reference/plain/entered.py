"""Rules over what was entered: marks, ledgers, other subjects' results."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.model.sheet import Sheet, Subject
from tests.reference.plain.basis import GAP, Answer, Entry
from tests.reference.plain.places import ranks

if TYPE_CHECKING:
    from tests.reference.plain.county import County


def mean(county: County, entry: Entry, subject: Subject) -> Answer:
    source = county.method["sources"][entry["source"]]
    items = source["items"].get(subject.key.kind, []) if "items" in source else [""]
    means = []
    for period in county.due(source, subject):
        marks = [_mark(subject, entry["source"], period, item) for item in items]
        known = [mark for mark in marks if mark is not None]
        if len(known) < len(marks):
            return GAP
        means.append(sum(known, Fraction(0)) / len(known))
    return sum(means, Fraction(0)) / len(means) if means else None


def _mark(subject: Subject, source: str, period: str, item: str) -> Fraction | None:
    found = [mark.value for mark in subject.marks if mark[:3] == (source, period, item)]
    return Fraction(found[0]) if found else None


def ledger(county: County, entry: Entry, subject: Subject) -> Answer:
    owner = county.method["sources"][entry["source"]]["of"]
    lines = [
        line
        for one in county.members(owner)
        if one.key.code == subject.unit
        for line in one.ledger
        if line.source == entry["source"]
    ]
    return sum((Fraction(line.points) for line in lines), Fraction(0))


def carried(county: County, entry: Entry, subject: Subject) -> Answer:
    owner = county.method["sources"][entry["source"]]["of"]
    total = Fraction(0)
    for unit in county.members(owner):
        for line in unit.ledger:
            if line.source == entry["source"]:
                roles = _roles(county.sheet, entry, unit.key.code, line.task, line.on)
                factors = [Fraction(entry["factors"][role]) for code, role in roles if code == subject.key.code]
                total += Fraction(line.points) * max(factors, default=Fraction(0))
    return total


def _roles(sheet: Sheet, entry: Entry, unit: str, task: str, day: date) -> list[tuple[str, str]]:
    """Who bore what for a fact on its day."""
    main = {duty.cadre for duty in sheet.duties if duty.task == task and duty.main and duty.first <= day <= duty.last}
    here = [post for post in sheet.tenures if post.unit == unit and post.first <= day <= post.last]
    heads = {post.cadre for post in here if post.principal}
    bearing = heads & main if entry["principals"] == "named_only" and heads & main else heads
    found = [(code, "responsible") for code in main] + [(code, "principal") for code in bearing]
    return found + [(post.cadre, "others") for post in here if not post.principal]


def other(county: County, entry: Entry, subject: Subject) -> Answer:
    if not subject.unit and entry.get("when_none") == "skip":
        return None
    for one in county.members(entry["of"]):
        if one.key.code == subject.unit:
            if entry["take"] == "score":
                score = county.published(one)
                return GAP if score is None else score
            rank = ranks(county, one.key.kind, one.group).get(one.key.code)
            return GAP if rank is None else Fraction(rank)
    return GAP


def constant(county: County, entry: Entry, subject: Subject) -> Answer:
    return Fraction(entry["value"])


def earlier(county: County, entry: Entry, subject: Subject) -> Answer:
    """What one year said, where it said one thing."""
    year = int(county.method["year"]) - int(entry["years_back"])
    told = {one.value for one in subject.earlier if (one.year, one.what) == (year, entry["what"])}
    found = told.pop() if len(told) == 1 else None
    if found is not None and "table" in entry:
        found = entry["table"].get(found)
    return GAP if found is None else Fraction(found)
