"""Seats of a quota and who holds them. A tie that the line would cut stays open until a named person rules."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.context import Context
from scoring.draft import Draft, Groups
from scoring.scheme import Quota
from scoring.sheet import Ruling
from scoring.verdict import BLOCKED, IN, OUT, RANKED, UNDECIDED, QuotaLine


def place_in(context: Context, groups: Groups) -> list[QuotaLine]:
    """Give each ranked subject of these groups its place under the quotas of its kind."""
    found = []
    for quota in context.scheme.quotas.values():
        ours = {group: drafts for (kind, group), drafts in groups.items() if kind == quota.of}
        if not ours:
            continue
        bases = {group: sum(_counts(quota, draft) for draft in drafts) for group, drafts in ours.items()}
        free = seats(bases, quota.share)
        for group, drafts in ours.items():
            rulings = _rulings(context, quota.key, group)
            found.append(award(quota.key, group, bases[group], free[group], drafts, rulings))
    return found


def _counts(quota: Quota, draft: Draft) -> bool:
    return draft.status in (RANKED, BLOCKED) or draft.status in quota.also


def _rulings(context: Context, quota: str, group: str) -> list[Ruling]:
    return [ruling for ruling in context.sheet.rulings if (ruling.quota, ruling.group) == (quota, group)]


def note_strays(context: Context) -> None:
    """Rulings on a line that does not exist."""
    scheme = context.scheme
    lines = {(quota.key, group) for quota in scheme.quotas.values() for group in scheme.subjects[quota.of].groups}
    for ruling in context.sheet.rulings:
        if (ruling.quota, ruling.group) not in lines:
            where = f"{ruling.quota}·{ruling.group}"
            context.problems.add(f"裁定（{ruling.document}）所指的“{where}”在方案中不存在")


def seats(bases: Mapping[str, int], share: Decimal) -> dict[str, int]:
    """Seats by group: floor(base × share) each; what floor(all × share) leaves goes to the largest fractions.

    Equal fractions: the larger group first, then the order of `bases`.
    """
    exact = {group: Fraction(share) * base for group, base in bases.items()}
    found = {group: int(value) for group, value in exact.items()}
    spare = int(Fraction(share) * sum(bases.values())) - sum(found.values())
    by_fraction = sorted(bases, key=lambda group: (found[group] - exact[group], -bases[group]))
    for group in by_fraction[:spare]:
        found[group] += 1
    return found


def award(
    quota: str, group: str, base: int, free: int, drafts: Sequence[Draft], rulings: Sequence[Ruling]
) -> QuotaLine:
    """Give `free` seats to the best of a group; across a tie as a fitting ruling says, else they stay open."""
    ordered = sorted((draft for draft in drafts if draft.rank), key=Draft.order)
    tied = _tie_across(ordered, free)
    safe = [draft for draft in ordered[:free] if draft not in tied]
    open_seats = min(free, len(ordered)) - len(safe)
    codes = tuple(draft.code for draft in tied)
    ruling, note = _fitting(rulings, codes, open_seats)
    for draft in ordered:
        draft.quota, draft.place = quota, OUT
    for draft in safe:
        draft.place = IN
    for draft in tied:
        admitted = ruling and draft.code in ruling.admitted
        draft.place = IN if admitted else OUT if ruling else UNDECIDED
    line = min((draft.score for draft in ordered if draft.place == IN and draft.score is not None), default=None)
    if ruling:
        return QuotaLine(quota, group, base, free, line, (), 0, ruling.ref)
    return QuotaLine(quota, group, base, free, line, codes, open_seats if tied else 0, None, note)


def _tie_across(ordered: Sequence[Draft], free: int) -> tuple[Draft, ...]:
    """Those who share the score on both sides of the line; empty if the line cuts no tie."""
    if not 0 < free < len(ordered) or ordered[free - 1].rank != ordered[free].rank:
        return ()
    return tuple(draft for draft in ordered if draft.rank == ordered[free].rank)


def _fitting(rulings: Sequence[Ruling], tied: tuple[str, ...], open_seats: int) -> tuple[Ruling | None, str]:
    """The one ruling that names exactly the tied and as many of them as there are open seats; else why not.

    Where nothing is tied any more a ruling is moot: there is nothing to decide and nothing to say.
    """
    if not rulings or not tied:
        return None, ""
    if len(rulings) > 1:
        return None, f"有 {len(rulings)} 份裁定，只能有一份"
    ruling = rulings[0]
    if ruling.admitted | ruling.refused != frozenset(tied) or ruling.admitted & ruling.refused:
        return None, f"裁定（{ruling.document}）所列人员与现在并列的不一致"
    if len(ruling.admitted) != open_seats:
        return None, f"裁定（{ruling.document}）入选 {len(ruling.admitted)} 个，现在空额 {open_seats} 个"
    return ruling, ""
