"""Percentages that add up to 100: each cut to so many decimals, what is left given to the largest remainders."""

from collections.abc import Sequence
from decimal import Decimal


def levelled(counts: Sequence[int], places: int) -> tuple[Decimal, ...]:
    """The percentages of `counts` with `places` decimals, in their order; together exactly 100.

    Of equal remainders the larger count is served first, then the earlier. Where nothing was counted all are 0.
    """
    total, units = sum(counts), 100 * 10**places
    if not total:
        return tuple(Decimal(0) for _ in counts)
    found = [count * units // total for count in counts]
    served = sorted(range(len(counts)), key=lambda place: (-(counts[place] * units % total), -counts[place], place))
    for place in served[: units - sum(found)]:
        found[place] += 1
    return tuple(Decimal(share).scaleb(-places) for share in found)
