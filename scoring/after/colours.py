"""Red, yellow, green by place within a group or by one handed down, for any number of participants."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from scoring.facts.context import Context
from scoring.language.scheme import Colours, HandedDown
from scoring.model.draft import Draft, Groups
from scoring.model.verdict import ABSENT, RANKED


def colour_in(context: Context, groups: Groups) -> None:
    """Give each subject its colour where the scheme has colours for its kind; who is gone has none."""
    rules = {rule.of: rule for rule in context.scheme.colours}
    for (kind, _), drafts in groups.items():
        if kind not in rules:
            continue
        if rules[kind].handed:
            _colour_handed(context, rules[kind], drafts)
            continue
        for draft in drafts:
            if draft.rank is not None:
                draft.colour = colour(rules[kind], draft.rank, draft.tied, draft.among)
            elif draft.status != ABSENT:
                draft.colour = rules[kind].unranked


def _colour_handed(context: Context, rule: Colours, drafts: Iterable[Draft]) -> None:
    """By the places given from above; who has none, or one that cannot be, is not coloured by place."""
    for draft in drafts:
        if draft.status == ABSENT or rule.handed is None:
            continue
        place = _handed(context, rule.handed, draft) if draft.status == RANKED else None
        draft.colour = rule.unranked if place is None else colour(rule, *place)
        if place:
            label = context.scheme.sources[rule.handed.source].label
            draft.reasons.append(f"{label}{_words(*place)}，为{rule.word(draft.colour)}")


def _handed(context: Context, handed: HandedDown, draft: Draft) -> tuple[int, int, int] | None:
    """Rank, with how many others it is shared, among how many; one that cannot be is named."""
    told = _latest(context, handed, draft)
    if not told:
        return None
    rank, tied, total = (told.get(item, Decimal(0)) for item in (handed.rank, handed.tied, handed.total))
    if min(rank - 1, tied, total - rank - tied) >= 0 and all(one == int(one) for one in (rank, tied, total)):
        return int(rank), int(tied), int(total)
    where = context.scheme.named(draft.subject.key)
    context.problems.add(f"{where}：{_words(rank, tied, total)}不可能，不按名次定颜色")
    return None


def _latest(context: Context, handed: HandedDown, draft: Draft) -> Mapping[str, Decimal]:
    """The items of the latest period that tells a rank; empty where none does."""
    readings = context.readings.get(draft.subject.key, {})
    for period in reversed(context.scheme.sources[handed.source].periods):
        found = {key[2]: one.value for key, one in readings.items() if key[:2] == (handed.source, period.key)}
        if handed.rank in found:
            return found
    return {}


def _words(rank: Decimal | int, tied: Decimal | int, total: Decimal | int) -> str:
    return f"第 {rank} 名（共 {total} 名{f'，另有 {tied} 名并列' if tied else ''}）"


def colour(rule: Colours, rank: int, tied: int, total: int) -> str:
    """The colour of a place shared with `tied` others among `total`.

    A band holds so many places from its end (`Extent.count`). The place from the top is 1 + the number strictly better,
    from the bottom 1 + the number strictly worse, so equals get equal colours.
    """
    for band in rule.bands:
        if band.extent.holds(rank, tied, total):
            return band.colour
    return rule.otherwise
