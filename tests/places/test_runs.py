"""Every method that ships runs in the browser's world from a data book to a publication, without code of its own."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from assessment.cycles.models import Cycle, Seat
from assessment.entries.due import MarkKey
from assessment.entries.services import supply
from assessment.publications.models import DocumentKind
from assessment.publications.selectors import blockers_of
from assessment.publications.services import publish
from assessment.runs.archives import archive_of
from assessment.runs.models import Result, Run
from cadres.access.models import Role
from cadres.jobs.services import Refused
from reports.documents.services import MAKERS, make_documents
from scoring.judge import judge
from scoring.keeping import archive
from scoring.model.sheet import Key
from scoring.shipped import shipped
from scoring.tables.source import opened
from tests.places.county import JIUYUAN, PLACES, begin, book, signed_in, taken_in
from tests.year.conftest import account, begun, judged

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PLACES)
def test_a_method_runs_from_its_workbook_to_a_publication(name: str) -> None:
    cycle, office = begin(name)
    scheme = shipped(name)
    assert taken_in(cycle, office, book(name)).faults == []
    run = judged(cycle, office)
    expected = judge(scheme, opened(book(name), scheme).sheet)
    rows = Result.objects.filter(run=run).select_related("seat")
    said = {
        Key(one.kind, one.seat.code): (one.status, one.score, one.rank, one.place, one.grade, one.colour)
        for one in rows
    }
    assert said == {
        one.key: (one.status, one.score, one.rank, one.place, one.grade, one.colour) for one in expected.standings
    }
    assert archive.faults(archive.unpack(archive_of(run))) == []
    assert blockers_of(run) == PLACES[name]
    if not PLACES[name]:
        publication = publish(run, actor=account(cycle.county, Role.APPROVER))
        made = make_documents(publication, begun(publication.job))
        assert {document.kind for document in made} == {*MAKERS, DocumentKind.ARCHIVE_JSON}
    _every_page_opens(signed_in(office), cycle, run)


def _every_page_opens(client: Client, cycle: Cycle, run: Run) -> None:
    of_year = ("", "units/", "cadres/", "runs/", "tasks/", "intake/", "intake/blank.xlsx", "publications/")
    pages = [f"/cycles/{cycle.pk}/{page}" for page in (*of_year, "ranking/", "board/")]
    pages += [f"/runs/{run.pk}/", f"/runs/{run.pk}/what-if/", f"/runs/{run.pk}/robustness/"]
    for unit in Seat.objects.filter(cycle=cycle, kind="unit")[:1]:
        pages.append(f"/cycles/{cycle.pk}/units/{unit.code}/")
    for kind in Result.objects.filter(run=run).values_list("kind", flat=True).distinct():
        pages.append(f"/cycles/{cycle.pk}/ranking/{kind}/")
        pages += [f"/cards/{one.pk}/" for one in Result.objects.filter(run=run, kind=kind)[:1]]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_a_card_names_the_unit_whose_result_it_takes() -> None:
    """The engine knows codes only; of people not even these are told."""
    cycle, office = begin("ankang/2018")
    taken_in(cycle, office, book("ankang/2018"))
    result = Result.objects.filter(run=judged(cycle, office), kind="cadre", seat__unit__code="X01")[0]
    page = signed_in(office).get(f"/cards/{result.pk}/").content.decode()
    assert "汉南县 的得分，按本次计算结果" in page and "X01 的得分" not in page


def test_no_single_mark_is_supplied_beside_a_book() -> None:
    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    seat = Seat.objects.filter(cycle=cycle, kind="cadre")[0]
    with pytest.raises(Refused, match="请在数据表中补上"):
        supply(seat, MarkKey("form", "year", "在岗履职"), Decimal(90), "补", actor=office)


def test_the_page_asks_for_the_tables_of_the_method_and_gives_them_empty() -> None:
    cycle, office = begin(JIUYUAN)
    page = signed_in(office).get(f"/cycles/{cycle.pk}/intake/").content.decode()
    assert "下载空表" in page and "市级指标排名" in page and "平时考核1" not in page
    empty = load_workbook(_saved(signed_in(office).get(f"/cycles/{cycle.pk}/intake/blank.xlsx")))
    assert {"对象", "得分", "指标", "裁定"} <= set(empty.sheetnames) and empty.sheetnames[-2:] == [
        "说明",
        "说明（可选的字）",
    ]
    heads = [cell.value for cell in empty["对象"][1]]
    assert heads[:6] == ["种类", "代码", "组别", "名称", "责任单位", "分管领导"]
    assert "方案要看的：责任单位、分管领导" in page
    assert [cell.value for cell in empty["概况"][2]] == ["年度", "2022"]
    words = {(row[0], row[1]) for row in empty["说明"].iter_rows(values_only=True)}
    assert ("对象 · 种类", "市级指标") in words and ("裁定 · 名额", "登记优秀") in words


def _saved(answer: Any) -> BytesIO:
    return BytesIO(b"".join(answer.streaming_content))
