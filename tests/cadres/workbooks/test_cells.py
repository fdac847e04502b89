from datetime import date, datetime, time
from decimal import Decimal

import pytest

from cadres.people.identity import fault_of
from cadres.workbooks import cells, dates
from cadres.workbooks.faults import Unreadable
from cadres.workbooks.texts import heading_key, name_key

MAY = date(2016, 5, 1)


@pytest.mark.parametrize(
    "value",
    [
        "2016.05",
        "2016.5",
        "201605",
        "2016年5月",
        "2016年05月",
        "2016/5/1",
        "2016-05-01",
        "２０１６．０５",
        " 2016.05 ",
        "2016.05（46岁）",
        "2016.05.17",
        "2016-05-01 00:00:00",
        201605.0,
        20160517.0,
        date(2016, 5, 17),
        datetime(2016, 5, 17, 0, 0),  # noqa: DTZ001 (as the parser gives it)
    ],
)
def test_a_month_in_every_habit(value: object) -> None:
    assert dates.month(value) == MAY


@pytest.mark.parametrize(
    "value", ["2016.05.17", "20160517", "2016年5月17日", "2016-05-17", "2016/5/17", date(2016, 5, 17)]
)
def test_a_day_in_every_habit(value: object) -> None:
    assert dates.day(value) == date(2016, 5, 17)


@pytest.mark.parametrize(
    "value",
    [2016.1, 2016.3, 2016.0, 42500.0, 201613.0, "2016.13", "二〇一六年", "2016", "0000.01", "2101.01", True, time(3)],
)
def test_what_is_no_month(value: object) -> None:
    with pytest.raises(Unreadable):
        dates.month(value)


@pytest.mark.parametrize("value", ["2016.05", "201605", "2016.02.30", 2016.0517])
def test_what_is_no_full_day(value: object) -> None:
    with pytest.raises(Unreadable):
        dates.day(value)


def test_a_month_typed_as_a_number_with_two_decimals_is_clear() -> None:
    assert [dates.month(value) for value in (2016.05, 1974.11)] == [date(2016, 5, 1), date(1974, 11, 1)]


def test_a_month_that_is_none_is_called_a_month() -> None:
    with pytest.raises(Unreadable, match="“2016年13月”不是存在的月份"):
        dates.month("2016年13月")


def test_a_number_that_may_be_october_says_so() -> None:
    with pytest.raises(Unreadable, match="分不清1月和10月"):
        dates.month(2016.1)


@pytest.mark.parametrize(
    ("value", "mark"),
    [
        (95.0, "95.00"),
        (85.35, "85.35"),
        (0.0, "0.00"),
        (100.0, "100.00"),
        ("95分", "95.00"),
        ("９２．５", "92.50"),
        (" 88 ", "88.00"),
    ],
)
def test_a_mark_is_exact(value: object, mark: str) -> None:
    read = cells.mark()(value)
    assert str(read) == mark


@pytest.mark.parametrize("value", ["—", "/", "-", "——", "－"])
def test_a_dash_is_no_mark(value: str) -> None:
    assert cells.mark()(value) is None


@pytest.mark.parametrize(
    "value",
    [105.0, -0.5, 92.555, 85.35000000000001, "优", "9O", "1e2", "∞", float("nan"), float("inf"), 1e300, True, MAY],
)
def test_what_is_no_mark(value: object) -> None:
    with pytest.raises(Unreadable):
        cells.mark()(value)


@pytest.mark.parametrize(
    ("value", "percent"), [("60%", 60), ("６０％", 60), (60.0, 60), (0.6, 60), (1.0, 100), ("33.33%", Decimal("33.33"))]
)
def test_a_share(value: object, percent: Decimal) -> None:
    assert cells.percent(value) == percent


@pytest.mark.parametrize("value", [0.0, "0%", "101%", "六成", -1.0, "33.333%"])
def test_what_is_no_share(value: object) -> None:
    with pytest.raises(Unreadable):
        cells.percent(value)


@pytest.mark.parametrize(
    ("value", "code"), [("Ａ０１－０３", "A01-03"), ("A01—03", "A01-03"), (101.0, "101"), (" A 01 ", "A01")]
)
def test_a_code_has_one_form(value: object, code: str) -> None:
    assert cells.code()(value) == code


def test_a_code_that_became_a_date_is_refused() -> None:
    with pytest.raises(Unreadable, match="改成了日期"):
        cells.code()(date(2016, 1, 3))


def test_a_code_that_is_too_long_is_refused() -> None:
    with pytest.raises(Unreadable, match="超过20个字"):
        cells.code()("A" * 21)


def test_a_hidden_character_is_refused() -> None:
    with pytest.raises(Unreadable, match="控制字符"):
        cells.text(20)("甲\x00乙")


@pytest.mark.parametrize(
    ("one", "other"),
    [("张　三", "张三"), ("巴图•敖其尔", "巴图·敖其尔"), ("巴图．敖其尔", "巴图·敖其尔"), (" 王\u00a0宁 ", "王宁")],
)
def test_names_are_compared_without_blanks_and_with_one_dot(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_rare_character_stays_itself() -> None:
    assert cells.name()("王𫖯") == "王𫖯"
    assert name_key("﨑") == "﨑"


READ_ID = cells.id_number(fault_of)


@pytest.mark.parametrize(
    "value",
    [
        "11010519491231002X",
        "11010519491231002x",
        "'11010519491231002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002X\t",
    ],
)
def test_an_id_number_in_every_habit(value: str) -> None:
    assert READ_ID(value) == "11010519491231002X"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (110105194912310000.0, "数字格式"),
        ("110105194912310021", "校验位"),
        ("990101199002290032", "出生日期不存在"),
        ("110105491231002", "18位"),
    ],
)
def test_what_is_no_id_number(value: object, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as told:
        READ_ID(value)
    assert str(value) not in told.value.what + told.value.cure


@pytest.mark.parametrize("written", ["出生\n年月", "出 生 年 月", "出生年月（岁）", "出生年月"])
def test_a_heading_in_every_habit(written: str) -> None:
    assert heading_key(written) == "出生年月"
