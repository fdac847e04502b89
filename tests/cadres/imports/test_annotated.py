"""The copy with remarks: at the right cells, with nothing in it that runs."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from cadres.imports import annotated, files
from cadres.imports.models import RegisterImport
from cadres.imports.template import template
from tests.cadres.imports import rosters
from tests.cadres.imports.conftest import Look, faults
from tests.cadres.imports.rosters import HEAD, PEOPLE, UNITS, UNITS_HEAD, changed


def copy_of(order: RegisterImport) -> Any:
    [copy] = order.copies
    return load_workbook(io.BytesIO(files.content_of(copy["sha256"])))


@pytest.mark.parametrize("most", [annotated.MOST_KEPT, 0], ids=["with its looks", "as plain values"])
def test_each_faulty_cell_bears_its_remark(looked: Look, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(annotated, "MOST_KEPT", most)
    spoilt = changed(PEOPLE[1], 性别="男", 出生年月=1981.1)
    order = looked(
        rosters.book({"单位": [UNITS_HEAD, *UNITS], "干部": [["示例县干部名册"], HEAD, PEOPLE[0], spoilt]}), "全县.xlsx"
    )
    assert [cell for cell, _ in faults(order)] == ["F4", "D4"]
    assert order.copies[0]["name"] == "全县（批注）.xlsx"
    book = copy_of(order)
    assert book.sheetnames == ["单位", "干部", "导入问题"]
    assert "分不清1月和10月" in book["干部"]["F4"].comment.text
    assert book["干部"]["D4"].comment.text.startswith("性别与身份证号不一致。请对照身份证原件核对")
    assert book["干部"]["D3"].comment is None
    assert book["干部"]["C4"].value == "李　娜"
    assert [[cell.value for cell in row][:2] for row in book["导入问题"].iter_rows()][-2:] == [
        ["干部", "F4"],
        ["干部", "D4"],
    ]


@pytest.mark.parametrize("most", [annotated.MOST_KEPT, 0])
def test_nothing_in_the_copy_runs(looked: Look, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(annotated, "MOST_KEPT", most)
    evil = "=cmd|' /C calc'!A0"
    order = looked(rosters.people(changed(PEOPLE[0], 民族=evil, 现任职务="@SUM(1)", 姓名="=HYPERLINK(1)")))
    sheet = copy_of(order)["干部名册"]
    for row in sheet.iter_rows():
        assert not any(cell.data_type == "f" for cell in row)
    assert sheet["H2"].value == "@SUM(1)" and sheet["H2"].quotePrefix


def test_a_text_file_comes_back_as_a_workbook(looked: Look) -> None:
    lines = [",".join(HEAD), "1,示例县财政局,王建国,男,汉族,1974.05,1.97405E+17,局长,正职,2016.05"]
    order = looked("\r\n".join(lines).encode("gb18030"), "名册.csv")
    assert ("G2", "身份证号：身份证号成了科学计数法，末几位已经丢失") in faults(order)
    sheet = copy_of(order)["名册"]
    assert "科学计数法" in sheet["G2"].comment.text and sheet["C2"].value == "王建国"


def test_the_blank_form_is_read_as_nothing(looked: Look) -> None:
    book = load_workbook(io.BytesIO(template(["政府部门"])))
    assert book.sheetnames == ["单位名册", "干部名册"]
    assert {one.formula1 for one in book["干部名册"].data_validations.dataValidation} >= {'"男,女"'}
    order = looked(template([]))
    assert (order.counts, order.fault_count) == ({}, 0)
