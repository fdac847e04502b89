"""Canonical texts and their hashes: the same scheme, facts and verdict give the same digest, whatever their order.

References (`ref`) are the caller's and never enter. Numbers count by value: 90, 90.0 and 90.00 are the same mark.
A figure enters by its computed parts; its leaves are the inputs and are covered by the inputs' digest.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from scoring.keeping.unnamed import unnamed
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure, quoted
from scoring.model.sheet import Duty, LedgerLine, Mark, Ruling, Sheet, Subject, Tenure
from scoring.model.verdict import QuotaLine, Standing, Verdict

ALGORITHM = "sha256"


def digest(scheme: Scheme, sheet: Sheet, verdict: Verdict) -> str:
    """Over all three: 'sha256:' and 64 hexadecimal digits."""
    return over(inputs_digest(scheme, sheet), verdict)


def over(inputs: str, verdict: Verdict) -> str:
    """The same for a caller that has the inputs' digest already: it is the dearest part."""
    return _hash("\n".join((inputs, verdict_digest(verdict))))


def scheme_digest(scheme: Scheme) -> str:
    """Over the method as understood; comments, blanks and line breaks of its file do not count."""
    return _hash(scheme_text(scheme))


def inputs_digest(scheme: Scheme, sheet: Sheet) -> str:
    """Over the method and all facts; what an opaque rater is called is none."""
    return _hash("\n".join((scheme_digest(scheme), sheet_text(unnamed(scheme, sheet)))))


def verdict_digest(verdict: Verdict) -> str:
    """Over everything the engine said."""
    return _hash(verdict_text(verdict))


def scheme_text(scheme: Scheme) -> str:
    """The scheme as canonical JSON. The order of its parts is part of the method and stays."""
    return _json(_plain(scheme))


def sheet_text(sheet: Sheet) -> str:
    """The sheet as canonical JSON: every list sorted, no reference."""
    others = [
        sorted(map(_duty, sheet.duties)),
        sorted(map(_tenure, sheet.tenures)),
        sorted(map(_ruling, sheet.rulings)),
        sorted(sheet.facts.items()),
    ]
    return f"[{sheet.year},[{','.join(sorted(map(_subject, sheet.subjects)))}],{_json(others)}]"


def verdict_text(verdict: Verdict) -> str:
    """The verdict as canonical JSON, without the lines that name a rater: their cause is among the inputs."""
    return _json(
        [
            sorted(map(_standing, verdict.standings)),
            sorted(map(_line, verdict.quotas)),
            sorted(verdict.missing),
            sorted(set(verdict.problems) - verdict.naming),
        ]
    )


def _hash(text: str) -> str:
    return f"{ALGORITHM}:{hashlib.new(ALGORITHM, text.encode()).hexdigest()}"


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""One encoder for all: `json.dumps` makes a new one at each call, and there is a call for each subject."""


@lru_cache(maxsize=65536)
def _number(written: str) -> str:
    """A decimal's text without trailing zeros: one text per value; what is no number (it is not used) as written."""
    value = Decimal(written)
    if not value.is_finite():
        return written
    return f"{value.normalize():f}" if value else "0"


def _subject(subject: Subject) -> str:
    days = (subject.first.isoformat(), subject.last.isoformat())
    about = (*subject.key, subject.group, subject.unit, *days, subject.situation)
    ledger = _json(sorted(map(_ledger, subject.ledger), key=_json))
    return f"[{_json(about)},[{_marks(subject.marks)}],{ledger},{_json(_others(subject))}]"


def _others(subject: Subject) -> list[Any]:
    """What only some methods ask for; the references, last in their rows, are left out."""
    plain = (subject.ratings, subject.tallies, subject.earlier)
    referring = (subject.readings, subject.decisions)
    rows = [sorted([_row(row) for row in rows], key=_json) for rows in plain]
    rows += [sorted([_row(row[:-1]) for row in rows], key=_json) for rows in referring]
    return [sorted(subject.attributes.items()), *rows] if subject.attributes or any(rows) else []


def _row(row: tuple[Any, ...]) -> list[Any]:
    return [_plain(value) for value in row]


def _marks(marks: tuple[Mark, ...]) -> str:
    """Marks are most of a sheet: their texts are built directly, which takes half as long as a list's encoding."""
    texts = [
        f'[{quoted(source)},{quoted(period)},{quoted(item)},"{_number(str(value))}"]'
        for source, period, item, value, _ in marks
    ]
    texts.sort()
    return ",".join(texts)


def _ledger(line: LedgerLine) -> list[Any]:
    """What only some ledgers ask for enters only where there is any of it."""
    points = "" if line.points is None else _number(str(line.points))
    plain = [line.source, line.task, line.on.isoformat(), points, line.reason, line.document]
    return [*plain, *_row(line[7:])] if line[7:] != LedgerLine(*line[:7])[7:] else plain


def _duty(duty: Duty) -> tuple[Any, ...]:
    return (duty.task, duty.cadre, duty.main, duty.first.isoformat(), duty.last.isoformat())


def _tenure(tenure: Tenure) -> tuple[Any, ...]:
    return (tenure.unit, tenure.cadre, tenure.principal, tenure.first.isoformat(), tenure.last.isoformat())


def _ruling(ruling: Ruling) -> tuple[Any, ...]:
    people = (sorted(ruling.admitted), sorted(ruling.refused))
    return (ruling.quota, ruling.group, *people, ruling.decided_by, ruling.decided_on.isoformat(), ruling.document)


def _standing(one: Standing) -> tuple[Any, ...]:
    score = "" if one.score is None else str(one.score)
    place = (one.rank or 0, one.tied, one.quota, one.place, one.colour)
    return (*one.key, one.group, one.status, score, *place, _figure(one.figure), *_consequences(one))


def _consequences(one: Standing) -> list[Any]:
    """Grade, reasons, further places, flags and payouts, where the method has any of them."""
    found = [one.grade, one.reasons, one.places, one.flags, [_figure(figure) for figure in one.payout]]
    return found if any(found) else []


def _figure(figure: Figure) -> list[Any]:
    computed = [_figure(part) for part in figure.parts if part.parts]
    return [figure.rule, "" if figure.value is None else str(figure.value), figure.basis, computed]


def _line(line: QuotaLine) -> tuple[Any, ...]:
    cut = "" if line.line is None else str(line.line)
    decided = line.ruling is not None
    tied = sorted(line.undecided)
    told = [line.told] if line.told else []
    return (line.quota, line.group, line.base, line.seats, cut, tied, line.open_seats, decided, line.note, *told)


def _plain(value: Any) -> Any:
    """Dataclasses, dates and numbers as JSON data; decimals by value."""
    if is_dataclass(value):
        return [type(value).__name__, {field.name: _plain(getattr(value, field.name)) for field in fields(value)}]
    if isinstance(value, Mapping):
        return [[key, _plain(one)] for key, one in value.items()]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return _number(str(value))
    return str(value) if isinstance(value, date | Fraction) else value
