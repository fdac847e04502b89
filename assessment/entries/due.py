"""Which marks a scheme asks of a seat and what value they may have: what a run could not use is not to be recorded."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from assessment.cycles.models import Seat
from assessment.entries.models import Entry
from scoring.facts.intake import due_marks
from scoring.language.scheme import Scheme
from scoring.model.sheet import Key, Subject


class MarkKey(NamedTuple):
    """Which mark of a seat: source, period and item by the scheme's keys; `item` is '' where the source has none."""

    source: str
    period: str
    item: str


def due_of(scheme: Scheme, seat: Seat) -> Mapping[tuple[str, str, str], None]:
    """The marks that fall due on the days on which the seat is in the register, in the scheme's order."""
    return asked_of(scheme, seat.kind, seat.peer_group, seat.first_on, seat.last_on)


def asked_of(scheme: Scheme, kind: str, group: str, first: date, last: date) -> Mapping[tuple[str, str, str], None]:
    """The same for all seats of a kind and group that are in the register from `first` to `last`."""
    return due_marks(scheme, Subject(Key(kind, ""), group, "", first, last))


def unfit(scheme: Scheme, seat: Seat, key: MarkKey, value: Decimal) -> str:
    """Why no run could use the mark, in Chinese, or ''."""
    if key not in due_of(scheme, seat):
        days = f"本年在册 {seat.first_on:%Y.%m.%d} 至 {seat.last_on:%Y.%m.%d}"
        return f"不应有这项得分：方案没有此项，或考核到期时不在册（{days}）。"
    source, places = scheme.mark_sources[key.source], scheme.places.stored
    if not source.low <= value <= source.high or value != round(value, places):
        return f"得分应在 {source.low} 至 {source.high} 之间，最多 {places} 位小数。"
    return ""


def of_no_use(scheme: Scheme, seat: Seat, entries: Iterable[Entry]) -> list[Entry]:
    """Those of a seat's entries, all of them given, that are in force although no run can use them."""
    known = list(entries)
    superseded = {entry.supersedes_id for entry in known}
    return [entry for entry in known if entry.pk not in superseded and _useless(scheme, seat, entry)]


def _useless(scheme: Scheme, seat: Seat, entry: Entry) -> bool:
    key = MarkKey(entry.source, entry.period, entry.item)
    return entry.value is not None and bool(unfit(scheme, seat, key, entry.value))
