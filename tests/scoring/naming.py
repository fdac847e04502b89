"""Other names for the people of a sheet, and every text in which one of them could be named."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from scoring.language.scheme import Scheme
from scoring.model.figure import dumps
from scoring.model.sheet import Key, Ruling, Sheet, Subject
from scoring.model.verdict import Standing, Verdict
from scoring.telling import wording

POINTERS = ("whose", "attribute")
"""Keys of a method that name an attribute in which a code may stand."""


class Leak(NamedTuple):
    """Where a text says who somebody else is."""

    shown_to: str
    names: str
    text: str


def people(scheme: Scheme, sheet: Sheet) -> list[str]:
    """Codes of all persons of a sheet: judged, in office, answering for a task, rating."""
    found = {one.key.code for one in sheet.subjects if _is_person(scheme, one)}
    found |= {one.cadre for one in (*sheet.duties, *sheet.tenures)}
    return sorted(found | {row.rater for one in sheet.subjects for row in one.ratings})


def _is_person(scheme: Scheme, one: Subject) -> bool:
    return one.key.kind not in scheme.subjects or scheme.subjects[one.key.kind].people


def markers(names: list[str], salt: str, order: list[int]) -> dict[str, str]:
    """A name for each that stands in no other text, and that sorts in another order than the one it had."""
    return {name: f"‹{salt}{place:03}›" for name, place in zip(names, order, strict=True)}


def pointers(method: Any) -> set[str]:
    """The attributes of a method by which one subject names another."""
    if isinstance(method, Mapping):
        own = {str(method[key]) for key in POINTERS if isinstance(method.get(key), str)}
        return own.union(*map(pointers, method.values()))
    return set().union(*map(pointers, method)) if isinstance(method, list | tuple) else set()


def renamed(scheme: Scheme, sheet: Sheet, names: Mapping[str, str], pointing: set[str]) -> Sheet:
    """The same facts about people of other names."""
    return replace(
        sheet,
        subjects=tuple(_subject(one, names, pointing, _is_person(scheme, one)) for one in sheet.subjects),
        duties=tuple(one._replace(cadre=names[one.cadre]) for one in sheet.duties),
        tenures=tuple(one._replace(cadre=names[one.cadre]) for one in sheet.tenures),
        rulings=tuple(_ruling(one, names) for one in sheet.rulings),
    )


def _subject(one: Subject, names: Mapping[str, str], pointing: set[str], person: bool) -> Subject:
    return replace(
        one,
        key=Key(one.key.kind, names[one.key.code]) if person else one.key,
        unit=names.get(one.unit, one.unit) if person and one.unit == one.key.code else one.unit,
        attributes={key: names.get(text, text) if key in pointing else text for key, text in one.attributes.items()},
        ratings=tuple(row._replace(rater=names[row.rater]) for row in one.ratings),
    )


def _ruling(one: Ruling, names: Mapping[str, str]) -> Ruling:
    admitted, refused = (frozenset(names.get(code, code) for code in codes) for codes in (one.admitted, one.refused))
    return replace(one, admitted=admitted, refused=refused)


def texts(scheme: Scheme, standing: Standing) -> Iterator[str]:
    """All that is said of one subject: explanation, reasons, flags, payouts; and the figures as they are kept."""
    for figure in (standing.figure, *standing.payout):
        yield dumps(figure)
        for line in wording.lines(scheme, figure):
            yield from (line.label, line.sentence, line.weight, line.clause)
    yield from standing.reasons
    yield from (raised.told for raised in standing.flags)


def common(scheme: Scheme, verdict: Verdict) -> Iterator[str]:
    """All that is said to everybody: quota lines with their notes; what is missing, without its subject."""
    for line in verdict.quotas:
        yield from (wording.quota_line(scheme, line), line.note)
    yield from (wording.missing(scheme, gap) for gap in verdict.missing)


def leaks(scheme: Scheme, sheet: Sheet, verdict: Verdict, names: Mapping[str, str]) -> list[Leak]:
    """Every text that names another person than the one it is about, or a rater at all."""
    judged, raters = {one.key.code for one in sheet.subjects}, {r.rater for one in sheet.subjects for r in one.ratings}
    opaque = raters - judged
    return [
        *(
            Leak(":".join(one.key), name, text)
            for one in verdict.standings
            for text in texts(scheme, one)
            for name in names.values()
            if name in text and name != one.key.code
        ),
        *(Leak("所有人", name, text) for text in common(scheme, verdict) for name in names.values() if name in text),
        *(
            Leak("办公室以外", name, problem)
            for problem in verdict.problems
            if problem not in verdict.naming
            for name in opaque
            if name in problem
        ),
    ]
