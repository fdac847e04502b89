"""Annual results: read without guessing, written in the customary words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.people.lrmx.annual import GRADES, doubtful, read_results, with_results

READ = {
    "2021年年度考核称职；2022年年度考核优秀。": {2021: "称职", 2022: "优秀"},
    "2020年度考核为基本称职，2021年度考核为不称职": {2020: "基本称职", 2021: "不称职"},
    "2019、2020年年度考核均为称职；2021年年度考核优秀": {2019: "称职", 2020: "称职", 2021: "优秀"},
    "2019年至2021年年度考核均为称职。": {2019: "称职", 2020: "称职", 2021: "称职"},
    "2019-2021年年度考核均为优秀等次": {2019: "优秀", 2020: "优秀", 2021: "优秀"},
    "2021年年度考核不确定等次；2022年度不定等次": {2021: "不确定等次", 2022: "不定等次"},
    "2021年基本合格，2022年不合格，2023年合格": {2021: "基本合格", 2022: "不合格", 2023: "合格"},
    "2021年年度考核\n称职": {},
    "近三年年度考核均为称职": {},
    "2021年获优秀共产党员称号": {},
    "20211年优秀": {},
    "（无）": {},
    "": {},
}


@pytest.mark.parametrize(("text", "results"), READ.items())
def test_years_and_grades_are_read_where_both_are_named(text: str, results: dict[int, str]) -> None:
    assert read_results(text) == results


def test_what_names_no_year_is_told_to_a_person() -> None:
    assert doubtful("近三年年度考核均为称职；2022年年度考核优秀。") == ["近三年年度考核均为称职"]
    assert doubtful("（无）") == doubtful("") == doubtful("2022年年度考核优秀。") == []


WRITTEN = [
    ("", {2023: "称职"}, "2023年年度考核称职。"),
    ("（无）", {2023: "称职", 2022: "优秀"}, "2022年年度考核优秀；2023年年度考核称职。"),
    ("2022年年度考核优秀。", {2023: "称职"}, "2022年年度考核优秀；2023年年度考核称职。"),
    ("2022年年度考核优秀", {2023: "称职"}, "2022年年度考核优秀；2023年年度考核称职"),
    ("2022年年度考核优秀；", {2023: "称职"}, "2022年年度考核优秀；2023年年度考核称职。"),
    ("2022年年度考核优秀。", {2021: "称职"}, "2021年年度考核称职；2022年年度考核优秀。"),
    ("2022年年度考核优秀。", {2022: "称职"}, "2022年年度考核称职。"),
    ("2022年年度考核优秀。", {2022: "优秀"}, "2022年年度考核优秀。"),
    ("2022年年度考核不确定等次。", {2022: "不定等次"}, "2022年年度考核不确定等次。"),
    ("2022年度考核为优秀。", {2023: "称职"}, "2022年度考核为优秀；2023年度考核为称职。"),
    ("2021年称职，2022年优秀。", {2022: "称职"}, "2021年称职，2022年称职。"),
    ("2021、2022年年度考核均为称职。", {2022: "优秀"}, "2021年年度考核称职；2022年年度考核优秀。"),
    ("2021、2022年年度考核均为称职。", {2022: "称职", 2021: "称职"}, "2021、2022年年度考核均为称职。"),
    ("近三年年度考核均为称职", {2023: "优秀"}, "近三年年度考核均为称职；2023年年度考核优秀"),
    ("近三年年度考核均为称职。", {2023: "优秀"}, "近三年年度考核均为称职；2023年年度考核优秀。"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "grades", "wanted"), WRITTEN)
def test_results_are_put_in_where_they_belong(text: str, grades: dict[int, str], wanted: str) -> None:
    assert with_results(text, grades) == wanted


RESULTS = st.dictionaries(st.integers(1990, 2040), st.sampled_from(GRADES), max_size=8)


@given(RESULTS, RESULTS)
def test_what_was_put_in_is_read_again_and_putting_it_in_twice_changes_nothing(
    old: dict[int, str], new: dict[int, str]
) -> None:
    text = with_results(with_results("", old), new)
    plain = {year: grade.replace("确", "") for year, grade in (old | new).items()}
    assert {year: grade.replace("确", "") for year, grade in read_results(text).items()} == plain
    assert with_results(text, new) == text
