"""Random small counties for the properties: few values, so that ties, lines and gaps are common."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from scoring.model.sheet import Duty, Key, LedgerLine, Mark, Sheet, Subject, Tenure
from tests.scoring.build import FIRST, HANGJIN, LAST, due_keys

VALUES = tuple(map(Decimal, ("0", "60", "88.5", "90", "90.05", "90.1", "95", "100")))
UNITS = ("甲局", "乙局", "丙镇")
TASKS = ("A-1", "A-2")
POINTS = tuple(map(Decimal, ("-0.5", "-1", "-0.25", "-200")))


def sheets(gaps: bool = True) -> st.SearchStrategy[Sheet]:
    """Counties by number: drawing each of some hundred marks by itself would take a hundred times as long."""
    return st.integers(0, 2**32).map(lambda seed: county(random.Random(seed), gaps))


def county(rng: random.Random, gaps: bool) -> Sheet:
    """Three units with their teams and up to eight cadres; with `gaps` some due marks are missing."""
    people = [f"干部{number}" for number in range(rng.randint(1, 8))]
    subjects = [_subject(rng, kind, unit, gaps) for unit in UNITS for kind in ("unit", "team")]
    subjects += [_subject(rng, "cadre", person, gaps) for person in people]
    duties = [
        Duty(rng.choice(TASKS), rng.choice(people), rng.random() < 0.7, *_span(rng)) for _ in range(rng.randint(0, 4))
    ]
    tenures = [
        Tenure(rng.choice(UNITS), rng.choice(people), rng.random() < 0.5, *_span(rng)) for _ in range(rng.randint(0, 6))
    ]
    return Sheet(2016, tuple(subjects), tuple(duties), tuple(tenures))


def _subject(rng: random.Random, kind: str, code: str, gaps: bool) -> Subject:
    first, last = _span(rng)
    group = rng.choice(list(HANGJIN.subjects[kind].groups)[:2])
    cadre = kind == "cadre"
    situation = "under_investigation" if cadre and rng.random() < 0.2 else ""
    # All marks alike for some: that is what makes ties.
    values = [rng.choice(VALUES)] if rng.random() < 0.5 else VALUES
    keys = due_keys(HANGJIN, kind, first, last)
    given = [Mark(*key, rng.choice(values), number) for number, key in enumerate(keys)]
    if gaps and given and rng.random() < 0.3:
        given.pop(rng.randrange(len(given)))
    ledger = tuple(_line(rng) for _ in range(rng.randint(0, 2))) if kind == "unit" else ()
    return Subject(
        Key(kind, code), group, rng.choice(UNITS) if cadre else code, first, last, situation, tuple(given), ledger
    )


def _line(rng: random.Random) -> LedgerLine:
    number = rng.randint(0, 9)
    return LedgerLine(
        "deductions", rng.choice(TASKS), _day(rng), rng.choice(POINTS), "进度滞后", f"示例〔2016〕{number}号", number
    )


def _span(rng: random.Random) -> tuple[date, date]:
    """Mostly the whole year."""
    return (FIRST if rng.random() < 0.7 else _day(rng)), (LAST if rng.random() < 0.8 else _day(rng))


def _day(rng: random.Random) -> date:
    return FIRST + timedelta(days=rng.randint(0, 365))


def shuffled(draw: Any, sheet: Sheet) -> Sheet:
    """The same facts in another order, with other references and other zeros at the end of numbers."""
    people = draw(st.permutations(sheet.subjects))
    return Sheet(
        sheet.year,
        tuple(_shuffled_subject(draw, subject) for subject in people),
        tuple(draw(st.permutations(sheet.duties))),
        tuple(draw(st.permutations(sheet.tenures))),
        sheet.rulings,
        dict(sheet.facts),
    )


def _shuffled_subject(draw: Any, subject: Subject) -> Subject:
    marks = [mark._replace(value=mark.value + Decimal("0.000"), ref=mark.ref + 1000) for mark in subject.marks]
    ledger = [line._replace(ref=line.ref + 1000) for line in subject.ledger]
    return Subject(
        subject.key,
        subject.group,
        subject.unit,
        subject.first,
        subject.last,
        subject.situation,
        tuple(reversed(marks)) if draw(st.booleans()) else tuple(marks[1:] + marks[:1]),
        tuple(draw(st.permutations(ledger))),
    )
