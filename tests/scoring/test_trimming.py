"""What stays when the highest and lowest are dropped."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.trimming import Cut, Trim, staying

VALUES = tuple(map(Decimal, ("90", "80", "100", "90", "70")))


def test_one_at_each_end_goes_only_above_the_number() -> None:
    assert staying(VALUES, Trim(Cut(1), Cut(1), 4)) == (0, 1, 3)
    assert staying(VALUES, Trim(Cut(1), Cut(1), 5)) == (0, 1, 2, 3, 4)


def test_a_share_takes_whole_values_only() -> None:
    tenth = Cut(share=Decimal("0.1"))
    assert len(staying(range_of(19), Trim(tenth, tenth))) == 17
    assert len(staying(range_of(20), Trim(tenth, tenth))) == 16


def test_of_equals_the_earlier_stay() -> None:
    assert staying(range_of(1) * 3, Trim(highest=Cut(1))) == (0, 1)
    assert staying(range_of(1) * 3, Trim(lowest=Cut(1))) == (0, 1)


@given(st.permutations([*VALUES, Decimal(90)]), st.integers(0, 2), st.integers(0, 2))
def test_the_order_of_values_never_changes_what_they_add_up_to(values: list[Decimal], high: int, low: int) -> None:
    stay = staying(values, Trim(Cut(high), Cut(low)))
    assert sorted(values[place] for place in stay) == sorted(values)[low : len(values) - high]


def range_of(size: int) -> tuple[Decimal, ...]:
    """0, 1, 2 …"""
    return tuple(map(Decimal, range(size)))
