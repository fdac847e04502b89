"""A standing in the making; becomes a frozen `Standing` when all is known."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from scoring.model.figure import Figure
from scoring.model.sheet import Subject
from scoring.model.verdict import Raised, Standing


class Held(NamedTuple):
    """A limit on one subject's grade: at best `cap`, or exactly `grade`; `told` says why, by which `clause`.

    `awaits` is the result of another that it hangs on, '' for one that acts.
    """

    cap: str
    grade: str
    told: str
    clause: str
    awaits: str = ""


class Draft:
    """One subject on its way through scoring, ranking, colours and quotas."""

    __slots__ = (
        "among",
        "ceiling",
        "colour",
        "figure",
        "flags",
        "grade",
        "held",
        "merged",
        "payout",
        "place",
        "places",
        "quota",
        "rank",
        "reasons",
        "score",
        "settled",
        "status",
        "subject",
        "tied",
    )

    def __init__(self, subject: Subject, status: str, score: Decimal | None, figure: Figure) -> None:
        self.subject, self.status, self.score, self.figure = subject, status, score, figure
        self.merged = ("", subject.key.code)
        """The same for all who count as one: the path of the rule that merges them, and what they share."""
        self.rank: int | None = None
        self.tied = self.among = 0
        """With how many others the rank is shared, and how many are ranked in the group."""
        self.quota = self.place = self.colour = self.grade = ""
        self.ceiling = 0
        """The best step of the ladder that no limit bars; with `settled` the grade itself is set by a limit."""
        self.settled = False
        self.held: list[Held] = []
        self.reasons: list[str] = []
        self.places: dict[str, str] = {}
        self.flags: list[Raised] = []
        self.payout: list[Figure] = []

    @property
    def code(self) -> str:
        """The subject's code."""
        return self.subject.key.code

    @property
    def body(self) -> tuple[tuple[str, str], Decimal | None]:
        """What takes one place: the same for those who are merged, as long as their scores are equal."""
        return self.merged, self.score

    def order(self) -> tuple[bool, int, str]:
        """Rank first, the unranked last, by code within."""
        return self.rank is None, self.rank or 0, self.code

    def standing(self) -> Standing:
        """The finished standing."""
        key, group = self.subject.key, self.subject.group
        return Standing(
            key,
            group,
            self.status,
            self.score,
            self.rank,
            self.tied,
            self.quota,
            self.place,
            self.colour,
            self.figure,
            self.grade,
            tuple(self.reasons),
            tuple(self.places.items()) if len(self.places) > 1 else (),
            tuple(self.flags),
            tuple(self.payout),
        )


Groups = dict[tuple[str, str], list[Draft]]
"""Drafts by (subject kind, group), in the scheme's order."""


def heads(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, of those who count as one the first by code in place of the first met."""
    found: dict[object, Draft] = {}
    for draft in drafts:
        first = found.setdefault(draft.body, draft)
        found[draft.body] = draft if draft.code < first.code else first
    return list(found.values())
