"""Raters' sheets."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.model.sheet import Subject
from tests.reference.plain.basis import GAP, Answer, Entry, share
from tests.reference.plain.combined import gone, taken

if TYPE_CHECKING:
    from tests.reference.plain.county import County


def rating(county: County, entry: Entry, subject: Subject) -> Answer:
    """The mean over the periods."""
    periods = county.due(county.method["sources"][entry["source"]], subject)
    answers = [_of_period(county, entry, subject, period) for period in periods]
    known = [answer for answer in answers if isinstance(answer, Fraction)]
    if len(known) < len(answers):
        return GAP
    return sum(known, Fraction(0)) / len(known) if known else None


def _of_period(county: County, entry: Entry, subject: Subject, period: str) -> Answer:
    sheets = _sheets(entry, subject, period)
    if "groups" not in entry:
        return _one_of(entry, list(sheets.values())) if sheets else GAP
    weights = {group: share(weight) for group, weight in entry["groups"].items()}
    values = {group: [one for key, one in sheets.items() if key[0] == group] for group in weights}
    known = {group: _one_of(entry, own) for group, own in values.items() if own}
    if not known or (len(known) < len(weights) and entry["empty_group"] == "block"):
        return GAP
    kept = sum(weights[group] for group in known)
    return sum((weights[group] * value for group, value in known.items()), Fraction(0)) / kept


def _sheets(entry: Entry, subject: Subject, period: str) -> dict[tuple[str, str], Fraction]:
    """The value of each sheet by group and rater: of the items answered, where they are enough."""
    told: dict[tuple[str, str], dict[str, Fraction]] = {}
    for one in subject.ratings:
        if (one.source, one.period) == (entry["source"], period) and one.value is not None:
            told.setdefault((one.group, one.rater), {})[one.item] = Fraction(one.value)
    enough = {key: items for key, items in told.items() if len(items) >= int(entry.get("answered", 1))}
    return {key: _mean(entry, items) for key, items in enough.items()}


def _mean(entry: Entry, items: dict[str, Fraction]) -> Fraction:
    weights = {item: share(entry["item_weights"][item]) if "item_weights" in entry else Fraction(1) for item in items}
    return sum((items[item] * weight for item, weight in weights.items()), Fraction(0)) / sum(weights.values())


def _one_of(entry: Entry, values: list[Fraction]) -> Fraction:
    values, trim = sorted(values), entry.get("trim")
    if trim and len(values) > int(trim["above"]):
        values = values[gone(trim["lowest"], len(values)) : len(values) - gone(trim["highest"], len(values))]
    return taken(entry["take"], values)


def graded_sheets(county: County, entry: Entry, subject: Subject) -> Answer:
    """The mean over the periods of what the grades of the sheets are worth."""
    source = county.method["sources"][entry["source"]]
    items = entry.get("items", dict.fromkeys(source["items"][subject.key.kind], "1"))
    answers = {
        (period, item): _graded(entry, subject, period, item)
        for period in county.due(source, subject)
        for item in items
    }
    known = [(share(items[item]), one) for (_, item), one in answers.items() if isinstance(one, Fraction)]
    if len(known) < len(answers):
        return GAP
    return (
        sum((weight * one for weight, one in known), Fraction(0)) / sum(weight for weight, _ in known)
        if known
        else None
    )


def _graded(entry: Entry, subject: Subject, period: str, item: str) -> Answer:
    told: dict[str, list[Fraction]] = {}
    for one in subject.ratings:
        if one[:2] == (entry["source"], period) and one.item == item and one.value is not None:
            told.setdefault(one.group if "groups" in entry else "", []).append(_worth(entry, Fraction(one.value)))
    weights = {group: share(weight) for group, weight in entry.get("groups", {"": "1"}).items()}
    if not told or (len(told) < len(weights) and entry["empty_group"] == "block"):
        return GAP
    kept = sum(weights[group] for group in told)
    return sum((weights[group] * sum(own) / len(own) for group, own in told.items()), Fraction(0)) / kept


def _worth(entry: Entry, value: Fraction) -> Fraction:
    grades = entry["grades"].values()
    return next(Fraction(one["points"]) for one in grades if value >= Fraction(one.get("at_least", value)))
