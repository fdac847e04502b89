"""Where seats of a quota are counted, and how many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from scoring.conditions import name_lacking, other_of
from scoring.context import Context
from scoring.draft import Draft
from scoring.quota import ALL, GROUP, LARGEST, UNIT, Quota
from scoring.rounding import rounded
from scoring.verdict import BLOCKED, RANKED


class Scope(NamedTuple):
    """Subjects who compete for the same seats: `base` are counted, `exact` is the share of them before rounding."""

    key: str
    drafts: Sequence[Draft]
    base: int
    exact: Fraction


def scopes(context: Context, quota: Quota, groups: Mapping[str, Sequence[Draft]]) -> list[Scope]:
    """All scopes of a quota, in the order of the scheme's groups, else by name; small ones pooled."""
    if quota.fields:
        told = {key: [draft for group in one.groups for draft in groups[group]] for key, one in quota.fields.items()}
        return [_scope(context, quota, key, drafts) for key, drafts in told.items()]
    parted = groups if quota.per == GROUP else _parted(quota.per, groups)
    found = [_scope(context, quota, key, drafts) for key, drafts in parted.items()]
    return found if quota.pool_below is None else _pooled(quota, found)


def _parted(per: str, groups: Mapping[str, Sequence[Draft]]) -> dict[str, list[Draft]]:
    found: defaultdict[str, list[Draft]] = defaultdict(list)
    for drafts in groups.values():
        for draft in drafts:
            found[_name(per, draft)].append(draft)
    return dict(sorted(found.items()))


def _name(per: str, draft: Draft) -> str:
    if per == ALL:
        return ALL
    return draft.subject.unit if per == UNIT else draft.subject.attributes.get(per, "")


def _scope(context: Context, quota: Quota, key: str, drafts: Sequence[Draft]) -> Scope:
    counted = [draft for draft in drafts if draft.status in (RANKED, BLOCKED) or draft.status in quota.also]
    if quota.shares is None:
        return Scope(key, drafts, len(counted), Fraction(quota.share) * len(counted))
    exact = sum((_share(context, quota, draft) for draft in counted), Fraction(0))
    return Scope(key, drafts, len(counted), exact)


def _share(context: Context, quota: Quota, draft: Draft) -> Fraction:
    """What one subject adds: the share by the grade of the other, the common share where it has no other."""
    shares = quota.shares
    if shares is None:
        return Fraction(quota.share)
    other = other_of(context, draft.subject, shares.of, shares.whose)
    if other is None:
        name_lacking(context, draft, f"{context.scheme.subjects[shares.of].label}结果")
    return Fraction(shares.by_grade.get(other.grade, quota.share) if other else quota.share)


def _pooled(quota: Quota, found: Iterable[Scope]) -> list[Scope]:
    """Small scopes taken together in their order until they are small no more; a small rest joins the last pool."""
    large, pools, pool = [], [], Scope("", (), 0, Fraction(0))
    for scope in found:
        if not _small(quota, scope):
            large.append(scope)
            continue
        pool = _together(pool, scope)
        if not _small(quota, pool):
            pools.append(pool)
            pool = Scope("", (), 0, Fraction(0))
    if pool.key and pools:
        pools[-1] = _together(pools[-1], pool)
    elif pool.key:
        pools.append(pool)
    return large + pools


def _small(quota: Quota, scope: Scope) -> bool:
    return scope.base < quota.pool_below if quota.pool_below else scope.exact < 1


def _together(one: Scope, two: Scope) -> Scope:
    key = "、".join(filter(None, (one.key, two.key)))
    return Scope(key, [*one.drafts, *two.drafts], one.base + two.base, one.exact + two.exact)


def seats(found: Sequence[Scope], rounding: str = LARGEST, minimum: int = 0) -> dict[str, int]:
    """Seats by scope: its share rounded, not below `minimum` where anybody is, and never more than its base.

    'largest': floors first; what floor(sum of the shares) leaves goes to the largest fractions, of equal fractions to
    the larger scope, then in the order of the scopes.
    """
    mode = "down" if rounding == LARGEST else rounding
    whole = {scope.key: int(rounded(scope.exact, 0, mode)) for scope in found}
    if rounding == LARGEST:
        spare = int(sum((scope.exact for scope in found), Fraction(0))) - sum(whole.values())
        for scope in sorted(found, key=lambda one: (whole[one.key] - one.exact, -one.base))[:spare]:
            whole[scope.key] += 1
    return {scope.key: min(scope.base, max(whole[scope.key], minimum)) for scope in found}
