"""The rank of each subject within its group."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from scoring.model.draft import Draft, Groups, scores
from scoring.model.verdict import RANKED


def rank_in(groups: Groups) -> None:
    """Give rank and tie to the ranked of each group, and put each group in the order of rank, then code."""
    for drafts in groups.values():
        published = scores(drafts)
        places = ranks(published)
        for draft in drafts:
            if draft.status == RANKED and draft.score is not None:
                draft.rank, draft.tied = places[draft.score]
                draft.among = len(published)
        drafts.sort(key=Draft.order)


def ranks(published: Iterable[Decimal]) -> dict[Decimal, tuple[int, int]]:
    """Competition rank (1, 2, 2, 4) and how many *others* share it, by published score."""
    found, place = {}, 1
    for score, count in sorted(Counter(published).items(), reverse=True):
        found[score] = (place, count - 1)
        place += count
    return found
