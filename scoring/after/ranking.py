"""The rank of each subject within its group, and who counts as one there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from scoring.after.keys import as_ones, ranking_keys, tiers, told_place
from scoring.language.scheme import Scheme
from scoring.model.draft import Draft, Groups, heads
from scoring.model.figure import LEAVES, Figure
from scoring.model.verdict import RANKED
from scoring.numbers.numerals import signed

Strength = TypeVar("Strength", Decimal, int)


def rank_in(scheme: Scheme, groups: Groups) -> None:
    """Give rank and tie to the ranked of each group, and put each group in the order of rank, then code.

    Who counts as one takes one place: two at the first place are followed by the second. Equal scores are parted by the
    second keys of the kind, and each of them is told by which.
    """
    for (kind, _), drafts in groups.items():
        if any(rule.unites() for rule in scheme.subjects[kind].score.walk()):
            _unite(scheme, drafts)
        _rank(scheme, kind, [draft for draft in drafts if draft.status == RANKED and draft.score is not None])
        drafts.sort(key=Draft.order)


def _rank(scheme: Scheme, kind: str, ranked: Sequence[Draft]) -> None:
    """Places by tiers: those of one tier share a place."""
    ones = heads(ranked)
    equal = Counter(one.score for one in ones)
    found = list(tiers(ones, as_ones(ranking_keys(scheme, kind), ranked)))
    strength = {one.body: -number for number, tier in enumerate(found) for one in tier.drafts}
    places = ranks(strength.values())
    tier_of = {one.body: tier for tier in found for one in tier.drafts}
    for draft in ranked:
        draft.rank, draft.tied = places[strength[draft.body]]
        draft.among = len(ones)
        if scheme.subjects[kind].keys and equal[draft.score] > 1:
            told = told_place(tier_of[draft.body], equal[draft.score], scheme.subjects[kind].measure)
            draft.reasons.append(f"得分 {signed(str(draft.score))} 的{told}")


def _unite(scheme: Scheme, drafts: Iterable[Draft]) -> None:
    """Name in each draft what it shares with others, where nothing of its own was added after they were merged."""
    for draft in drafts:
        figure = draft.figure
        while _passes_on(scheme, figure):
            figure = figure.parts[0]
        if figure.basis and figure.rule not in LEAVES and scheme.rule_of(figure.rule).unites():
            draft.merged = (figure.rule, str(figure.basis[0]))


def _passes_on(scheme: Scheme, figure: Figure) -> bool:
    """Whether a figure is what its one part gives, by a rule that is the same for all who share it."""
    if figure.rule in LEAVES or len(figure.parts) != 1:
        return False
    rule = scheme.rule_of(figure.rule)
    return not rule.unites() and not rule.adds_own()


def ranks(published: Iterable[Strength]) -> dict[Strength, tuple[int, int]]:
    """Competition rank (1, 2, 2, 4) and how many *others* share it, by strength: the more, the better."""
    found, place = {}, 1
    for strength, count in sorted(Counter(published).items(), reverse=True):
        found[strength] = (place, count - 1)
        place += count
    return found
