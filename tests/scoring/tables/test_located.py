"""A problem tells the file, the sheet, the row and the cell of what it is about; elsewhere nothing is looked up."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from scoring.judge import judge
from scoring.keeping import sheetfile
from scoring.load import loads
from scoring.tables import source
from scoring.tables.located import where
from scoring.tables.source import opened, places_of
from tests.scoring.tables import county, newest
from tests.scoring.tables.county import Rows, csv_folder

RULED = ("示例书记", "2026.06.01", "示例纪要1号")


def more(tables: Mapping[str, Rows], **rows: list[list[str]]) -> dict[str, Rows]:
    """The tables with rows added at their ends."""
    return {name: [*old, *rows.get(name, [])] for name, old in tables.items()}


def told(path: Path, method: str) -> list[str]:
    """Every problem of a sheet, each with its places before it."""
    scheme = loads(method, "方案.yaml")
    verdict = judge(scheme, opened(path, scheme).sheet)
    places = places_of(path, scheme, verdict.about)
    return [where(places.get(problem, ())) + problem for problem in verdict.problems]


ODD = more(
    county.TABLES,
    得分=[["干部", "C2", "平时考核", "H1", "能", "70"], ["干部", "C2", "平时考核", "H1", "勤", "70"]],
    台账=[["U1", "扣分台账", "A01-03", "2025.05.17", "-0.5", "进度滞后", "示例〔2026〕2号"]],
    决定=[["干部", "C2", "谈心", "提醒", *RULED], ["干部", "C2", "谈话", "否", *RULED]],
)


def test_marks_lines_and_decisions_are_told_by_line_and_column(tmp_path: Path) -> None:
    found = told(csv_folder(tmp_path / "数据", ODD), county.SCHEME)
    assert [one.partition("：")[0] for one in found] == [
        "台账.csv 第 3 行 E 列（分值）",
        "得分.csv 第 15 行 F 列（得分）",
        "得分.csv 第 7 行 F 列（得分）、得分.csv 第 14 行 F 列（得分）",
        "决定.csv 第 4 行 D 列（决定）",
        "决定.csv 第 3 行 D 列（决定）",
    ]
    assert "干部 C2 上半年平时考核“能”的分数：重复录入 2 次，未使用" in found[2]


def test_in_a_workbook_the_sheet_is_told_and_titles_above_the_head_count(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for name, rows in ODD.items():
        page = book.create_sheet(name)
        page.append([f"示例县{name}表"])
        for row in rows:
            page.append([cell.replace("=1+1", "王示例") for cell in row] or [None])
    book.save(tmp_path / "数据.xlsx")
    found = told(tmp_path / "数据.xlsx", county.SCHEME)
    assert found[0].startswith("数据.xlsx 工作表“台账” 第 4 行 E 列（分值）：台账 单位 U1 2025-05-17")
    assert found[1].startswith("数据.xlsx 工作表“得分” 第 16 行 F 列（得分）：干部 C2 上半年平时考核“勤”的分数")


def test_votes_sheets_of_raters_indicators_and_attributes_too(tmp_path: Path) -> None:
    tables = more(
        newest.TABLES,
        得票=[["干部", "C1", "民主测评", "德", "好", "7"]],
        评分=[["干部", "C2", "互评", "R9", "101"]],
        指标=[["单位", "U1", "经济指标", "投资", "90", "100", "100"]],
    )
    found = told(csv_folder(tmp_path / "数据", tables), newest.SCHEME)
    assert "评分.csv 第 10 行 E 列（评分）：干部 C2 全年互评 评价人 R9：分数 101 不在 0～100 之间，未使用" in found
    doubled = "指标.csv 第 2 行 E 列（完成值）、指标.csv 第 4 行 E 列（完成值）：单位 U1 全年经济指标“投资”的指标数据"
    assert [one for one in found if one.startswith(doubled)]
    votes = [one for one in found if "“好”录入了多次" in one]
    first = "、".join(f"得票.csv 第 {row} 行 F 列（票数）" for row in (2, 3, 4))
    assert [one.startswith(f"{first} 等 4 处：干部 C1 全年民主测评“德”") for one in votes] == [True]


def test_an_attribute_is_told_by_the_row_and_column_of_the_subject(tmp_path: Path) -> None:
    by = "{kind: choose, label: 得分, by: 编制人数, parts: {'12': {kind: ledger, label: 扣分, source: deductions}}}"
    method = county.SCHEME.replace("score: {kind: ledger, label: 扣分, source: deductions}", f"score: {by}", 1)
    tables = more(county.TABLES, 对象=[["5", "单位", "U2", "二局", "全部单位", "", "", "", "", "13"]])
    found = told(csv_folder(tmp_path / "数据", tables), method)
    assert "对象.csv 第 9 行 J 列（编制人数）：单位 U2：得分没有为“13”写规则，未计分" in found


def test_what_lacks_for_a_payout_is_told_by_the_cell_where_it_should_stand(tmp_path: Path) -> None:
    factors = "{staff: {label: 人数, attribute: 编制人数}}"
    bonus = f"{{of: unit, label: 奖金, places: 0, mode: half_up, terms: {{b: {{label: 奖金, factors: {factors}}}}}}}"
    tables = more(county.TABLES, 对象=[["5", "单位", "U2", "二局", "全部单位", "", "", "", "", ""]])
    found = told(csv_folder(tmp_path / "数据", tables), f"{county.SCHEME}payouts: {{bonus: {bonus}}}\n")
    assert found == ["对象.csv 第 9 行 J 列（编制人数）：单位 U2：缺“人数”，不能计发"]


def test_a_sound_sheet_and_one_without_tables_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme, sound = county.scheme(), csv_folder(tmp_path / "好")
    sheet = opened(csv_folder(tmp_path / "错", ODD), scheme).sheet
    text = tmp_path / "数据.json"
    text.write_text(json.dumps(sheetfile.sheet_data(sheet)), encoding="utf-8")
    monkeypatch.setattr(source, "located", None)
    assert places_of(sound, scheme, judge(scheme, opened(sound, scheme).sheet).about) == {}
    about = judge(scheme, sheet).about
    assert len(about) == 5
    assert places_of(text, scheme, about) == {}
