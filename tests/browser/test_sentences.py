"""One voice: what the page says of a cadre's score is what the API says, and what the paper says."""

import json
import re
import unicodedata
from typing import Any

from playwright.sync_api import Locator
from pypdfium2 import PdfDocument

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

OFFICE = "kaopingban"


def test_page_print_and_api_explain_a_score_in_the_same_sentences(visit: Visit) -> None:
    with visit(username=OFFICE) as office:
        number = _first_card(office)
        shown = [_squeezed(row) for row in office.page.locator("#tree .tree-row:not(.tree-head)").all_inner_texts()]
        told = _from_api(office, f"score-cards/{number}/")["lines"]
        printed = _text_of(office.page.pdf(format="A4", print_background=True))
    assert len(shown) == len(told) > 20
    for row, line in zip(shown, told, strict=True):
        assert row.startswith(_squeezed(line["label"] + line["value"] + line["weight"]))
        assert _squeezed(line["sentence"]) in row
        assert _squeezed(line["sentence"]) in printed


def test_the_published_report_gives_the_same_line_and_the_same_figures(visit: Visit) -> None:
    with visit(username=OFFICE) as office:
        office.follow("排名")
        line = _squeezed(office.page.locator("tr.quota-line td").last.inner_text()).split("去裁定")[0]
        first = office.page.locator("table.sheet tbody tr").first
        name, score = (_squeezed(first.locator(part).first.inner_text()) for part in ("th a", "td.strong"))
        card = _from_api(office, f"score-cards/{_first_card(office)}/")
        report = _text_of(_report(office), until=name)
    assert line in report
    assert card["score"] == score
    row = report[report.index(name) :][:80]
    assert all(figure in row for figure in (score, *(part["score"] for part in card["parts"]))), row


def _first_card(office: Visitor) -> str:
    """Open the score card of the first of the principals, and unfold it to the last entry."""
    office.follow("排名")
    office.page.locator("table.sheet tbody th a").first.click()
    number = office.arrives(r"/cards/(\d+)/")[1]
    unfold = office.page.locator("[data-unfold]")
    while office.page.locator("#tree details:not([open])").count():
        unfold.click()
    return number


def _from_api(office: Visitor, path: str) -> Any:
    """Ask as a program would: with a token of its own."""
    address = f"{office.room.address}/api/v1/"
    credentials = {"username": OFFICE, "password": office.room.passwords[OFFICE]}
    token = office.context.request.post(address + "token/", data=credentials).json()["token"]
    answer = office.context.request.get(address + path, headers={"Authorization": f"Token {token}"})
    assert answer.ok, answer.text()
    return json.loads(answer.body())


def _report(office: Visitor) -> bytes:
    office.follow("公布与下载")
    row: Locator = office.page.locator("section.panel").last.get_by_role("row").filter(has_text="通报")
    path = row.get_by_role("link").get_attribute("href")
    return office.context.request.get(f"{office.room.address}{path}").body()


def _text_of(document: bytes, until: str = "") -> str:
    """The words of a PDF without blanks and line breaks; as far as the page that holds `until`."""
    text = ""
    with PdfDocument(document) as pages:
        for page in pages:
            text += _squeezed(page.get_textpage().get_text_range())
            if until and until in text:
                break
    return text


def _squeezed(text: str) -> str:
    """Without blanks, in one form of each character: fonts bring look-alikes of their own."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
