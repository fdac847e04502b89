"""Raters without names: what tells sheets apart is a number, given in the order of what the sheets say.

A register code that a relation is found by is needed to judge again and stays; any other name of a rater is not.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from scoring.language.scheme import Scheme
from scoring.language.source import RatingSource
from scoring.model.sheet import Key, Rating, Sheet, Subject

Group = tuple[str, str, str]
"""Source, period and group of raters: within one a rater's name is one person."""
Said = tuple[Key, str, str, str]
"""Of one answer: about whom, on which item, the value by size and as written."""


def unnamed(scheme: Scheme, sheet: Sheet) -> Sheet:
    """The sheet with numbers in place of opaque raters; raters who say the same may change places."""
    if not any(subject.ratings for subject in sheet.subjects):
        return sheet
    numbers = _numbers(scheme, sheet)
    return replace(sheet, subjects=tuple([_numbered(subject, numbers) for subject in sheet.subjects]))


def _numbered(subject: Subject, numbers: Mapping[tuple[Group, str], str]) -> Subject:
    if not subject.ratings:
        return subject
    rows = [row._replace(rater=numbers.get(_rater(row), row.rater)) for row in subject.ratings]
    return replace(subject, ratings=tuple(rows))


def _numbers(scheme: Scheme, sheet: Sheet) -> Mapping[tuple[Group, str], str]:
    """The number of each opaque rater within his group, from 1."""
    said: defaultdict[tuple[Group, str], list[Said]] = defaultdict(list)
    for key, row in _opaque(scheme, sheet):
        said[_rater(row)].append((key, row.item, *_value(row)))
    ordered = sorted(said, key=lambda rater: (rater[0], sorted(said[rater])))
    groups = [list(raters) for _, raters in groupby(ordered, key=lambda rater: rater[0])]
    return {rater: str(number) for raters in groups for number, rater in enumerate(raters, start=1)}


def _opaque(scheme: Scheme, sheet: Sheet) -> Iterator[tuple[Key, Rating]]:
    """The answers whose rater is not looked up by a relation."""
    for subject in sheet.subjects:
        for row in subject.ratings:
            if row.group or not _related(scheme, row.source):
                yield subject.key, row


def _related(scheme: Scheme, source: str) -> bool:
    found = scheme.sources.get(source)
    return isinstance(found, RatingSource) and any(group.relation for group in found.groups)


def _rater(row: Rating) -> tuple[Group, str]:
    return (row.source, row.period, row.group), row.rater


def _value(row: Rating) -> tuple[str, str]:
    """Equal values agree in the first text, however they are written."""
    return ("", "") if row.value is None else (f"{row.value.normalize():f}", str(row.value))
