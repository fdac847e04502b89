"""What a decision, a score over the years, a part or a sum of the ledger is noticed by."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.model.sheet import Subject
from tests.reference.plain.basis import Entry

if TYPE_CHECKING:
    from tests.reference.plain.county import County


def flags(county: County, subject: Subject) -> list[str]:
    """The flags that decisions on the subject raise, or its scores over the years."""
    flags = county.method["flags"].items()
    own = {name: one["when"] for name, one in flags if one["of"] == subject.key.kind}
    return [
        name
        for name, when in own.items()
        if ("decision" in when and decided(when["decision"], subject))
        or ("score" in when and _low(county, when["score"], subject))
        or ("part" in when and _above(county, when["part"], subject))
        or ("ledger" in when and sum(one.points or 0 for one in subject.ledger) <= int(when["ledger"]["up_to"]))
    ]


def _above(county: County, asked: Entry, subject: Subject) -> bool:
    """Whether the whole score, before it is rounded, is above a line."""
    answer = county.answer(county.method["subjects"][subject.key.kind]["score"], subject)
    return isinstance(answer, Fraction) and answer > Fraction(asked["above"])


def _low(county: County, asked: Entry, subject: Subject) -> bool:
    """Whether the score is below the line in so many years: of the last ones, or in a row up to this year."""
    score, line = county.published(subject), Fraction(asked["below"])
    years = {2016 - back: _then(subject, 2016 - back, line) for back in range(1, 9)}
    now = isinstance(score, Fraction) and score < line
    if "last_years" in asked:
        last = [years[2016 - back] for back in range(1, int(asked["last_years"]))]
        return now + last.count("low") >= int(asked["any_years"])
    row = [one for one in years.values() if one != "ungraded" or asked["gap"] == "break"]
    return now and row[: int(asked["years"]) - 1] == ["low"] * (int(asked["years"]) - 1)


NO = ("否", "不属实", "×", "０")
"""Of the values that are drawn those that say no."""


def decided(asked: Entry, subject: Subject) -> bool:
    """A decision that says no is no fact, unless the method lists it."""
    said = [one.value for one in subject.decisions if one.what == asked["what"]]
    return any(one in asked["is"] if "is" in asked else one not in NO for one in said)


def _then(subject: Subject, year: int, line: Fraction) -> str:
    """What is on record of a year: 'low', 'ungraded', or neither."""
    grades = {one.value for one in subject.earlier if (one.year, one.what) == (year, "grade")}
    scores = {one.value for one in subject.earlier if (one.year, one.what) == (year, "score")}
    if len(grades) > 1 or len(scores) > 1:
        return "torn"
    if grades == {"undetermined"}:
        return "ungraded"
    return "low" if scores and Fraction(min(scores)) < line else "other"
