"""What a data book says otherwise of somebody's post, group, days or situation than the one before it, in words."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assessment.cycles.models import Seat
from scoring.language.scheme import Scheme


class Turn(NamedTuple):
    """One dated fact that has changed: what it is, what was told before and what is told now ('（空）' for nothing)."""

    what: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.what} {self.before} → {self.after}"


SITUATION = "情形"


def turns(scheme: Scheme, was: Seat, now: Seat) -> list[Turn]:
    """What has changed between two seats of one code."""
    pairs = zip(_told(scheme, was), _told(scheme, now), strict=True)
    return [Turn(what, before, after) for (what, before), (_, after) in pairs if before != after]


def turned(scheme: Scheme, was: Iterable[Seat], now: Iterable[Seat]) -> Iterator[tuple[Seat, list[Turn]]]:
    """The seats of a book in which anything has changed against the book before it."""
    before = {(seat.kind, seat.code): seat for seat in was}
    for seat in now:
        old = before.get((seat.kind, seat.code))
        if old and (found := turns(scheme, old, seat)):
            yield seat, found


def _told(scheme: Scheme, seat: Seat) -> Iterator[tuple[str, str]]:
    situation = scheme.situations.get(seat.situation)
    yield "职务", seat.title or _NOTHING
    yield "组别", scheme.subjects[seat.kind].groups.get(seat.peer_group, seat.peer_group)
    yield "开始日期", f"{seat.first_on}"
    yield "结束日期", f"{seat.last_on}"
    yield SITUATION, situation.label if situation else _NOTHING


_NOTHING = "（空）"
