"""Working out payouts; a pool is shared so that it adds up to the last unit."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.facts.context import Context
from scoring.language.payout import Payout, Term
from scoring.model.draft import Draft, Groups
from scoring.model.figure import Figure
from scoring.model.verdict import ABSENT, BLOCKED
from scoring.numbers.rounding import rounded


def pay_in(context: Context, groups: Groups) -> None:
    """Give the subjects of these groups their payouts, in the order of the scheme; who is gone gets none."""
    for payout in context.scheme.payouts.values():
        ours = {
            group: [draft for draft in drafts if draft.status != ABSENT]
            for (kind, group), drafts in groups.items()
            if kind == payout.of
        }
        if payout.pool is None or payout.pool.per_group:
            for group, drafts in ours.items():
                _pay(context, payout, group, drafts)
        elif ours:
            _pay(context, payout, "", [draft for drafts in ours.values() for draft in drafts])


def _pay(context: Context, payout: Payout, group: str, drafts: Sequence[Draft]) -> None:
    figures = [_figure(context, payout, draft) for draft in drafts]
    if payout.pool is not None:
        figures = _shared(context, payout, group, drafts, figures)
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
    context: Context, payout: Payout, group: str, drafts: Sequence[Draft], figures: Sequence[Figure]
) -> list[Figure]:
    """Each part of the pool; without a total, without points or with a gap nobody gets a figure, and it is said why."""
    amount = _amount(context, payout, group)
    total, heads = _whole(payout, amount, drafts)
    points = [payout.points(figure.parts) for figure in figures]
    known = [one for one in points if one is not None and one >= 0]
    everything = sum(known, Fraction(0))
    if total is None or len(known) < len(points) or not everything:
        if drafts:
            where = f"{payout.label}{group and f'（{group}）'}"
            context.problems.add(f"{where}：{_lack(amount, total, len(points) - len(known))}，不能分配")
        return list(figures)
    by_code = {draft.code: one for draft, one in zip(drafts, known, strict=True)}
    extras = remainders(total, by_code, payout.places)
    found = []
    for draft, figure in zip(drafts, figures, strict=True):
        told = figure._replace(basis=(str(total), str(everything), str(int(draft.code in extras)), *heads))
        found.append(told._replace(value=payout.value(told)))
    return found


def _lack(amount: Decimal | None, total: Decimal | None, without: int) -> str:
    """Why there is nothing to share out: first what the sum lacks, then the points."""
    if total is None:
        return "没有总额" if amount is None else "有人缺分数，人数未定"
    return "有人缺分值或分值小于 0" if without else "分值合计为 0"


def _whole(payout: Payout, amount: Decimal | None, drafts: Sequence[Draft]) -> tuple[Decimal | None, tuple[str, ...]]:
    """The sum to share; of an amount for each head also that amount and the number of heads.

    While somebody blocked may still become one of them, their number is open.
    """
    counted = payout.pool.heads if payout.pool else ()
    if amount is None or not counted:
        return amount, ()
    if any(draft.status == BLOCKED for draft in drafts):
        return None, ()
    heads = sum(draft.status in counted for draft in drafts)
    return amount * heads, (str(amount), str(heads))


def _amount(context: Context, payout: Payout, group: str) -> Decimal | None:
    """The stated amount: the scheme's, or the sheet's fact, for a group the one named 'fact.group'."""
    pool = payout.pool
    if pool is None or pool.total is not None:
        return pool.total if pool else None
    text = context.sheet.facts.get(f"{pool.fact}.{group}" if group else pool.fact, "")
    fine = text.isascii() and text.replace(".", "", 1).isdigit() and len(text.partition(".")[2]) <= payout.places
    return Decimal(text) if fine else None


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
