"""Red, yellow, green by place within a group or by one handed down, for any number of participants."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from scoring.context import Context
from scoring.draft import Draft, Groups, scores
from scoring.scheme import Colours, HandedDown
from scoring.verdict import ABSENT, RANKED


def colour_in(context: Context, groups: Groups) -> None:
    """Give each subject its colour where the scheme has colours for its kind; who is gone has none."""
    rules = {rule.of: rule for rule in context.scheme.colours}
    for (kind, _), drafts in groups.items():
        if kind not in rules:
            continue
        if rules[kind].handed:
            _colour_handed(context, rules[kind], drafts)
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


def _colour_handed(context: Context, rule: Colours, drafts: Iterable[Draft]) -> None:
    """By the places given from above; who has none, or one that cannot be, is not coloured by place."""
    for draft in drafts:
        if draft.status == ABSENT or rule.handed is None:
            continue
        place = _handed(context, rule.handed, draft) if draft.status == RANKED else None
        draft.colour = rule.unranked if place is None else _colour(rule, *place)


def _handed(context: Context, handed: HandedDown, draft: Draft) -> tuple[int, int, int] | None:
    """Rank, with how many others it is shared, among how many; of the latest period that tells a rank."""
    readings = context.readings.get(draft.subject.key, {})
    for period in reversed(context.scheme.sources[handed.source].periods):
        told = {
            item: one.value
            for (source, when, item), one in readings.items()
            if source == handed.source and when == period.key
        }
        if handed.rank not in told:
            continue
        rank, total, tied = told[handed.rank], told.get(handed.total, Decimal(0)), told.get(handed.tied, Decimal(0))
        if min(rank - 1, tied, total - rank - tied) >= 0 and all(one == int(one) for one in (rank, total, tied)):
            return int(rank), int(tied), int(total)
        where = f"{draft.subject.key.kind} {draft.code} {period.label}"
        context.problems.add(f"{where}：第 {rank} 名（共 {total} 名，另有 {tied} 名并列）不可能，不按名次定颜色")
    return None


def _colour(rule: Colours, rank: int, tied: int, total: int) -> str:
    for band in rule.bands:
        if band.extent.holds(rank, tied, total):
            return band.colour
    return rule.otherwise
