"""Dates are as exact as they are written, never more."""

import pytest

from cadres.people.lrmx.dates import Partial, age_at, read_date, read_membership
from cadres.workbooks.faults import Unreadable


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("198003", Partial(1980, 3)),
        ("1980.03", Partial(1980, 3)),
        ("1980.3", Partial(1980, 3)),
        ("1980-03", Partial(1980, 3)),
        ("19800315", Partial(1980, 3, 15)),
        ("1980.03.15", Partial(1980, 3, 15)),
        ("1980年3月15日", Partial(1980, 3, 15)),
        ("1980年3月", Partial(1980, 3)),
        ("１９８０．０３", Partial(1980, 3)),
        (" 1980 ", Partial(1980)),
        ("", None),
        ("　", None),
    ],
)
def test_each_habit_is_read(text: str, wanted: Partial | None) -> None:
    assert read_date(text) == wanted


@pytest.mark.parametrize(
    "text", ["198013", "19800230", "1980.00", "19800", "198", "八〇年", "21980101", "1899", "1980.3.0"]
)
def test_what_is_no_date_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(Unreadable, match=f"“{text}”不是日期"):
        read_date(text)


def test_both_habits_are_written() -> None:
    assert (Partial(1980, 3).compact(), Partial(1980, 3).dotted()) == ("198003", "1980.03")
    assert (Partial(1980, 3, 5).compact(), Partial(1980).dotted()) == ("19800305", "1980")


@pytest.mark.parametrize(
    ("text", "since", "parties"),
    [
        ("200206", Partial(2002, 6), ""),
        ("2002.06；民盟", Partial(2002, 6), "民盟"),
        ("民盟；200206", Partial(2002, 6), "民盟"),
        ("民盟", None, "民盟"),
        ("", None, ""),
    ],
)
def test_joining_the_party_is_a_date_a_party_or_both(text: str, since: Partial | None, parties: str) -> None:
    assert read_membership(text) == (since, parties)


def test_a_wrong_day_of_joining_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_membership("200213；民盟")


def test_age_counts_completed_years_by_month() -> None:
    assert age_at(Partial(1980, 3), Partial(2024, 2)) == 43
    assert age_at(Partial(1980, 3), Partial(2024, 3, 1)) == 44


def test_dates_agree_as_far_as_both_are_told() -> None:
    assert Partial(1980, 3).agrees(Partial(1980, 3, 15))
    assert Partial(1980).agrees(Partial(1980, 3))
    assert not Partial(1980, 3).agrees(Partial(1980, 4, 15))
