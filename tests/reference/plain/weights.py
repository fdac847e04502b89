"""Weights as written, or as comparisons of each with each give them."""

from fractions import Fraction
from math import prod

from tests.reference.plain.basis import Entry, share


def weights(entry: Entry) -> dict[str, Fraction]:
    """As written, or as comparisons give them."""
    parts = entry["parts"]
    return _judged(entry["judgement"], list(parts)) if "judgement" in entry else _written(parts)


def _written(parts: Entry) -> dict[str, Fraction]:
    return {name: share(part["weight"]) for name, part in parts.items()}


def _judged(told: Entry, names: list[str]) -> dict[str, Fraction]:
    """Shares of the things compared, cut to four decimals; what is left goes to the largest remainders."""
    grid = {(one, other): _compared(told["compare"], one, other) for one in names for other in names}
    raw = _SHARES[told.get("method", "geometric")](grid, names)
    shares = {name: one / sum(raw.values()) for name, one in raw.items()}
    digits = 10 ** int(told.get("digits", 4))
    cut = {name: share * digits // 1 for name, share in shares.items()}
    order = sorted(names, key=lambda name: (cut[name] - shares[name] * digits, -shares[name], names.index(name)))
    for name in order[: digits - sum(cut.values())]:
        cut[name] += 1
    return {name: Fraction(one, digits) for name, one in cut.items()}


def _compared(told: Entry, one: str, other: str) -> Fraction:
    if one == other:
        return Fraction(1)
    return Fraction(told[one][other]) if other in told.get(one, {}) else 1 / Fraction(told[other][one])


Grid = dict[tuple[str, str], Fraction]


def _by_rows(grid: Grid, names: list[str]) -> dict[str, Fraction]:
    """The root of each row's product, found by halving an interval until it is narrower than anybody could write."""
    found = {}
    for name in names:
        product = prod(grid[name, other] for other in names)
        low, high = Fraction(0), Fraction(9)
        while high - low > Fraction(1, 2**80):
            middle = (low + high) / 2
            low, high = (middle, high) if middle ** len(names) <= product else (low, middle)
        found[name] = high
    return found


def _by_columns(grid: Grid, names: list[str]) -> dict[str, Fraction]:
    sums = {column: sum(grid[row, column] for row in names) for column in names}
    return {row: sum((grid[row, column] / sums[column] for column in names), Fraction(0)) for row in names}


def _by_lengthening(grid: Grid, names: list[str]) -> dict[str, Fraction]:
    """A vector multiplied by the matrix until it only grows longer; sixty times, kept to forty decimals."""
    found = dict.fromkeys(names, Fraction(1, len(names)))
    for _ in range(60):
        longer = {row: sum(grid[row, column] * found[column] for column in names) for row in names}
        whole = sum(longer.values())
        found = {row: Fraction(int(one / whole * 10**40), 10**40) for row, one in longer.items()}
    return found


_SHARES = {"geometric": _by_rows, "column_sums": _by_columns, "eigenvector": _by_lengthening}
