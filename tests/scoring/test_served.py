"""Time in post against plain counting of days; square roots against their squares."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.model.served import DAYS, MID_MONTH, MONTH_END, STARTED, WHOLE, of_year, served
from scoring.numbers.roots import root

YEAR = [date(2016, 1, 1) + timedelta(days) for days in range(366)]
MONTHS = [[day for day in YEAR if day.month == month] for month in range(1, 13)]
DAY = st.dates(date(2015, 11, 1), date(2017, 2, 28))


@given(st.lists(st.tuples(DAY, DAY).map(sorted).map(tuple), max_size=4))
def test_time_in_post_is_what_counting_days_gives(spells: list[tuple[date, date]]) -> None:
    there = {day for day in YEAR if any(first <= day <= last for first, last in spells)}
    assert served(spells, 2016, DAYS) == len(there)
    assert served(spells, 2016, MONTH_END) == sum(days[-1] in there for days in MONTHS)
    assert served(spells, 2016, MID_MONTH) == sum(days[14] in there for days in MONTHS)
    assert served(spells, 2016, WHOLE) == sum(there.issuperset(days) for days in MONTHS)
    assert served(spells, 2016, STARTED) == sum(not there.isdisjoint(days) for days in MONTHS)


def test_a_whole_year_has_all_its_days_and_months() -> None:
    assert [of_year(2016, DAYS), of_year(2015, DAYS), of_year(2016, WHOLE)] == [366, 365, 12]


@given(st.fractions(min_value=0, max_value=10**9), st.integers(1, 12))
def test_a_root_is_cut_not_rounded(value: Fraction, digits: int) -> None:
    found = root(value, digits)
    assert found**2 <= value < (found + Fraction(1, 10**digits)) ** 2
