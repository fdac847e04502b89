"""Grades by score, held down by limits."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.model.sheet import Subject
from tests.reference.plain.basis import Entry
from tests.reference.plain.flags import decided

if TYPE_CHECKING:
    from tests.reference.plain.county import County


def earned(county: County, subject: Subject) -> str:
    """The grade by score, as the heaviest limit leaves it; '' without one."""
    entry = county.method["grades"][subject.key.kind]
    order, reached = list(entry["ladder"]), _reached(county, entry, subject)
    limits = [limit for limit in entry.get("limits", {}).values() if _holds(limit["when"], subject)]
    if not limits:
        return reached
    heaviest = max(limits, key=lambda limit: order.index(_end(limit)))
    if "grade" in heaviest:
        return str(heaviest["grade"])
    return max(reached, _end(heaviest), key=order.index) if reached else ""


def barred(county: County, subject: Subject, grade: str) -> bool:
    """Whether a limit keeps a subject from a grade."""
    entry = county.method["grades"][subject.key.kind]
    order = list(entry["ladder"])
    limits = [limit for limit in entry.get("limits", {}).values() if _holds(limit["when"], subject)]
    return any(order.index(grade) < order.index(_end(limit)) for limit in limits)


def _reached(county: County, entry: Entry, subject: Subject) -> str:
    score = county.published(subject)
    if not isinstance(score, Fraction):
        return ""
    banded = {name: one for name, one in entry["ladder"].items() if "at_least" in one or "below" in one}
    return next((name for name, one in banded.items() if _fits(one, score)), entry.get("otherwise", ""))


def _fits(band: Entry, score: Fraction) -> bool:
    return score >= Fraction(band.get("at_least", score)) and ("below" not in band or score < Fraction(band["below"]))


def _holds(when: Entry, subject: Subject) -> bool:
    """Whether all that a limit asks for is the case."""
    return (
        ("decision" not in when or decided(when["decision"], subject))
        and ("group" not in when or subject.group in when["group"])
        and ("attribute" not in when or subject.attributes.get(when["attribute"]["name"]) in when["attribute"]["is"])
    )


def _end(limit: Entry) -> str:
    return str(limit["cap"] if "cap" in limit else limit["grade"])
