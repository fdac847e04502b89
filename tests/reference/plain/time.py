"""What of the year somebody was in office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.model.sheet import Subject
from tests.reference.plain.basis import Answer, Entry

if TYPE_CHECKING:
    from tests.reference.plain.county import County


def pro_rata(county: County, entry: Entry, subject: Subject) -> Answer:
    answer = county.answer(entry["part"], subject)
    if not isinstance(answer, Fraction):
        return answer
    return answer * time(county, entry["count"], subject)


def time(county: County, count: str, subject: Subject) -> Fraction:
    """What of the year somebody was in office."""
    year = int(county.method["year"])
    days = [date.fromordinal(one) for one in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
    there = {day for day in days if subject.first <= day <= subject.last}
    if count == "days":
        return Fraction(len(there), len(days))
    months = [[day for day in days if day.month == month] for month in range(1, 13)]
    counts: dict[str, Callable[[list[date]], bool]] = {
        "month_end": lambda month: month[-1] in there,
        "mid_month": lambda month: month[14] in there,
        "whole": lambda month: there.issuperset(month),
        "started": lambda month: not there.isdisjoint(month),
    }
    return Fraction(sum(counts[count](month) for month in months), 12)
