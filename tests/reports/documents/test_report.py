"""The report's layout measured in the PDF (GB/T 9704-2012), and its words."""

from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import Any

import pdfplumber
import pikepdf
import pytest

from reports.documents import report
from reports.documents.contents import Contents
from reports.documents.words import closed_up, terms

MILLIMETRE = 72 / 25.4
#: A paragraph of plain Chinese without punctuation, long enough to fill pages: shows the grid.
PLAIN = "考核干部重实绩" * 200


@pytest.fixture(scope="module")
def pdf(contents: Contents) -> bytes:
    said = report.sections(contents)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "sections", lambda _: (*said, report.Section("附记", (report.Point("", PLAIN),))))
        return report.render(contents)


@pytest.fixture(scope="module")
def pages(pdf: bytes) -> list[Any]:
    return pdfplumber.open(BytesIO(pdf)).pages


def body(page: Any) -> list[dict[str, Any]]:
    return [char for char in page.chars if abs(char["size"] - 16) < 0.05]


def lines(chars: list[dict[str, Any]]) -> dict[float, list[dict[str, Any]]]:
    found: dict[float, list[dict[str, Any]]] = {}
    for char in chars:
        found.setdefault(round(char["top"], 1), []).append(char)
    return dict(sorted(found.items()))


def test_a_full_page_has_22_lines_of_28_characters_of_16_points(pages: list[Any]) -> None:
    page = max(pages, key=lambda page: len(body(page)))
    rows = lines(body(page))
    assert len(rows) == 22
    assert Counter(len(row) for row in rows.values()).most_common(1)[0][0] == 28
    tops = list(rows)
    steps = [after - before for before, after in zip(tops, tops[1:], strict=False)]
    assert all(step == pytest.approx(28.99, abs=0.15) for step in steps)


def test_other_faces_in_a_line_do_not_push_it_off_the_grid(pages: list[Any]) -> None:
    """Pages 2 and 3 mix FangSong with Kai headings and digits."""
    for page in pages[1:3]:
        fang = [char["top"] for char in body(page) if "fang" in char["fontname"].lower()]
        off = [(top - fang[0]) % 28.99 for top in fang]
        assert all(min(gap, 28.99 - gap) < 0.35 for gap in off)


def test_margins_and_size_of_the_sheet(pages: list[Any]) -> None:
    page = max(pages, key=lambda page: len(body(page)))
    chars = body(page)
    assert (float(page.width), float(page.height)) == pytest.approx((210 * MILLIMETRE, 297 * MILLIMETRE), abs=0.1)
    assert min(char["x0"] for char in chars) == pytest.approx(28 * MILLIMETRE, abs=0.6)
    assert max(char["x1"] for char in chars) <= (210 - 26) * MILLIMETRE + 0.6
    assert min(char["top"] for char in chars) >= 37 * MILLIMETRE - 0.6
    assert max(char["bottom"] for char in chars) <= (297 - 35) * MILLIMETRE + 0.6


def test_title_is_22_points_and_the_head_is_red(pages: list[Any]) -> None:
    sizes = {round(char["size"], 1) for char in pages[0].chars}
    assert {16.0, 22.0, 36.0} <= sizes
    head = next(char for char in pages[0].chars if round(char["size"]) == 36)
    assert head["text"] == "示"
    assert tuple(round(one, 2) for one in head["non_stroking_color"]) == (0.84, 0, 0.06)


def test_every_font_is_embedded_and_no_character_is_a_box(pdf: bytes, pages: list[Any]) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            for font in page.Resources.get("/Font", {}).values():
                below = font.DescendantFonts[0].FontDescriptor
                assert "/FontFile3" in below or "/FontFile2" in below
    assert not any(
        char["text"] in "\ufffd\u25a1" or char["text"].startswith("(cid") for page in pages for char in page.chars
    )


def test_chinese_comes_back_as_written(pages: list[Any]) -> None:
    text = "".join("".join(page.extract_text().split()) for page in pages)
    for words in (
        "示例旗委组织部文件",
        "关于2016年度综合考评结果的通报",
        "一、计分办法",
        "（一）方案规定",
        "附件：1.单位排名表",
        "阿拉腾其木格·",
        "乌力吉巴特尔",
        "张敏、李伟",
        "待裁定",
        "本次封签",
    ):
        assert words in text, words


def test_the_undetermined_are_listed_without_the_reason(pages: list[Any]) -> None:
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert "刘洋" in text
    assert "示例纪立" not in text
    assert "5—刘洋示例旗审计局副局长————不参加排名" in text


def test_it_is_tagged_pdf_a_in_chinese_with_the_publications_date(pdf: bytes, contents: Contents) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang).startswith("zh")
        meta = opened.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert meta["xmp:CreateDate"].startswith(contents.published_at.strftime("%Y-%m-%d"))


def test_the_same_publication_gives_the_same_bytes(contents: Contents) -> None:
    assert report.render(contents) == report.render(contents)


def test_no_number_is_invented_for_the_document(pages: list[Any]) -> None:
    assert "〔" not in pages[0].extract_text()


def test_the_head_of_a_table_is_repeated_on_each_of_its_pages(contents: Contents) -> None:
    table = contents.tables[-1]
    long = replace(table, lines=tuple(replace(table.lines[0], name=f"第{n}人") for n in range(120)))
    pdf = pdfplumber.open(BytesIO(report.render(replace(contents, tables=(*contents.tables[:-1], long)))))
    heads = [page for page in pdf.pages if "待遇干部（参加考核" in page.extract_text()]
    assert len(heads) >= 3
    assert all("序号 名次 姓名" in page.extract_text() for page in heads)


def test_the_pages_sentence_is_closed_up_as_official_documents_are() -> None:
    said = "一把手优秀个人：基数 118，名额 17，入选最低分 91.89；2 个并列争 1 个名额，待裁定；并列：A B、韩　军"
    closed = "一把手优秀个人：基数118，名额17，入选最低分91.89；2个并列争1个名额，待裁定；并列：A B、韩　军"
    assert closed_up(said) == closed


def test_the_paragraphs_of_the_report_have_no_space_beside_a_figure(contents: Contents) -> None:
    tied = next(point.text for part in report.sections(contents) for point in part.points if "个并列争" in point.text)
    assert "2个并列争1个名额" in tied and " " not in tied


def test_a_sum_is_broken_before_its_signs_only() -> None:
    sentence = "平时 94.01×40% ＋ 专项 95.00×20% ≈ 94.70"
    assert terms(sentence) == ["平时 94.01×40%", "＋ 专项 95.00×20%", "≈ 94.70"]
