"""Time in post: how much of a year a few spells of office cover."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from scoring.model.sheet import Subject

Spell = tuple[date, date]
"""First and last day, both inclusive."""
DAYS, MONTH_END, MID_MONTH, WHOLE, STARTED = "days", "month_end", "mid_month", "whole", "started"
COUNTS: Mapping[str, str] = {DAYS: "天", MONTH_END: "个月", MID_MONTH: "个月", WHOLE: "个月", STARTED: "个月"}
"""What is counted, with its measure word: days; months in office on their last, their 15th, every or any day."""
MIDDLE = 15
WHOLES = (12, 365, 366)
"""Months or days of a year."""


def served(spells: Iterable[Spell], year: int, count: str) -> int:
    """Days or months of `year` that the spells cover, overlapping ones once."""
    joined = _joined(spells, year)
    if count == DAYS:
        return sum((last - first).days + 1 for first, last in joined)
    return sum(any(_covers(spell, year, month, count) for spell in joined) for month in range(1, 13))


def in_office(subject: Subject, year: int, count: str) -> int:
    """Days or months of `year` in which a subject was in office."""
    return served([(subject.first, subject.last)], year, count)


def of_year(year: int, count: str) -> int:
    """The days or months of a whole year."""
    return served([(date(year, 1, 1), date(year, 12, 31))], year, count)


def _joined(spells: Iterable[Spell], year: int) -> list[Spell]:
    """The parts within the year, those that touch or overlap made one."""
    found: list[Spell] = []
    for first, last in sorted(spells):
        begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        if found and begin <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif begin <= end:
            found.append((begin, end))
    return found


def _covers(spell: Spell, year: int, month: int, count: str) -> bool:
    start, end = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if count == STARTED:
        return spell[0] <= end and start <= spell[1]
    asked = {MONTH_END: (end, end), WHOLE: (start, end)}.get(count, (start.replace(day=MIDDLE),) * 2)
    return spell[0] <= asked[0] and asked[1] <= spell[1]
