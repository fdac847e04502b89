from typing import Any

from cadres.workbooks.heads import column_letters, find_head

WANTED = ["单位名称", "姓名", "1月", "2月"]


def place(*rows: list[Any]) -> tuple[dict[str, int], int, int] | None:
    head = find_head(rows, WANTED)
    return head and (head.columns, head.top, head.bottom)


def test_a_head_below_titles() -> None:
    titles = [["2016年度评分表", "", ""], ["填报单位：", "", ""], ["", "", ""]]
    assert place(*titles, ["姓名", "单位名称", "1月", "2月"]) == (
        {"姓名": 0, "单位名称": 1, "1月": 2, "2月": 3},
        3,
        3,
    )


def test_a_head_of_two_rows() -> None:
    assert place(
        ["序号", "单位名称", "姓名", "得分", ""], ["", "", "", "1月", "2月"], [1.0, "甲", "乙", 90.0, 91.0]
    ) == (
        {"单位名称": 1, "姓名": 2, "1月": 3, "2月": 4},
        0,
        1,
    )


def test_one_heading_alone_is_no_head() -> None:
    assert place(["姓名", "", ""], ["甲", "乙", ""]) is None
    assert place() is None


def test_a_repeated_heading_is_told() -> None:
    head = find_head([["姓名", "单位名称", "姓名"]], WANTED)
    assert head is not None
    assert head.doubled == [(0, 2)]


def test_letters() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
