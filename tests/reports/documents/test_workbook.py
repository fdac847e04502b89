"""The workbook read back: the figures of the run, in cells that stay what they are."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from assessment.runs.models import Result
from reports.documents import workbook
from reports.documents.contents import Contents
from reports.documents.gather import contents_of
from scoring.model.verdict import ABSENT, RANKED
from tests.world import World

SHEETS = ["单位排名", "班子排名", "一把手", "副职", "待遇干部", "名额", "统计口径"]


@pytest.fixture(scope="module")
def book(contents: Contents) -> Any:
    return load_workbook(BytesIO(workbook.render(contents)))


def rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    page = book[sheet]
    head = [cell.value for cell in page[3]]
    return [dict(zip(head, (cell.value for cell in row), strict=True)) for row in page.iter_rows(min_row=4)]


def test_the_sheets(book: Any) -> None:
    assert book.sheetnames == SHEETS


def test_every_result_is_there_with_its_figures(published: World) -> None:
    publication = published.cycle.publications.get()
    book = load_workbook(BytesIO(workbook.render(contents_of(publication))))
    found = {}
    for sheet, code in zip(SHEETS[:5], ("单位代码", "单位代码", *["干部编号"] * 3), strict=True):
        kind = {"单位排名": "unit", "班子排名": "team"}.get(sheet, "cadre")
        for row in rows(book, sheet):
            found[kind, row[code]] = (row["名次"], row["综合得分"], [row["平时"], row["专项"], row["定期"]])
    expected = {}
    for result in Result.objects.filter(run__cycle=published.cycle).exclude(status=ABSENT).select_related("seat"):
        ranked = result.status == RANKED
        parts = [Decimal(score) for _, score, _ in result.parts] if ranked else [None] * 3
        expected[result.kind, result.seat.code] = (result.rank, result.score if ranked else None, parts)
    exact = {
        key: (
            rank,
            score if score is None else Decimal(str(score)),
            [p if p is None else Decimal(str(p)) for p in parts],
        )
        for key, (rank, score, parts) in found.items()
    }
    assert exact == expected


def test_who_is_undetermined_is_listed_without_score_or_reason(book: Any) -> None:
    (row,) = [row for row in rows(book, "副职") if row["姓名"] == "刘洋"]
    assert (row["名次"], row["综合得分"], row["平时"], row["建议"]) == (None, None, None, "不参加排名")


def test_carried_deductions_by_person_are_a_workbook_of_their_own(contents: Contents) -> None:
    book = load_workbook(BytesIO(workbook.render_carried(contents)))
    assert book.sheetnames == ["扣分传导"]
    told = [(row["姓名"], row["责任"], row["系数"], row["连带扣分"], row["文号"]) for row in rows(book, "扣分传导")]
    assert told == [
        ("苏和巴特尔", "一把手责任", 0.5, -0.25, "示例督通报〔2016〕14号"),
        ("张敏", "分管责任", 1, -0.5, "示例督通报〔2016〕14号"),
    ]


def test_the_method_sheet_says_how_figures_were_made(book: Any, contents: Contents) -> None:
    said = {row["事项"]: row["口径"] for row in rows(book, "统计口径")}
    assert said["单位、班子、科级干部"] == "单位、班子、科级干部：年度总分＝平时×40%＋专项×20%＋定期×40%。"
    assert said["结果校验值"] == contents.digest
    assert said["本次封签"] == contents.seal
    assert "四舍五入一次" in said["小数"]
    told = [row["口径"] for row in rows(book, "统计口径") if row["事项"] == "方案规定"]
    hidden = contents.scheme.clauses["undetermined"]
    assert told == [text for text in contents.scheme.clauses.values() if text != hidden], "the one cause of a status"
    articles = {row["事项"]: row["方案条款"] for row in rows(book, "统计口径")}
    assert (articles["先进集体"], articles["优秀个人"]) == ("第11条", "第12条")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x","y")'])
def test_a_text_that_looks_like_a_formula_stays_a_text(contents: Contents, text: str) -> None:
    table = contents.tables[0]
    line = replace(contents.tables[1].lines[0], name=text)
    risky = replace(contents, tables=(replace(table, lines=(line,)), *contents.tables[1:]))
    cell = load_workbook(BytesIO(workbook.render(risky)))["单位排名"]["E4"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_characters_that_no_workbook_holds_are_left_out(contents: Contents) -> None:
    line = replace(contents.tables[1].lines[0], name="财\x00政\x1f局")
    odd = replace(contents, tables=(replace(contents.tables[0], lines=(line,)), *contents.tables[1:]))
    assert load_workbook(BytesIO(workbook.render(odd)))["单位排名"]["E4"].value == "财政局"


def test_codes_are_text_and_scores_are_numbers_with_two_decimals(book: Any) -> None:
    page = book["单位排名"]
    head = {cell.value: cell.column_letter for cell in page[3]}
    assert page[f"{head['单位代码']}4"].number_format == "@"
    score = page[f"{head['综合得分']}4"]
    assert (score.data_type, score.number_format) == ("n", "0.00")


def test_each_sheet_prints_with_its_head_and_page_numbers(book: Any) -> None:
    for page in book:
        assert page.freeze_panes == "A4"
        assert page.print_title_rows == "$3:$3"
        assert page.print_area
        assert page.oddFooter.center.text == "第 &P 页 共 &N 页"
        assert page.page_setup.orientation == "landscape"


def test_the_same_publication_gives_the_same_bytes(contents: Contents) -> None:
    assert workbook.render(contents) == workbook.render(contents)
