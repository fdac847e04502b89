"""Red, yellow, green by place within a group, for any number of participants."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from scoring.draft import Groups, scores
from scoring.scheme import Colours, Scheme
from scoring.verdict import ABSENT, RANKED


def colour_in(scheme: Scheme, groups: Groups) -> None:
    """Give each subject its colour where the scheme has colours for its kind; who is gone has none."""
    rules = {rule.of: rule for rule in scheme.colours}
    for (kind, _), drafts in groups.items():
        if kind not in rules:
            continue
        found = colours(rules[kind], scores(drafts))
        for draft in drafts:
            if draft.status == RANKED and draft.score is not None:
                draft.colour = found[draft.score]
            elif draft.status != ABSENT:
                draft.colour = rules[kind].unranked


def colours(rule: Colours, published: Sequence[Decimal]) -> dict[Decimal, str]:
    """The colour of each published score among the ranked of one group.

    A band holds so many places from its end (`Extent.count`). The place from the top is 1 + the number strictly better,
    from the bottom 1 + the number strictly worse, so equal scores get equal colours.
    """
    total, better = len(published), 0
    found = {}
    for score, count in sorted(Counter(published).items(), reverse=True):
        found[score] = _colour(rule, better + 1, count - 1, total)
        better += count
    return found


def _colour(rule: Colours, rank: int, tied: int, total: int) -> str:
    for band in rule.bands:
        if band.extent.holds(rank, tied, total):
            return band.colour
    return rule.otherwise
