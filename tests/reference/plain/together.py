"""Subjects that are merged, and count as one where nothing of their own is added afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.model.sheet import Subject
from tests.reference.plain.basis import Entry
from tests.reference.plain.combined import taken_part

if TYPE_CHECKING:
    from tests.reference.plain.county import County

Sign = tuple[tuple[int, str], ...]
"""Equal for those who are one: the merging rules and the values they go by."""


def one_of_each(county: County, people: list[Subject]) -> dict[str, list[Subject]]:
    """Those who count as one, under the code of the first of them; for whom nothing fell due, he is one by himself."""
    found: dict[object, list[Subject]] = {}
    for one in sorted(people, key=lambda one: one.key.code):
        entry = county.method["subjects"][one.key.kind]["score"]
        sign = None if county.answer(entry, one) is None else _sign(entry, one)
        found.setdefault(sign or one.key.code, []).append(one)
    return {own[0].key.code: own for own in found.values()}


def _sign(entry: Entry, subject: Subject) -> Sign | None:
    """None where something of the subject's own goes into the value, () where nothing of anybody does."""
    kind = entry["kind"]
    if kind == "merged":
        value = subject.attributes.get(entry["by"], "")
        return ((id(entry), value),) if value and entry.get("standing") != "apart" else None
    if kind == "constant":
        return ()
    if kind == "choose":
        part = taken_part(entry, subject)
        return None if part is None else _sign(part, subject)
    if kind in ("adjust", "steps", "fallback", "exempt"):
        return _sign(entry["part"], subject)
    if kind in ("sum", "weighted", "aggregate"):
        signs = [_sign(part, subject) for part in entry["parts"].values()]
        return None if None in signs else tuple(sign for one in signs for sign in one or ())
    return None
