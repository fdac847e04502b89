"""Two tables of the same people as a page shows them: totals, who crosses a line, who moves most, the balance."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from assessment.trials.kept import Seated
from scoring.language.scheme import Scheme
from scoring.model.sheet import Key
from scoring.model.verdict import Standing
from scoring.numbers.numerals import signed
from scoring.telling import wording
from scoring.trial.moves import DOWN, OTHER, SAME, UP, Balance, Move, balance, moves

MOST = 30
"""Rows of the list of those who move most."""


class Tile(NamedTuple):
    """A figure at the top of the answer."""

    label: str
    value: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One subject before and after, in words."""

    name: str
    post: str
    group: str
    before: str
    after: str
    score_before: str
    score_after: str
    places: int
    place_before: str
    place_after: str
    grade_before: str
    grade_after: str
    crossing: int

    @property
    def fall(self) -> int:
        """How many ranks down."""
        return -self.places


@dataclass(frozen=True, slots=True)
class Share:
    """How one class fares: its mean and its seats before and after."""

    kind: str
    label: str
    ranked: int
    mean_before: str
    mean_after: str
    shift: str
    inside_before: int
    inside_after: int


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a trial says."""

    tiles: Sequence[Tile]
    crossing: Sequence[Row]
    moved: Sequence[Row]
    regraded: Sequence[Row]
    unmoved: int
    groups: Sequence[Share]
    categories: Sequence[Share]
    nothing: bool


class Eyes(NamedTuple):
    """What is needed to put standings into words: the scheme's labels, who is who, what unit categories are called."""

    scheme: Scheme
    people: Mapping[Key, Seated]
    categories: Mapping[str, str]


def answer(eyes: Eyes, before: Iterable[Standing], after: Iterable[Standing]) -> Answer:
    """What changes from one table to the other."""
    found = moves(before, after)
    moved = sorted((move for move in found if move.way != SAME), key=_most)
    crossing = sorted((move for move in found if move.crossing), key=lambda one: (-one.crossing, _most(one)))
    return Answer(
        tiles=_tiles(eyes.scheme, found),
        crossing=[row(eyes, move) for move in crossing],
        moved=[row(eyes, move) for move in moved[:MOST]],
        regraded=[row(eyes, move) for move in found if move.regraded],
        unmoved=len(found) - len(moved),
        groups=_shares(eyes, found, lambda one: one.group),
        categories=_shares(eyes, found, lambda one: _category(eyes, one)),
        nothing=all(move.before.score == move.after.score and _same(move) for move in found),
    )


def _same(move: Move) -> bool:
    return move.way == SAME and not (move.crossing or move.recoloured or move.regraded)


def _most(move: Move) -> tuple[int, str, str]:
    return -abs(move.places), *move.key


def _tiles(scheme: Scheme, found: Sequence[Move]) -> list[Tile]:
    """Without grades where the scheme has none."""
    ways = [move.way for move in found]
    others = ways.count(OTHER)
    graded = [Tile("等次改变", sum(move.regraded for move in found))] if scheme.grades else []
    return [
        Tile("名次上升", ways.count(UP)),
        Tile("名次下降", ways.count(DOWN), f"另有 {others} 个得到或失去名次" if others else ""),
        Tile("进入名额", sum(move.crossing > 0 for move in found), "含待裁定"),
        Tile("退出名额", sum(move.crossing < 0 for move in found), "含待裁定"),
        *graded,
        Tile("颜色改变", sum(move.recoloured for move in found)),
    ]


def row(eyes: Eyes, move: Move) -> Row:
    """One subject's line."""
    who = eyes.people.get(move.key, Seated(move.key.code, "", ""))
    before, after = move.before, move.after
    return Row(
        name=who.name,
        post=who.post,
        group=_group(eyes, after),
        before=_rank(before),
        after=_rank(after),
        score_before=_score(before),
        score_after=_score(after),
        places=move.places,
        place_before=wording.PLACE.get(before.place, "") or "—",
        place_after=wording.PLACE.get(after.place, "") or "—",
        grade_before=_grade(eyes, before),
        grade_after=_grade(eyes, after),
        crossing=move.crossing,
    )


def _rank(one: Standing) -> str:
    return str(one.rank) if one.rank else wording.STATUS[one.status]


def _score(one: Standing) -> str:
    return "—" if one.score is None else str(one.score)


def _grade(eyes: Eyes, one: Standing) -> str:
    ladder = eyes.scheme.grades.get(one.key.kind)
    grade = ladder.grades.get(one.grade) if ladder else None
    return grade.label if grade else "—"


def _group(eyes: Eyes, one: Standing) -> str:
    kind = eyes.scheme.subjects.get(one.key.kind)
    return kind.groups.get(one.group, one.group) if kind else one.group


def _category(eyes: Eyes, one: Standing) -> str:
    who = eyes.people.get(one.key)
    return who.category if who else ""


def _shares(eyes: Eyes, found: Sequence[Move], class_of: Callable[[Standing], str]) -> list[Share]:
    return [_share(eyes, one) for one in balance(found, class_of)]


def _share(eyes: Eyes, one: Balance) -> Share:
    kind = eyes.scheme.subjects[one.kind]
    label = kind.groups.get(one.group) or eyes.categories.get(one.group) or one.group or "—"
    before, after = one.before, one.after
    sides = (_figure(eyes, before.mean), _figure(eyes, after.mean), _shift(eyes, one.shift))
    return Share(kind.label, label, one.ranked, *sides, before.inside, after.inside)


def _figure(eyes: Eyes, value: Fraction | None) -> str:
    return "—" if value is None else str(eyes.scheme.places.publish(value))


def _shift(eyes: Eyes, value: Fraction | None) -> str:
    if value is None or not value:
        return "—"
    published = eyes.scheme.places.publish(value)
    if not published:
        return "略升" if value > 0 else "略降"
    return f"＋{published}" if value > 0 else signed(str(published))
