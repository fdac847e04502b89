"""Working out payouts; a pool is shared so that it adds up to the last unit."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.after.pools import Sum, parted, ruling, whole
from scoring.after.remainders import Rest, rests
from scoring.facts.context import Context
from scoring.language.payout import RULED, Payout, Pool, Term
from scoring.model.draft import Draft, Groups
from scoring.model.figure import Figure


def pay_in(context: Context, groups: Groups) -> None:
    """Give the subjects of these groups their payouts, in the order of the scheme; who is gone as the scheme says."""
    for payout in context.scheme.payouts.values():
        ours = {
            group: [draft for draft in drafts if payout.pays(draft.status)]
            for (kind, group), drafts in groups.items()
            if kind == payout.of
        }
        for scope, drafts in parted(payout, ours).items():
            _pay(context, payout, scope, drafts)


def _pay(context: Context, payout: Payout, scope: str, drafts: Sequence[Draft]) -> None:
    figures = [_figure(context, payout, draft) for draft in drafts]
    if payout.pool is not None:
        figures = _shared(context, payout, payout.pool, scope, drafts, figures)
    for draft, figure in zip(drafts, figures, strict=True):
        draft.payout.append(figure)


def _figure(context: Context, payout: Payout, draft: Draft) -> Figure:
    """The sum of the terms; for a pool its value is still to be found."""
    parts = tuple(_term(context, term, draft) for term in payout.terms)
    figure = Figure(payout.path, None, (), parts)
    return figure if payout.pool else figure._replace(value=payout.value(figure))


def _term(context: Context, term: Term, draft: Draft) -> Figure:
    figure = Figure(term.path, None, (), tuple(factor.leaf(context, draft) for factor in term.factors))
    return figure._replace(value=term.value(figure))


def _shared(
    context: Context, payout: Payout, pool: Pool, scope: str, drafts: Sequence[Draft], figures: Sequence[Figure]
) -> list[Figure]:
    """Each part of the pool; without a sum, without points or with a gap nobody gets a figure, and it is said why."""
    found = whole(context, payout, pool, scope, drafts)
    points = [payout.points(figure.parts) for figure in figures]
    known = [one for one in points if one is not None and one >= 0]
    everything = sum(known, Fraction(0))
    if found.total is None or len(known) < len(points) or not everything:
        lack = "有人缺分值或分值小于 0" if len(known) < len(points) else "分值合计为 0"
        _name(context, payout, scope, drafts, found.fault or lack)
        return list(figures)
    ruled = {draft.code: told for draft in drafts if pool.ruled_by and (told := ruling(pool, draft))}
    points_of = dict(zip([draft.code for draft in drafts], known, strict=True))
    rest = rests(found.total, points_of, payout.places, ruled.keys() if pool.ruled_by else None)
    if isinstance(rest, int):
        units = f"{Decimal(rest).scaleb(-payout.places):f}"
        _name(context, payout, scope, drafts, f"余数和分值都相同，余下 {units} 归谁待裁定（“{pool.ruled_by}”）")
        return list(figures)
    return [
        _share(payout, figure, (*_told(found, everything, rest[draft.code]), *_ruled(rest[draft.code], ruled, draft)))
        for draft, figure in zip(drafts, figures, strict=True)
    ]


def _told(found: Sum, everything: Fraction, rest: Rest) -> tuple[str, ...]:
    return str(found.total), str(everything), str(rest.extra), rest.why, *found.told


def _ruled(rest: Rest, ruled: Mapping[str, str], draft: Draft) -> tuple[str, ...]:
    """The decision by which one more unit was given, where it was."""
    return (ruled[draft.code],) if rest == Rest(1, RULED) else ()


def _share(payout: Payout, figure: Figure, basis: tuple[str, ...]) -> Figure:
    told = figure._replace(basis=basis)
    return told._replace(value=payout.value(told))


def _name(context: Context, payout: Payout, scope: str, drafts: Sequence[Draft], lack: str) -> None:
    """Why nothing is shared out among those who are there."""
    if drafts:
        where = context.scheme.subjects[payout.of].groups.get(scope, scope)
        context.problems.add(f"{payout.label}{where and f'（{where}）'}：{lack}，不能分配")
