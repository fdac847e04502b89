"""Each kind of fault is told by sheet and cell, with its cure; the sound set has none."""

import pytest

from tests.assessment.intake.conftest import FaultsOf
from tests.assessment.intake.office import LI_NA, LI_SI, WANG, ZHANG, Office, id_number

WRONG_CHECK = WANG[:17] + ("0" if WANG[17] != "0" else "1")


def test_the_sound_office_has_no_fault(office: Office, faults_of: FaultsOf) -> None:
    assert faults_of(office) == []


#: sheet, cell (>the cell told where it is another), value put there, words of the fault, words of the cure
CELLS = [
    ("单位名册", "B4", "A01", "单位代码“A01”与第3行重复", "每个单位一个代码"),
    ("单位名册", "C4", "旗财政局", "单位“旗财政局”与第3行重复", "删除重复"),
    ("单位名册", "E3", "党政部门", "“党政部门”不在可填的范围内", "党群部门、政府职能部门"),
    ("单位名册", "F3", "2016.5", "只写到月", "写到日"),
    ("干部名册", "B3", "旗财证局", "没有“旗财证局”", "最接近的是“旗财政局”"),
    ("干部名册", "D3", "女", "性别与身份证号不一致", "核对"),
    ("干部名册", "F3", "1970.04", "出生年月 1970.04 与身份证号中的 1970.03 不一致", "干部档案"),
    ("干部名册", "F3", 1970.3, "数字格式的“1970.3”不能作日期", "文本填写"),
    ("干部名册", "F3", "三月", "“三月”不是日期", "2016.05 的样式"),
    ("干部名册", "F3", "1970.13", "不是存在的月份", "2016.05 的样式"),
    ("干部名册", "G3", WRONG_CHECK, "校验位不符", "以文本格式填写18位"),
    ("干部名册", "G3", int(WANG[:17]) * 10, "身份证号是数字格式", "设为文本格式"),
    ("干部名册", "G3", WANG[:15], "应为18位", "核对"),
    ("干部名册", "G4", WANG, "身份证号与第3行（王　宁）相同", "一人一行"),
    ("干部名册", "I3", "正职", "“正职”不在可填的范围内", "一把手、副职、待遇干部"),
    ("干部名册", "J3", "2016.05", "“职务变动”中却没有此人", "补上这次变动"),
    ("干部名册", "J6", "2016.07", "与最近一次变动 2016.06.16 不一致", "改正不一致"),
    ("干部名册", "C3", None, "姓名为空", "请填写姓名"),
    ("职务变动", "D3", "2015.06.16", "不在考核年度内", "只填 2016 年内"),
    ("职务变动", "E4", "辞职", "“辞职”不在可填的范围内", "调任、提任、退休"),
    ("职务变动", "F3", None, "调任没有填写原单位", "请填写原单位"),
    ("职务变动", "I3", "旗财政局", "与“干部名册”第6行（白泉镇）不一致", "年末任职"),
    ("职务变动", "B3", "张四", "姓名与干部名册中同一身份证号的“张三”不同", "核对"),
    ("职务变动", "C4>B4", LI_NA, "姓名与干部名册中同一身份证号的“李娜”不同", "核对姓名和身份证号"),
    ("特殊情形", "C3", id_number("19790402", 4), "名册中没有身份证号与此相符的“李娜”", "核对身份证号"),
    ("特殊情形", "B3", "李那", "姓名与名册中同一身份证号的“李娜”不同", "核对"),
    ("特殊情形", "D3", "休假", "不在可填的范围内", "立案审查"),
    ("一级清单", "B3", "经济建设", "不在可填的范围内", "全面建成小康社会"),
    ("一级清单", "C4", "1-01", "与第3行重复", "不重复的编号"),
    ("二级清单", "C3>C6", "S01-01", "“S01-01”与第3行重复", "不得重复"),
    ("二级清单", "D3", "9-99", "“一级清单”中没有“9-99”", "一级清单"),
    ("二级清单", "G3", 50, "各项任务分值合计 90 分，应为 100 分", "调整"),
    ("二级清单", "G3", -60, "应大于0", "正数"),
    ("二级清单", "F3", "混合", "不在可填的范围内", "共性、个性"),
    ("三级清单", "B3", "A01-99", "“二级清单”中没有“A01-99”", "二级清单"),
    ("三级清单", "C3", "李娜娜", "“旗财政局”没有“李娜娜”", "核对姓名和单位"),
    ("三级清单", "C7", "李娜", "“白泉镇”没有“李娜”", "名册中此人在“旗财政局”"),
    ("三级清单", "D3", "1979.05", "出生年月 1979.05 与名册不符", "干部名册"),
    ("三级清单", "E3", "协助", "有 0 个主要责任人，应为 1 个", "恰好落实一个"),
    ("三级清单", "F6", "90%", "分担比例合计 90%，应为 100%", "调整分担比例"),
    ("三级清单", "F3", "160%", "应大于0、不超过100%", "60% 的样式"),
    ("三级清单", "C4", "李四", "并非一直在“旗财政局”任职", "按任职起止"),
    ("三级清单", "I4", "2017.06.15", "起止时间超出", "本年内"),
    ("三级清单", "I8", "2016.06.01", "截止时间早于起始时间", "起止"),
    ("平时考核-单位", "C4", 105, "得分 105.0 超出 0—100 分", "0 到 100"),
    ("平时考核-单位", "C4", -1, "超出 0—100 分", "0 到 100"),
    ("平时考核-单位", "C4", 92.555, "超过 2 位小数", "2 位小数"),
    ("平时考核-单位", "C4", "优", "“优”不是数字", "92.5"),
    ("平时考核-干部", "C4", "王平", "“旗财政局”没有“王平”", "核对姓名和单位"),
    ("平时考核-干部", "C7", "李娜", "“白泉镇”没有“李娜”", "名册中此人在“旗财政局”"),
    ("专项考核1-单位", "B4", "旗财政局", "“旗财政局”与第3行重复", "只填一行"),
    ("专项考核1-班子", "B4", "旗林业局", "没有“旗林业局”", ""),
    ("定期考核下-干部", "C4>D4", "王宁", "与名册不符", "干部名册"),
    ("扣分台账", "C3", "S01-01", "是“白泉镇”的任务", "旗财政局"),
    ("扣分台账", "C3", "A01-77", "“二级清单”中没有“A01-77”", "任务编号"),
    ("扣分台账", "D3", "2015.12.31", "不在 2016.01.01 至 2016.12.31 之内", "核对发生时间"),
    ("扣分台账", "D3", "2016.02.30", "不是存在的日期", "写到日"),
    ("扣分台账", "E3", 0, "应大于0", "正数"),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "what", "cure"), CELLS)
def test_a_spoilt_cell(
    office: Office, faults_of: FaultsOf, sheet: str, cell: str, value: object, what: str, cure: str
) -> None:
    place, _, other = cell.partition(">")
    found = faults_of(office.put(sheet, place, value))
    told = [f for f in found if what in f.what and cure in f.cure]
    assert told, found
    assert told[0].file == "全部.xlsx"
    assert (told[0].sheet, told[0].cell) == (sheet, other or place)


def test_a_missing_sheet_is_named_once_and_nothing_follows_from_it(office: Office, faults_of: FaultsOf) -> None:
    del office.grids["单位名册"]
    assert [(f.sheet, f.what) for f in faults_of(office)] == [("单位名册", "缺少工作表“单位名册”")]


@pytest.mark.parametrize("sheet", ["职务变动", "特殊情形", "扣分台账"])
def test_an_optional_sheet_may_be_missing(office: Office, faults_of: FaultsOf, sheet: str) -> None:
    del office.grids[sheet]
    assert all(f.sheet != sheet for f in faults_of(office))


def test_a_wrong_heading(office: Office, faults_of: FaultsOf) -> None:
    [fault] = faults_of(office.put("干部名册", "D2", "男女"))
    assert fault[1:4] == ("干部名册", "A2", "表头缺少“性别”列")
    assert "第2行" in fault.cure


def test_a_heading_twice(office: Office, faults_of: FaultsOf) -> None:
    [fault] = faults_of(office.put("干部名册", "K2", "性别"))
    assert fault[1:4] == ("干部名册", "K2", "列名重复")


def test_a_sheet_without_a_head(office: Office, faults_of: FaultsOf) -> None:
    office.grids["一级清单"] = [["2016年度一级清单"], ["（待报）"]]
    [fault] = faults_of(office)
    assert (fault.sheet, fault.what) == ("一级清单", "没有找到表头")
    assert "领域、任务编号" in fault.cure


def test_namesakes_in_a_unit_need_their_birth_month(office: Office, faults_of: FaultsOf) -> None:
    other = id_number("19811111", 11)
    office.add("干部名册", 5, "白泉镇", "张三", "男", "汉族", "1981.11", other, "武装部长", "副职", "2014.01")
    office.add("三级清单", 8, "S01-01", "张三", "1981.11", "协助", "10%", "协助")
    found = faults_of(office.put("平时考核-干部", "D7", None))
    assert ("平时考核-干部", "C7", "“白泉镇”有 2 个“张三”，分不清是哪一个") in [f[1:4] for f in found]


def test_a_doubled_row(office: Office, faults_of: FaultsOf) -> None:
    office.add("扣分台账", 2, "旗财政局", "A01-01", "2016.05.17", 0.5, "进度滞后", "示例督通报〔2016〕14号")
    [fault] = faults_of(office)
    assert fault[1:4] == ("扣分台账", "B5", "与第3行完全相同")


def test_two_main_responsible_from_some_day_on(office: Office, faults_of: FaultsOf) -> None:
    [fault] = faults_of(office.put("三级清单", "E9", "主要责任"))
    assert fault.cell == "E8"
    assert fault.what.startswith("2016.06.16 至 2016.12.31，任务“S01-01”有 2 个主要责任人")


def test_a_task_for_nobody(office: Office, faults_of: FaultsOf) -> None:
    [fault] = faults_of(office.cut("三级清单", 6))
    assert fault[1:4] == ("二级清单", "C4", "任务“A01-02”没有分解到人")


def test_a_unit_without_tasks(office: Office, faults_of: FaultsOf) -> None:
    office.add("单位名册", 3, "S02", "月亮井镇", "月亮井镇", "苏木镇")
    [fault] = faults_of(office)
    assert fault[1:4] == ("单位名册", "C5", "“月亮井镇”没有二级任务")


def test_a_leader_without_a_task(office: Office, faults_of: FaultsOf) -> None:
    office.add(
        "干部名册", 5, "白泉镇", "赵刚", "男", "汉族", "1981.11", id_number("19811111", 11), "副镇长", "副职", "2014.01"
    )
    [fault] = faults_of(office)
    assert fault[1:4] == ("干部名册", "C7", "领导干部“赵刚”没有任何三级任务")


def test_overlapping_posts(office: Office, faults_of: FaultsOf) -> None:
    office.add(
        "职务变动", 3, "张三", ZHANG, "2016.03.01", "调任", "白泉镇", "副镇长", "副职", "白泉镇", "武装部长", "副职"
    )
    found = faults_of(office)
    assert any(f.cell == "F3" and "接不上" in f.what for f in found), found


def test_two_moves_on_one_day(office: Office, faults_of: FaultsOf) -> None:
    office.add(
        "职务变动", 3, "张三", ZHANG, "2016.06.16", "调任", "白泉镇", "副镇长", "副职", "白泉镇", "副镇长", "副职"
    )
    assert any("同一天有两次变动" in f.what for f in faults_of(office))


def test_marks_for_days_out_of_office(office: Office, faults_of: FaultsOf) -> None:
    """Told once for each cell: a run could not use them, and the year could never be published."""
    office.put("平时考核-干部", "I8", 90).put("专项考核1-干部", "E7", 90)
    assert [(f[1:3], f.what) for f in faults_of(office)] == [
        (("平时考核-干部", "I8"), "2016.05.31 考核到期时不在册（本年在册 2016.01.01 至 2016.05.17），却有得分"),
        (("专项考核1-干部", "E7"), "2016.05.20 考核到期时不在册（本年在册 2016.01.01 至 2016.05.17），却有得分"),
    ]


def test_marks_of_a_unit_before_it_was_founded(office: Office, faults_of: FaultsOf) -> None:
    found = faults_of(office.put("单位名册", "F4", "2016.02.01"))
    assert {f[1:3] for f in found if "本年在册 2016.02.01" in f.what} == {
        ("平时考核-单位", "C5"),
        ("平时考核-班子", "C5"),
    }


def test_two_promotions_on_one_day(office: Office, faults_of: FaultsOf) -> None:
    """Neither says where from, so nothing but the day tells that they cannot both be."""
    for column in "FGH":
        office.put("职务变动", f"{column}3", None)
    office.put("职务变动", "E3", "提任")
    office.add("职务变动", 3, "张三", ZHANG, "2016.06.16", "提任", None, None, None, "白泉镇", "副镇长", "副职")
    assert ("职务变动", "D5", "同一天有两次变动") in [f[1:4] for f in faults_of(office)]


def test_a_promotion_from_nowhere_of_someone_in_office(office: Office, faults_of: FaultsOf) -> None:
    office.add("职务变动", 3, "张三", ZHANG, "2016.09.01", "提任", None, None, None, "白泉镇", "镇长", "一把手")
    found = faults_of(office)
    assert ("职务变动", "F5", "此人上一次变动之后任职于白泉镇，这次提任却没有填写原单位") in [f[1:4] for f in found]


def test_retired_and_yet_on_the_roster(office: Office, faults_of: FaultsOf) -> None:
    row = [5, "旗财政局", "李四", "男", "汉族", "1956.04", LI_SI, "主任科员", "待遇干部", "2010.01"]
    found = faults_of(office.add("干部名册", *row))
    assert ("职务变动", "E4", "此人已退休，却仍在“干部名册”中") in [f[1:4] for f in found]


def test_gone_without_a_word(office: Office, faults_of: FaultsOf) -> None:
    found = faults_of(office.cut("干部名册", 6))
    assert ("职务变动", "B3", "此人不在“干部名册”中，又没有退休") in [f[1:4] for f in found]


def test_a_post_before_the_unit_was_founded(office: Office, faults_of: FaultsOf) -> None:
    found = faults_of(office.put("单位名册", "F4", "2016.07.15"))
    assert ("职务变动", "I3", "2016.06.16 时“白泉镇”尚未成立（2016.07.15）") in [f[1:4] for f in found]


def test_all_faults_of_all_sheets_at_once(office: Office, faults_of: FaultsOf) -> None:
    office.put("干部名册", "G3", WRONG_CHECK).put("平时考核-单位", "C4", 105)
    office.put("扣分台账", "D3", "某日").put("三级清单", "F8", "60%").put("专项考核2-干部", "E3", 92.123)
    assert [(f.sheet, f.cell) for f in faults_of(office)] == [
        ("干部名册", "G3"),
        ("扣分台账", "D3"),
        ("平时考核-单位", "C4"),
        ("专项考核2-干部", "E3"),
        ("三级清单", "F8"),
    ]


def test_a_faulty_row_is_not_missed_a_second_time(office: Office, faults_of: FaultsOf) -> None:
    """A person whose own row is at fault is named in five more sheets; only his row is told."""
    [fault] = faults_of(office.put("干部名册", "G3", WRONG_CHECK))
    assert (fault.sheet, fault.cell) == ("干部名册", "G3")
    assert WRONG_CHECK not in fault.what + fault.cure


def test_the_same_sheet_in_two_files(office: Office, tmp_path) -> None:
    from tests.assessment.intake.conftest import read_faults

    paths = [office.save(tmp_path), office.save(tmp_path, "又一份.xlsx")]
    found = read_faults(paths)
    assert found.count == len(office.grids)
    assert found.kept[0].what == "与《全部.xlsx》中的同名工作表重复"
