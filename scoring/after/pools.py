"""What a pool shares out, and among whom: a sum of the scheme, a fact or a decision, as a whole or for each head."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from scoring.facts.context import Context
from scoring.language.denial import denies
from scoring.language.factor import WHOLE, plain_number
from scoring.language.payout import Payout, Pool
from scoring.language.quota import ALL, UNIT
from scoring.language.rule import with_document
from scoring.model.draft import Draft
from scoring.model.sheet import Decision, Key
from scoring.model.verdict import BLOCKED
from scoring.numbers.rounding import rounded


class Sum(NamedTuple):
    """The sum to share out, and what words need of where it is from; without one the `fault`."""

    total: Decimal | None
    told: tuple[str, ...] = ()
    fault: str = ""


def parted(payout: Payout, groups: Mapping[str, Sequence[Draft]]) -> Mapping[str, Sequence[Draft]]:
    """Who shares with whom: each group, all together (under ''), or each unit; who has no unit stands under ''."""
    within = payout.pool.within if payout.pool else ""
    everybody = [draft for drafts in groups.values() for draft in drafts]
    if within == ALL:
        return {"": everybody}
    if within != UNIT:
        return groups
    found: defaultdict[str, list[Draft]] = defaultdict(list)
    for draft in everybody:
        found[draft.subject.unit].append(draft)
    return dict(sorted(found.items()))


def whole(context: Context, payout: Payout, pool: Pool, scope: str, drafts: Sequence[Draft]) -> Sum:
    """The sum for one scope; of one for each head the product, told with that sum and the number of heads.

    While somebody blocked may still become one of the heads, their number is open.
    """
    if pool.within == UNIT and not scope:
        return Sum(None, fault=f"{'、'.join(sorted(draft.code for draft in drafts))} 没有所在单位")
    stated = _stated(context, payout, pool, scope)
    if stated.total is None or not pool.heads:
        return stated
    if any(draft.status == BLOCKED for draft in drafts):
        return Sum(None, fault="有人缺分数，人数未定")
    heads = sum(draft.status in pool.heads for draft in drafts)
    return Sum(stated.total * heads, (str(stated.total), str(heads), *stated.told))


def _stated(context: Context, payout: Payout, pool: Pool, scope: str) -> Sum:
    """The sum as it is stated: by the scheme, by the sheet's fact ('fact.scope'), by a decision on the unit."""
    if pool.total is not None:
        return Sum(pool.total)
    if pool.decision:
        return _decided(payout, _decisions(context, pool, scope))
    return _usable(payout, context.sheet.facts.get(f"{pool.fact}.{scope}" if scope else pool.fact, ""))


def _decisions(context: Context, pool: Pool, unit: str) -> list[Decision]:
    return [
        one
        for subject in context.sheet.subjects
        if subject.key == Key(pool.of, unit)
        for one in subject.decisions
        if one.what == pool.decision
    ]


def _decided(payout: Payout, found: Sequence[Decision]) -> Sum:
    if len(found) > 1:
        return Sum(None, fault=f"总额有 {len(found)} 份决定，只能有一份")
    if not found:
        return Sum(None, fault="还没有决定总额")
    one = found[0]
    words = "，".join(filter(None, (f"{one.decided_by} {one.decided_on.isoformat()} 决定", one.document)))
    return _usable(payout, one.value)._replace(told=(words,))


def ruling(pool: Pool, draft: Draft) -> str:
    """Who decided that somebody gets what is left over, in words; '' where nobody did or it was denied."""
    found = [one for one in draft.subject.decisions if one.what == pool.ruled_by and not denies(one.value)]
    return "、".join(sorted({_decision_words(one) for one in found}))


def _decision_words(one: Decision) -> str:
    return with_document(f"{one.decided_by} {one.decided_on.isoformat()} 决定", one.document)


def _usable(payout: Payout, text: str) -> Sum:
    """A recorded sum: a number not below 0 with at most the decimals that are paid."""
    number = plain_number(text)
    if number is None or rounded(number, payout.places, "down") != number:
        asked = f"应为 0 或正数，整数至多 {WHOLE} 位、小数至多 {payout.places} 位"
        return Sum(None, fault=f"总额“{text}”不能用（{asked}）" if text else "没有总额")
    return Sum(number)
