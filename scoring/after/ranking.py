"""The rank of each subject within its group, and who counts as one there."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from scoring.language.scheme import Scheme
from scoring.model.draft import Draft, Groups, scores
from scoring.model.figure import LEAVES
from scoring.model.verdict import RANKED


def rank_in(scheme: Scheme, groups: Groups) -> None:
    """Give rank and tie to the ranked of each group, and put each group in the order of rank, then code.

    Who counts as one takes one place: two at the first place are followed by the second.
    """
    for (kind, _), drafts in groups.items():
        if any(rule.unites() for rule in scheme.subjects[kind].score.walk()):
            _unite(scheme, drafts)
        published = scores(drafts)
        places = ranks(published)
        for draft in drafts:
            if draft.status == RANKED and draft.score is not None:
                draft.rank, draft.tied = places[draft.score]
                draft.among = len(published)
        drafts.sort(key=Draft.order)


def _unite(scheme: Scheme, drafts: Iterable[Draft]) -> None:
    """Name in each draft what it shares with others, where nothing of its own was added after they were merged."""
    for draft in drafts:
        figure = draft.figure
        while len(figure.parts) == 1 and figure.rule not in LEAVES and not scheme.rule_of(figure.rule).unites():
            figure = figure.parts[0]
        if figure.basis and figure.rule not in LEAVES and scheme.rule_of(figure.rule).unites():
            draft.merged = (figure.rule, str(figure.basis[0]))


def ranks(published: Iterable[Decimal]) -> dict[Decimal, tuple[int, int]]:
    """Competition rank (1, 2, 2, 4) and how many *others* share it, by published score."""
    found, place = {}, 1
    for score, count in sorted(Counter(published).items(), reverse=True):
        found[score] = (place, count - 1)
        place += count
    return found
