"""The head of a score card: what someone wants to know first."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from assessment.cycles.models import Seat
from assessment.rankings.page import Tile, ranked, two
from assessment.rankings.words import Badge, badges_of, colour_of, grade_of, proposal_word
from assessment.runs.models import Result
from scoring.language.scheme import Scheme
from scoring.telling import wording


def tiles_of(scheme: Scheme, result: Result, *, cleared: bool, told: bool) -> Sequence[Tile]:
    """Score, rank in its group, what is proposed (why there is no rank, for the `cleared`), time in office.

    Grade and colour stand there where the method has them; who is `told` everything reads the grade even without a
    rank, and a person's colour.
    """
    seat = result.seat
    badges = badges_of(scheme, result, cleared=cleared)
    grade = [Tile("等次建议", grade_of(scheme, result, cleared=told) or "—")] if result.kind in scheme.grades else []
    months = months_between(seat.first_on, seat.last_on)
    span = "" if months == 12 else f"，{seat.first_on:%Y-%m-%d} 至 {seat.last_on:%Y-%m-%d}"
    return [
        Tile("综合得分", two(scheme, result.score)),
        _rank(scheme, result),
        *grade,
        *_colour(scheme, result, told),
        *_proposal(scheme, result, badges),
        Tile("本年在岗" if scheme.subjects[seat.kind].people else "本年在册", str(months), f"个月{span}"),
    ]


def _proposal(scheme: Scheme, result: Result, badges: Sequence[Badge]) -> Iterator[Tile]:
    """What is proposed; nothing where the method has no quotas for the kind, and nothing else to say."""
    if badges or any(quota.of == result.kind for quota in scheme.quotas.values()):
        yield Tile(proposal_word(scheme, result.kind), "、".join(badge.word for badge in badges) or "—")


_ALARM = "red"


def _colour(scheme: Scheme, result: Result, told: bool) -> Iterator[Tile]:
    colour = result.colour if told else colour_of(scheme, result)
    if colour:
        tone = "bad" if colour == _ALARM else ""
        yield Tile(scheme.colours_of(result.kind).label, wording.colour_word(scheme, result.kind, colour), tone=tone)


def _rank(scheme: Scheme, result: Result) -> Tile:
    group = scheme.subjects[result.kind].groups[result.peer_group]
    measure = scheme.subjects[result.kind].measure
    placed = ranked(result.run, result.kind, result.peer_group)
    if result.rank is None:
        return Tile(f"名次（{group}）", "—", "不参加排名")
    tied = f"，与 {result.tied} {measure}同分" if result.tied else ""
    return Tile(f"名次（{group}）", str(result.rank), f"共 {placed} {measure}{tied}")


def months_between(first: date, last: date) -> int:
    """Full months from one day to another, both inclusive."""
    end = last + timedelta(days=1)
    return (end.year - first.year) * 12 + end.month - first.month - (end.day < first.day)


def place_of(scheme: Scheme, seat: Seat) -> str:
    """Unit and post of a person, or what kind of thing it is."""
    return seat.post_line or scheme.subjects[seat.kind].label
