"""The method in sentences: true of every shipped scheme, whatever its rules are made of."""

import pytest

from reports.documents import method
from scoring.shipped import names, scheme_text, shipped
from scoring.telling.outline import outline


def told(name: str, theme: str) -> dict[str, str]:
    """The sentences of a theme by what they are about; of several the last."""
    said = method.method(shipped(name), outline(scheme_text(name)))
    return {one.about: one.text for one in said if one.theme == theme}


@pytest.mark.parametrize(
    ("name", "about", "expected"),
    [
        ("hangjin/2016", "单位、班子、科级干部", "年度总分＝平时×40%＋专项×20%＋定期×40%。"),
        ("qianjiang/2007", "班子", "综合得分＝单位目标×60%＋测评×40%。"),
        (
            "qianjiang/2007",
            "领导班子成员",
            "综合得分按分组分别为主要负责人综合得分、其他成员综合得分；"
            "主要负责人综合得分＝单位目标×60%＋测评×40%；其他成员综合得分＝单位目标×40%＋测评×60%。",
        ),
        (
            "jiuyuan/2022",
            "单位",
            "年度得分＝目标×60%＋通报×15%＋报告×15%＋晾晒×10%；综合式目标＝评定类×40%＋经济类×40%＋疫情防控×20%。",
        ),
        ("jiuyuan/2022", "科级干部", "登记表得分：平均，来源 疫情防控登记表。"),
        ("ankang/2018", "承诺事项", "承诺兑现：平均，来源 承诺查看，各期权重 年初 20%、年中 30%、年末 50%。"),
    ],
)
def test_formulas_follow_the_outline(name: str, about: str, expected: str) -> None:
    assert told(name, method.FORMULAS)[about] == f"{about}：{expected}"


def test_cases_are_told_apart_down_to_their_weights() -> None:
    said = told("dongtou/2018", method.FORMULAS)["科级干部"]
    assert "年度总分＝评价＋加减分；五方评价按职务类别分别为副职五方评价、正职四方评价" in said
    assert "正职四方评价＝单位考绩×35%＋区级领导×25%＋年终考核组×25%＋组织日常×15%" in said


@pytest.mark.parametrize(
    ("name", "about", "expected"),
    [
        ("hangjin/2016", "先进集体", "名额＝基数×30%，各组先取整数，余额按小数部分从大到小补足。"),
        ("jiuyuan/2022", "登记优秀", "各组名额＝基数×30%，截尾取整；只在“优秀”的对象中产生。"),
        (
            "qianjiang/2007",
            "特优",
            "名额固定：部门 9 个（得分居前 18 名的为候选）、乡镇街道 4 个（得分居前 8 名的为候选）；"
            "只在“达标”的对象中产生；由候选按大会票决的票数产生；线上相同的依次比较第二轮票数、得分。",
        ),
        (
            "ankang/2018",
            "年度优秀",
            "各组名额＝基数×20%，截尾取整；只在“优秀”的对象中产生；线上相同的依次比较实绩加分。",
        ),
    ],
)
def test_quotas_say_how_their_seats_are_counted(name: str, about: str, expected: str) -> None:
    assert told(name, method.PLACES)[about] == f"{about}：{expected}"


def test_grades_say_their_ladder_and_what_limits_them() -> None:
    said = [one.text for one in method.method(shipped("ankang/2018"), outline(scheme_text("ankang/2018")))]
    ladder = "优秀（不少于 90）、称职（不少于 75，低于 90）、基本称职（不少于 60，低于 75）、不称职（低于 60）"
    assert f"市管干部等次自高到低为{ladder}。" in said
    assert "单位较差的，等次不得高于“称职”（依据“三项机制”工作法）。" in said
    assert told("hangjin/2016", method.GRADES) == {}


@pytest.mark.parametrize("name", names())
def test_a_method_without_quotas_says_nothing_of_their_lines(name: str) -> None:
    assert ("同分跨线" in told(name, method.PLACES)) == bool(shipped(name).quotas)
