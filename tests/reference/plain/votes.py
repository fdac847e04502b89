"""Rules over counted votes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.model.sheet import Subject
from tests.reference.plain.basis import GAP, Answer, Entry, Gap
from tests.reference.plain.weights import weights

if TYPE_CHECKING:
    from tests.reference.plain.county import County


def _counts(county: County, entry: Entry, subject: Subject) -> list[dict[str, Fraction]] | Gap | None:
    """Of each period the votes by option, without abstentions, and their sum as a valid ballot's divisor."""
    options, found = list(county.method["sources"][entry["source"]]["options"]), []
    for period in county.due(county.method["sources"][entry["source"]], subject):
        own = {one.option: one.votes for one in subject.tallies if one[:4] == (entry["source"], period, "", "")}
        found.append({option: Fraction(own.get(option, 0)) for option in options})
    if any(not sum(votes[option] for option in options if option not in entry["abstain"]) for votes in found):
        return GAP
    return found or None


def ballot(county: County, entry: Entry, subject: Subject) -> Answer:
    shares = _shares(_counts(county, entry, subject), entry)
    if not isinstance(shares, dict):
        return shares
    return sum((share * Fraction(entry["points"][grade]) for grade, share in shares.items()), Fraction(0))


Vector = dict[str, Fraction]


def _shares(counts: list[dict[str, Fraction]] | Gap | None, entry: Entry) -> Vector | Gap | None:
    """The mean over the periods of the share of each grade."""
    if not isinstance(counts, list):
        return counts
    own = [
        {grade: votes[grade] / sum(votes[one] for one in entry["points"]) for grade in entry["points"]}
        for votes in counts
    ]
    return {grade: sum((one[grade] for one in own), Fraction(0)) / len(own) for grade in entry["points"]}


def _vector(county: County, entry: Entry, subject: Subject) -> Vector | Gap | None:
    """The membership of a factor, or of several combined."""
    if entry["kind"] == "ballot":
        return _shares(_counts(county, entry, subject), entry)
    vectors = {name: _vector(county, part, subject) for name, part in entry["parts"].items()}
    due = [name for name in vectors if vectors[name] is not None]
    if not due:
        return None
    known = {name: vector for name, vector in vectors.items() if isinstance(vector, dict)}
    blocks = entry["when_not_due"] == "block" and len(due) < len(vectors)
    if blocks or not known or (len(known) < len(due) and entry.get("when_missing") != "spread"):
        return GAP
    if any(_hushed(county, entry["parts"][name], subject) for name in known):
        return GAP
    return _one(entry, known, weights(entry))


def _hushed(county: County, part: Entry, subject: Subject) -> bool:
    """Whether fewer than three ballots were cast in some period."""
    counts = _counts(county, part, subject) if part["kind"] == "ballot" else None
    return isinstance(counts, list) and any(sum(votes.values()) < 3 for votes in counts)


def _one(entry: Entry, known: dict[str, Vector], own: dict[str, Fraction]) -> Vector:
    kept = sum(own[name] for name in known)
    found = {}
    for grade in next(iter(known.values())):
        pairs = [(own[name] / kept, vector[grade]) for name, vector in known.items()]
        if entry.get("operator") == "max_min":
            found[grade] = max(min(pair) for pair in pairs)
        else:
            found[grade] = sum((weight * share for weight, share in pairs), Fraction(0))
    whole = sum(found.values()) if entry.get("normalise") == "to_one" else Fraction(1)
    return {grade: share / whole for grade, share in found.items()}


def membership(county: County, entry: Entry, subject: Subject) -> Answer:
    vector, scale = _vector(county, entry, subject), _scale(entry)
    if not isinstance(vector, dict):
        return vector
    if entry["outcome"] == "score":
        return sum((share * scale[grade] for grade, share in vector.items()), Fraction(0))
    best = [grade for grade, share in vector.items() if share == max(vector.values())]
    return scale[best[0]] if len(best) == 1 else GAP


def _scale(entry: Entry) -> dict[str, Fraction]:
    if entry["kind"] == "ballot":
        return {grade: Fraction(points) for grade, points in entry["points"].items()}
    return _scale(next(iter(entry["parts"].values())))


def vote_share(county: County, entry: Entry, subject: Subject) -> Answer:
    """Of each period the part of the votes that went to the options, of 100; the mean over the periods."""
    counts = _counts(county, entry, subject)
    if not isinstance(counts, list):
        return counts
    shares = [
        sum(votes[option] for option in entry["options"])
        / sum(number for option, number in votes.items() if option not in entry["abstain"])
        for votes in counts
    ]
    return sum(shares, Fraction(0)) / len(shares) * 100
