"""A standing in the making; becomes a frozen `Standing` when all is known."""

from decimal import Decimal

from scoring.model.figure import Figure
from scoring.model.sheet import Subject
from scoring.model.verdict import RANKED, Raised, Standing


class Draft:
    """One subject on its way through scoring, ranking, colours and quotas."""

    __slots__ = (
        "among",
        "ceiling",
        "colour",
        "figure",
        "flags",
        "grade",
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
        self.rank: int | None = None
        self.tied = self.among = 0
        """With how many others the rank is shared, and how many are ranked in the group."""
        self.quota = self.place = self.colour = self.grade = ""
        self.ceiling = 0
        """The best step of the ladder that no limit bars; with `settled` the grade itself is set by a limit."""
        self.settled = False
        self.reasons: list[str] = []
        self.places: dict[str, str] = {}
        self.flags: list[Raised] = []
        self.payout: list[Figure] = []

    @property
    def code(self) -> str:
        """The subject's code."""
        return self.subject.key.code

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


def scores(drafts: list[Draft]) -> list[Decimal]:
    """Published scores of the ranked."""
    return [draft.score for draft in drafts if draft.status == RANKED and draft.score is not None]
