"""Rules that make one value of several parts, or another value of one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.model.sheet import Subject
from tests.reference.plain.basis import GAP, Answer, Entry, share
from tests.reference.plain.weights import weights

if TYPE_CHECKING:
    from tests.reference.plain.county import County


def weighted(county: County, entry: Entry, subject: Subject) -> Answer:
    answers = {name: county.answer(part, subject) for name, part in entry["parts"].items()}
    shares = weights(entry)
    due = [name for name in answers if answers[name] is not None]
    known = {name: answer for name, answer in answers.items() if isinstance(answer, Fraction)}
    policy, spread_gaps = entry["when_not_due"], entry.get("when_missing") == "spread"
    if not due:
        return None
    if (len(known) < len(due) and not spread_gaps) or not known or (policy == "block" and len(due) < len(answers)):
        return GAP
    giving = [name for name in answers if name not in known and (name in due or policy == "spread")]
    kept = sum(shares.values()) - sum(shares[name] for name in giving)
    return sum(answer * shares[name] for name, answer in known.items()) * sum(shares.values()) / kept


def total(county: County, entry: Entry, subject: Subject) -> Answer:
    parts = [part for part in entry["parts"].values() if not spared(part, subject)]
    answers = [county.answer(part, subject) for part in parts]
    if not answers or any(answer is None for answer in answers):
        return None
    known = [answer for answer in answers if isinstance(answer, Fraction)]
    if len(known) < len(answers):
        return GAP
    found = sum(known, Fraction(0))
    return max(found, Fraction(entry["floor"])) if "floor" in entry else found


def exempt(county: County, entry: Entry, subject: Subject) -> Answer:
    return None if applies_not(entry, subject) else county.answer(entry["part"], subject)


def applies_not(entry: Entry, subject: Subject) -> bool:
    """Whether all that is written makes the part one that does not apply."""
    when = entry["when"]
    decided = {one.value for one in subject.decisions if "decision" in when and one.what == when["decision"]["what"]}
    fits = [
        "group" not in when or subject.group in when["group"],
        "attribute" not in when or subject.attributes.get(when["attribute"]["name"]) in when["attribute"]["is"],
        "decision" not in when or bool(decided & set(when["decision"]["is"])),
    ]
    return all(fits)


def spared(entry: Entry, subject: Subject) -> bool:
    """Whether a part of a sum is as if it did not exist: it does not apply, itself or below kinds of a single part."""
    if entry["kind"] == "exempt" and applies_not(entry, subject):
        return True
    below = taken_part(entry, subject) if entry["kind"] == "choose" else entry.get("part")
    if entry["kind"] in ("sum", "weighted", "aggregate") and len(entry["parts"]) == 1:
        (below,) = entry["parts"].values()
    return below is not None and spared(below, subject)


def choose(county: County, entry: Entry, subject: Subject) -> Answer:
    part = taken_part(entry, subject)
    return GAP if part is None else county.answer(part, subject)


def taken_part(entry: Entry, subject: Subject) -> Entry | None:
    """The branch that a subject's value leads to."""
    value = subject.group if entry["by"] == "group" else subject.attributes.get(entry["by"], "")
    return entry["parts"].get(value, entry.get("otherwise")) if value else None


def adjust(county: County, entry: Entry, subject: Subject) -> Answer:
    answer = county.answer(entry["part"], subject)
    if not isinstance(answer, Fraction):
        return answer
    value = answer * Fraction(entry.get("times", 1)) + Fraction(entry.get("plus", 0))
    value = max(value, Fraction(entry["floor"])) if "floor" in entry else value
    return min(value, Fraction(entry["ceiling"])) if "ceiling" in entry else value


def aggregate(county: County, entry: Entry, subject: Subject) -> Answer:
    answers = [county.answer(part, subject) for part in entry["parts"].values()]
    due = [answer for answer in answers if answer is not None]
    known = sorted(answer for answer in due if isinstance(answer, Fraction))
    if not due or len(known) < len(due):
        return GAP if due else None
    trim = entry.get("trim")
    if trim and len(known) > int(trim["above"]):
        known = known[gone(trim["lowest"], len(known)) : len(known) - gone(trim["highest"], len(known))]
    return taken(entry["take"], known[-int(entry["best"]) :] if "best" in entry else known)


def gone(cut: str, total: int) -> int:
    """How many values go at one end: a number, or a share of which a part of a value stays."""
    return int(share(cut) * total) if cut.endswith("%") else int(cut)


def taken(take: str, values: list[Fraction]) -> Fraction:
    """One of several values in rising order."""
    if take in ("min", "max"):
        return values[0] if take == "min" else values[-1]
    if take == "mean":
        return sum(values, Fraction(0)) / len(values)
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


def steps(county: County, entry: Entry, subject: Subject) -> Answer:
    answer = county.answer(entry["part"], subject)
    if not isinstance(answer, Fraction):
        return answer
    for band in entry["bands"]:
        over = answer >= Fraction(band["at_least"]) if "at_least" in band else True
        under = answer < Fraction(band["below"]) if "below" in band else True
        if over and under:
            return Fraction(band["value"])
    return GAP


def table(county: County, entry: Entry, subject: Subject) -> Answer:
    cell = entry["rows"]
    for key in entry["keys"]:
        value = subject.group if key == "group" else subject.attributes.get(key, "")
        cell = cell.get(value, cell.get("otherwise")) if value and cell is not None else None
    return GAP if cell is None else Fraction(cell)
