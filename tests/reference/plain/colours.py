"""Colours by place."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.model.sheet import Subject
from tests.reference.plain.basis import Answer, Entry, share
from tests.reference.plain.places import ranks
from tests.reference.plain.rounding import whole
from tests.reference.plain.together import one_of_each

if TYPE_CHECKING:
    from tests.reference.plain.county import County


def colour(county: County, subject: Subject) -> str:
    """The first band that holds the place; the rest has another colour, who has no place another still."""
    entry = county.method["colours"][subject.key.kind]
    own = [one for one in county.members(subject.key.kind) if one.group == subject.group]
    places = ranks(county, subject.key.kind, subject.group)
    if subject.key.code not in places:
        return str(entry["unranked"])
    heads = [places[code] for code in one_of_each(county, own) if code in places]
    mine = places[subject.key.code]
    worse = 1 + sum(place > mine for place in heads)
    held = [
        name
        for name, band in entry["bands"].items()
        if (mine if band["end"] == "top" else worse) <= _room(band, len(heads))
    ]
    return held[0] if held else str(entry["otherwise"])


def _room(band: Entry, total: int) -> int:
    room = whole(share(band.get("share", "1")) * total, band.get("rounding", "down"))
    return min(room, int(band.get("most", room)))


def coloured(county: County, entry: Entry, subject: Subject) -> Answer:
    """The mean of what the colours are worth that somebody answers for."""
    own = [one for one in county.members(entry["of"]) if one.attributes.get(entry["attribute"]) == subject.key.code]
    colours = [colour(county, one) for one in own]
    values = [Fraction(entry["points"][one]) for one in colours if one not in entry["left_out"]]
    return sum(values, Fraction(0)) / len(values) if values else None
