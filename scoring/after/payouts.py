"""Working out payouts; a pool is shared so that it adds up to the last unit."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.after.pools import parted, whole
from scoring.facts.context import Context
from scoring.language.payout import Payout, Pool, Term
from scoring.model.draft import Draft, Groups
from scoring.model.figure import Figure
from scoring.model.verdict import ABSENT
from scoring.numbers.rounding import rounded


def pay_in(context: Context, groups: Groups) -> None:
    """Give the subjects of these groups their payouts, in the order of the scheme; who is gone gets none."""
    for payout in context.scheme.payouts.values():
        ours = {
            group: [draft for draft in drafts if draft.status != ABSENT]
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
    extras = remainders(found.total, dict(zip([draft.code for draft in drafts], known, strict=True)), payout.places)
    return [
        _share(payout, figure, (str(found.total), str(everything), str(int(draft.code in extras)), *found.told))
        for draft, figure in zip(drafts, figures, strict=True)
    ]


def _share(payout: Payout, figure: Figure, basis: tuple[str, ...]) -> Figure:
    told = figure._replace(basis=basis)
    return told._replace(value=payout.value(told))


def _name(context: Context, payout: Payout, scope: str, drafts: Sequence[Draft], lack: str) -> None:
    """Why nothing is shared out among those who are there."""
    if drafts:
        where = context.scheme.subjects[payout.of].groups.get(scope, scope)
        context.problems.add(f"{payout.label}{where and f'（{where}）'}：{lack}，不能分配")


def remainders(total: Decimal, points: Mapping[str, Fraction], places: int) -> set[str]:
    """Who gets one more of the least unit, so that all parts add up to `total`.

    The largest remainders first; of equal ones who has more points, then the code, never the order of rows.
    """
    everything = sum(points.values(), Fraction(0))
    scale = 10**places
    exact = {code: Fraction(total) * one / everything * scale for code, one in points.items()}
    floors = {code: int(rounded(value, 0, "down")) for code, value in exact.items()}
    spare = int(Fraction(total) * scale) - sum(floors.values())
    order = sorted(points, key=lambda code: (floors[code] - exact[code], -points[code], code))
    return set(order[:spare])
