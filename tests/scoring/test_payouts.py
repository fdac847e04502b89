"""A pool adds up to its last unit, whatever the points and the order of rows."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.after.payouts import remainders

POINTS = st.dictionaries(st.text("甲乙丙丁", min_size=1, max_size=3), st.integers(0, 12), min_size=1).filter(
    lambda points: any(points.values())
)


@given(st.integers(0, 100000), POINTS)
def test_parts_add_up_and_rows_do_not_count(fen: int, points: dict[str, int]) -> None:
    total, exact = Decimal(fen) / 100, {code: Fraction(value) for code, value in points.items()}
    extra = remainders(total, exact, 2)
    everything = sum(exact.values())
    parts = {code: int(fen * value / everything) + (code in extra) for code, value in exact.items()}
    assert sum(parts.values()) == fen
    assert remainders(total, dict(reversed(exact.items())), 2) == extra


def test_of_equal_remainders_the_code_decides() -> None:
    assert remainders(Decimal("0.01"), {"乙": Fraction(1), "丙": Fraction(1)}, 2) == {"丙"}
