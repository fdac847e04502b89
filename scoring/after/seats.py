"""Where seats of a quota are counted, and how many there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from scoring.facts.context import Context
from scoring.language.conditions import name_lacking
from scoring.language.quota import ALL, GROUP, LARGEST, UNIT, Quota
from scoring.language.resulting import other_of
from scoring.model.draft import Draft
from scoring.model.verdict import ABSENT, BLOCKED, RANKED
from scoring.numbers.rounding import rounded


class Scope(NamedTuple):
    """Subjects who compete for the same seats: `base` are counted, `exact` is the share of them before rounding.

    Who counts as one is one of the base.
    """

    key: str
    drafts: Sequence[Draft]
    base: int
    exact: Fraction


def scopes(context: Context, quota: Quota, groups: Mapping[str, Sequence[Draft]]) -> list[Scope]:
    """All scopes of a quota, in the order of the scheme's groups, else by name; small ones pooled."""
    if quota.fields:
        told = {key: [draft for group in one.groups for draft in groups[group]] for key, one in quota.fields.items()}
        return [_scope(context, quota, key, drafts) for key, drafts in told.items()]
    parted = groups if quota.per == GROUP else _parted(context, quota, groups)
    found = [_scope(context, quota, key, drafts) for key, drafts in parted.items()]
    return found if quota.pool_below is None else _pooled(context, quota, found)


def _parted(context: Context, quota: Quota, groups: Mapping[str, Sequence[Draft]]) -> dict[str, list[Draft]]:
    """The subjects by unit or attribute; who has none is named and competes nowhere."""
    found: defaultdict[str, list[Draft]] = defaultdict(list)
    for drafts in groups.values():
        for draft in drafts:
            name = _name(quota.per, draft)
            if name:
                found[name].append(draft)
            elif draft.status != ABSENT:
                what = "所在单位" if quota.per == UNIT else f"“{quota.per}”"
                name_lacking(context, draft, what, f"不参加“{quota.label}”名额")
    return dict(sorted(found.items()))


def _name(per: str, draft: Draft) -> str:
    if per == ALL:
        return ALL
    return draft.subject.unit if per == UNIT else draft.subject.attributes.get(per, "")


def _scope(context: Context, quota: Quota, key: str, drafts: Sequence[Draft]) -> Scope:
    bodies = Counter(draft.body for draft in counted(quota, drafts))
    if quota.shares is None:
        return Scope(key, drafts, len(bodies), Fraction(quota.share) * len(bodies))
    shares = (_share(context, quota, draft) / bodies[draft.body] for draft in counted(quota, drafts))
    return Scope(key, drafts, len(bodies), sum(shares, Fraction(0)))


def counted(quota: Quota, drafts: Iterable[Draft]) -> list[Draft]:
    """Those who are in the base, each for himself."""
    return [draft for draft in drafts if draft.status in (RANKED, BLOCKED) or draft.status in quota.also]


def _share(context: Context, quota: Quota, draft: Draft) -> Fraction:
    """What one subject adds: the share by the grade of the other, the common share where it has no other."""
    shares = quota.shares
    if shares is None:
        return Fraction(quota.share)
    other = other_of(context, draft.subject, shares.of, shares.whose)
    if other is None or not other.grade:
        label, so = context.scheme.subjects[shares.of].label, f"“{quota.label}”名额暂按一般比例计"
        name_lacking(context, draft, f"{label}{'等次' if other else '结果'}", so)
    return Fraction(shares.by_grade.get(other.grade, quota.share) if other else quota.share)


def _pooled(context: Context, quota: Quota, found: Iterable[Scope]) -> list[Scope]:
    """Small scopes taken together in their order until they are small no more; a small rest joins the last pool.

    Without a written order all of the small ones are one pool: who is with whom must not hang on a code.
    """
    large, pools, pool = [], [], Scope("", (), 0, Fraction(0))
    for scope in found:
        if not _small(quota, scope):
            large.append(scope)
            continue
        pool = joined(context, quota, (pool, scope))
        if quota.ordered and not _small(quota, pool):
            pools.append(pool)
            pool = Scope("", (), 0, Fraction(0))
    if pool.key and pools:
        pools[-1] = joined(context, quota, (pools[-1], pool))
    elif pool.key:
        pools.append(pool)
    return large + pools


def _small(quota: Quota, scope: Scope) -> bool:
    return scope.base < quota.pool_below if quota.pool_below else scope.exact < 1


def joined(context: Context, quota: Quota, found: Sequence[Scope]) -> Scope:
    """Several scopes as one."""
    key = "、".join([scope.key for scope in found if scope.key])
    return _scope(context, quota, key, [draft for scope in found for draft in scope.drafts])


def seats(found: Sequence[Scope], rounding: str = LARGEST, minimum: int = 0, ordered: bool = True) -> dict[str, int]:
    """Seats by scope: its share rounded, not below `minimum` where anybody is, and never more than its base.

    'largest': floors first; what floor(sum of the shares) leaves goes to the largest fractions, of equal fractions to
    the larger scope, then in the order of the scopes where that is written, else to none of them: see `contested`.
    """
    mode = "down" if rounding == LARGEST else rounding
    whole = {scope.key: int(rounded(scope.exact, 0, mode)) for scope in found}
    if rounding == LARGEST:
        open_ones = () if ordered else contested(found, minimum)[0]
        for scope in _by_claim(found)[: _spare(found)]:
            whole[scope.key] += scope not in open_ones
    return {scope.key: min(scope.base, max(whole[scope.key], minimum)) for scope in found}


def contested(found: Sequence[Scope], minimum: int = 0) -> tuple[tuple[Scope, ...], int]:
    """Scopes with the same fraction and size across the last of the seats that floors leave, and how many those are.

    Whom the `minimum` lifts anyway gains nothing by one more.
    """
    order, spare = _by_claim(found), _spare(found)
    if not 0 < spare < len(order) or _claim(order[spare - 1]) != _claim(order[spare]):
        return (), 0
    line = _claim(order[spare])
    gaining = tuple(scope for scope in order if _claim(scope) == line and int(scope.exact) >= minimum)
    return gaining, min(len(gaining), sum(_claim(one) == line for one in order[:spare]))


def _claim(scope: Scope) -> tuple[Fraction, int]:
    """The less, the sooner a scope gets a seat that floors leave."""
    return int(scope.exact) - scope.exact, -scope.base


def _by_claim(found: Sequence[Scope]) -> list[Scope]:
    return sorted(found, key=_claim)


def _spare(found: Sequence[Scope]) -> int:
    return int(sum((scope.exact for scope in found), Fraction(0))) - sum(int(scope.exact) for scope in found)
