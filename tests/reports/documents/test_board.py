"""The wall poster: one A3 sheet, words beside dots, nobody's name."""

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest

from reports.documents import board
from reports.documents.contents import Contents
from tests.world import CADRES


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in pdfplumber.open(BytesIO(pdf)).pages)


def test_the_poster_is_one_a3_sheet_with_a_word_beside_each_dot(contents: Contents) -> None:
    pdf = board.render(contents)
    (page,) = pdfplumber.open(BytesIO(pdf)).pages
    assert (float(page.width), float(page.height)) == pytest.approx((1190.55, 841.89), abs=0.1)
    text = text_of(pdf)
    for words in ("示例旗财政局", "独贵塔拉镇", "截至2016年12月31日", "数据来源", "前30%为绿色", "结果校验值sha256:"):
        assert words in text, words
    assert any(f"示例旗财政局{word}" in text for word in ("绿色", "黄色", "红色"))


def test_no_person_is_on_the_wall(contents: Contents) -> None:
    text = text_of(board.render(contents))
    assert not any(name in text for _, name, *_ in CADRES)


def test_a_large_group_is_continued_in_the_next_column(contents: Contents) -> None:
    table = contents.tables[0]
    many = replace(table, lines=tuple(replace(contents.tables[1].lines[0], name=f"第{n}单位") for n in range(90)))
    text = text_of(board.render(replace(contents, tables=(many, *contents.tables[1:]))))
    assert "党群部门（续）" in text
    assert "第89单位" in text


def test_the_same_publication_gives_the_same_poster(contents: Contents) -> None:
    assert board.render(contents) == board.render(contents)


@pytest.mark.parametrize(("rows", "height"), [(1, "9"), (34, "5.6"), (40, "5")])
def test_rows_fill_the_sheet_within_bounds(rows: int, height: str) -> None:
    assert board.row_height(rows) == height
