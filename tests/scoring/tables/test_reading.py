"""A sheet in any of its forms is the same sheet, exact; whatever is wrong with it is told by place, all at once."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from scoring.errors import SheetError
from scoring.judge import judge
from scoring.keeping import digest
from scoring.model.sheet import Key, Tenure
from scoring.tables.faults import TablesError
from scoring.tables.gather import Facts
from scoring.tables.source import opened
from tests.scoring.tables.county import TABLES, Rows, changed, csv_folder, scheme

SCHEME = scheme()


def _workbook(path: Path, tables: dict[str, Rows]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append([_cell(value) for value in row])
    book.save(path)
    return path


def _cell(value: str) -> object:
    """Plain numbers as numbers, as a spreadsheet keeps them."""
    try:
        return float(value) if value.isascii() and "." in value and len(value) < 6 else value or None
    except ValueError:
        return value


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return opened(csv_folder(tmp_path_factory.mktemp("tables") / "数据"), SCHEME)


def test_every_table_is_read(facts: Facts) -> None:
    sheet = facts.sheet
    by_key = {one.key: one for one in sheet.subjects}
    unit, second = by_key[Key("unit", "U1")], by_key[Key("cadre", "C2")]
    assert unit.attributes == {"编制人数": "12"}
    assert [line.points for line in unit.ledger] == [Decimal("-0.5")]
    assert (str(second.first), str(second.last), second.group) == ("2026-03-01", "2026-12-31", "deputy")
    assert by_key[Key("cadre", "C3")].situation == "study"
    assert sorted(mark.value for mark in by_key[Key("cadre", "C1")].marks) == [Decimal("90.5")] * 4
    assert sheet.tenures[0] == Tenure("U1", "C1", True, unit.first, unit.last)
    assert by_key[Key("cadre", "C1")].earlier[0].what == "grade"
    assert sheet.facts == {}


def test_names_are_told_and_stay_out_of_the_digest(facts: Facts, tmp_path: Path) -> None:
    assert facts.names[Key("cadre", "C1")] == "张示例"
    other = opened(csv_folder(tmp_path / "数据", changed("对象", "张示例", "王示例")), SCHEME)
    assert digest.inputs_digest(SCHEME, other.sheet) == digest.inputs_digest(SCHEME, facts.sheet)


def test_the_sheet_scores(facts: Facts) -> None:
    verdict = judge(SCHEME, facts.sheet)
    assert {one.key.code: str(one.score) for one in verdict.standings} == {
        "U1": "-0.50",
        "C1": "90.25",
        "C2": "87.50",
        "C3": "91.00",
    }
    assert (verdict.missing, verdict.problems) == ((), ())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_every_encoding_gives_the_same_sheet(facts: Facts, tmp_path: Path, encoding: str) -> None:
    assert opened(csv_folder(tmp_path / "数据", encoding=encoding), SCHEME).sheet == facts.sheet


def test_a_workbook_gives_the_same_sheet(facts: Facts, tmp_path: Path) -> None:
    tables = changed("对象", "=1+1", "赵示例")
    assert opened(_workbook(tmp_path / "数据.xlsx", tables), SCHEME).sheet == facts.sheet


def test_a_spreadsheets_numbers_are_exact(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    page.title = "对象"
    page.append(["种类", "代码", "组别"])
    page.append(["干部", "C1", "正职"])
    marks = book.create_sheet("得分")
    marks.append(["种类", "代码", "来源", "期次", "项目", "得分"])
    marks.append(["干部", "C1", "routine", "H1", "德", 92.35])
    marks.append(["干部", "C1", "routine", "H1", "能", 0.1])
    book.save(tmp_path / "数据.xlsx")
    found = opened(tmp_path / "数据.xlsx", SCHEME).sheet.subjects[0].marks
    assert [mark.value for mark in found] == [Decimal("92.35"), Decimal("0.1")]


def test_a_formula_without_a_result_is_told(tmp_path: Path) -> None:
    tables = changed("得分", "88分", "=80+8")
    with pytest.raises(TablesError, match="工作表“得分” 第 6 行 F 列（得分）：“公式”公式没有计算结果"):
        opened(_workbook(tmp_path / "数据.xlsx", changed("对象", "=1+1", "赵示例", tables)), SCHEME)


FAULTS = [
    ("对象", "U1", "", "对象.csv 第 4 行 C 列（代码）：“代码”没有填写。请补填。"),
    (
        "对象",
        "正职",
        "正局",
        "对象.csv 第 5 行 E 列（组别）：“正局”不在可填的范围内。可填：正职、副职、principal、deputy。",
    ),
    (
        "对象",
        "2026.12",
        "2026.13",
        "对象.csv 第 6 行 H 列（结束日期）：“2026.13”不是存在的日期。请以文本写成 2016.05.17 这样。",
    ),
    ("对象", "2026.12", "2026.02", "“2026.02”早于“开始日期” 2026-03-01。请核对两个日期。"),
    ("对象", "C2", "Ｃ１", "对象.csv 第 6 行 C 列（代码）：“Ｃ１”这个对象前面已有一行。请删去重复的行，或改正代码。"),
    ("得分", "88分", "八十八", "得分.csv 第 6 行 F 列（得分）：“八十八”不是数字。请填写数字，如 92.5。"),
    ("得分", "C2", "C9", "得分.csv 第 6 行 B 列（代码）：“C9”“对象”表中没有这个对象。请核对种类和代码"),
    ("得分", "H2", "H3", "“H3”不在可填的范围内。可填：上半年、下半年、H1、H2。"),
    ("得分", "项目", "科目", "得分.csv 第 1 行 E 列（科目）：不认识的列。可用："),
    ("得分", "得分", "分数", "得分.csv 第 1 行：缺少“得分”列。请补上"),
    ("得分", "项目", "期次", "得分.csv 第 1 行：“期次”这一列有两份。请删去或改名其中一列。"),
    (
        "台账",
        "2026.05.17",
        "2026.05",
        "台账.csv 第 2 行 D 列（日期）：“2026.05”只写到月。请以文本写成 2016.05.17 这样，写到日。",
    ),
    ("台账", "-0.5", "", "没有分值，也没有写按哪条规则计分。请填写分值，或填写规则。"),
    ("职务", "是", "对", "职务.csv 第 2 行 C 列（主要负责人）：“对”不是“是”或“否”。请填写 是 或 否。"),
    ("概况", "2026年", "2025", "概况.csv 第 2 行 B 列（内容）：“2025”方案是 2026 年的。请核对方案和数据是否同一年度。"),
    ("往年", "2025", "去年", "往年.csv 第 2 行 C 列（年度）：“去年”不是数字。请填写数字，如 92.5。"),
]


@pytest.mark.parametrize(("table", "old", "new", "told"), FAULTS)
def test_a_bad_cell_earns_its_words(tmp_path: Path, table: str, old: str, new: str, told: str) -> None:
    with pytest.raises(TablesError) as caught:
        opened(csv_folder(tmp_path / "数据", changed(table, old, new)), SCHEME)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "word", ["身份证", "身份证号（18位）", "公民身份号码", "证件号", "手机", "联系电话", "联系方式"]
)
def test_a_column_of_personal_numbers_is_refused(tmp_path: Path, word: str) -> None:
    told = r"对象.csv 第 3 行 J 列（.+）：这一列是个人信息。个人信息不进数据：请删去，或移到不读入的“备注”列。$"
    with pytest.raises(TablesError, match=told):
        opened(csv_folder(tmp_path / "数据", changed("对象", "编制人数", word)), SCHEME)


@pytest.mark.parametrize(
    ("value", "sort"),
    [
        ("99010119800101123X", "身份证号码"),
        ("990101 19800101 1234", "身份证号码"),
        ("证件９９０１０１１９８００１０１１２３ｘ", "身份证号码"),
        ("13800001234", "手机号码"),
        ("+86 138-0000-1234", "手机号码"),
    ],
)
def test_a_personal_number_is_refused_and_not_repeated(tmp_path: Path, value: str, sort: str) -> None:
    with pytest.raises(TablesError) as caught:
        opened(csv_folder(tmp_path / "数据", changed("对象", "12", value)), SCHEME)
    cure = "个人信息不进数据：请删去，或移到不读入的“备注”列"
    assert str(caught.value) == f"对象.csv 第 4 行 J 列（编制人数）：含有{sort}。{cure}。"


@pytest.mark.parametrize("value", ["12.13800001234", "138000012345", "0.99010119800101123412", "1", "热线12345"])
def test_other_numbers_are_attributes(tmp_path: Path, value: str) -> None:
    tables = changed("对象", "编制人数", "热线电话满意率", changed("对象", "12", value))
    sheet = opened(csv_folder(tmp_path / "数据", tables), SCHEME).sheet
    assert next(one for one in sheet.subjects if one.key.kind == "unit").attributes == {"热线电话满意率": value}


def test_an_asides_column_may_hold_personal_numbers(tmp_path: Path) -> None:
    tables = changed("对象", "编制人数", "备注", changed("对象", "12", "99010119800101123X"))
    sheet = opened(csv_folder(tmp_path / "数据", tables), SCHEME).sheet
    assert [dict(one.attributes) for one in sheet.subjects] == [{}] * 4


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    tables = changed("得分", "88分", "八十八", changed("对象", "正职", "正局", changed("职务", "是", "对")))
    with pytest.raises(TablesError) as caught:
        opened(csv_folder(tmp_path / "数据", {**tables, "成绩": [["甲"]]}), SCHEME)
    assert [fault.place.file for fault in caught.value.faults] == ["成绩.csv", "对象.csv", "职务.csv", "得分.csv"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("得分.csv", b"\xff\xfe\xff\xff\x81", "编码既不是 UTF-8 也不是 GB18030"),
        ("得分.csv", b"a\x00b", "不是 CSV 文本"),
        ("得分.csv", '种类,代码\n"甲,乙'.encode(), "第 2 行不是合格的 CSV"),
        ("得分.csv", b",".join([b"1"] * 300), "列"),
        ("得分.csv", "甲,乙\n1,2\n".encode(), "找不到表头"),
    ],
)
def test_a_file_that_is_no_table_is_told(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    folder = csv_folder(tmp_path / "数据")
    (folder / name).write_bytes(content)
    with pytest.raises(SheetError, match=told):
        opened(folder, SCHEME)


def test_tables_without_subjects_are_told(tmp_path: Path) -> None:
    tables = {name: rows for name, rows in TABLES.items() if name != "对象"}
    with pytest.raises(SheetError, match="没有“对象”表"):
        opened(csv_folder(tmp_path / "数据", tables), SCHEME)
    (tmp_path / "空").mkdir()
    with pytest.raises(SheetError, match="文件夹里没有 CSV 文件"):
        opened(tmp_path / "空", SCHEME)


def test_a_column_that_the_scheme_does_not_speak_of_is_a_slip(tmp_path: Path) -> None:
    told = r"^对象.csv 第 3 行 J 列（编制人教）：方案没有用到这一列。请核对列名；只供阅读的列请以“备注”开头命名。$"
    with pytest.raises(TablesError, match=told):
        opened(csv_folder(tmp_path / "数据", changed("对象", "编制人数", "编制人教")), SCHEME)
    aside = opened(csv_folder(tmp_path / "旁注", changed("对象", "编制人数", "备注二")), SCHEME).sheet
    assert {key for one in aside.subjects for key in one.attributes} == set()


def test_a_post_in_a_unit_that_is_not_there_is_told(tmp_path: Path) -> None:
    unit = TABLES["职务"][1][TABLES["职务"][0].index("单位")]
    with pytest.raises(TablesError, match=r"职务.csv 第 2 行 .+“UI9”“对象”表中没有这个单位"):
        opened(csv_folder(tmp_path / "数据", changed("职务", unit, "UI9")), SCHEME)
