"""What a publication and the API tell of grades, and what they keep to themselves."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from assessment.publications.models import Publication
from cadres.access.models import Role
from reports.documents import method, report, workbook
from reports.documents.contents import Contents
from reports.documents.gather import contents_of
from tests.api.conftest import AsRole, as_role, fresh_limits
from tests.reports.documents.conftest import documents
from tests.world import World

__all__ = ["as_role", "documents", "fresh_limits"]
KEPT = ("立案审查", "末位提醒", "红牌", "无牌", "1132.20", "不定等次")


@pytest.fixture
def contents(signed: Publication) -> Contents:
    return contents_of(signed)


def test_the_tables_have_grades_where_the_method_has_them(contents: Contents) -> None:
    deputies = next(table for table in contents.tables if table.group == "deputy")
    assert [(line.name, line.grade, line.remark) for line in deputies.lines[:3]] == [
        ("张敏", "称职", "嘉奖候选"),
        ("李伟", "优秀", "优秀个人候选、嘉奖候选"),
        ("塔娜", "称职", ""),
    ]
    assert [(line.name, line.grade, line.remark) for line in deputies.others] == [("刘洋", "", "不参加排名")]
    assert (deputies.graded, deputies.drawn) == (True, False)
    assert not any(table.graded for table in contents.tables if table.kind != "cadre")


def test_the_workbook_has_a_column_of_grades_and_nothing_of_reasons_flags_or_payouts(contents: Contents) -> None:
    book = load_workbook(BytesIO(workbook.render(contents)))
    rows = list(book["副职"].iter_rows(values_only=True))
    assert rows[2][10:15] == ("综合得分", "等次建议", "建议", "同分", "计算式")
    assert rows[4][10:14] == (95, "优秀", "优秀个人候选、嘉奖候选", 2)
    assert "等次建议" not in next(book["单位排名"].iter_rows(min_row=3, values_only=True))
    lines = list(book["名额"].iter_rows(values_only=True))
    assert ("嘉奖", "全部", 10, 3, 95) in [row[:5] for row in lines]
    told = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert not [word for word in KEPT if word in told.replace("同类干部居末位的，列入提醒。", "")]


def test_the_report_says_how_grades_and_seats_come_about(contents: Contents) -> None:
    said = {one.about: one.text for one in method.method(contents.scheme, contents.outline)}
    assert said["科级干部"] == (
        "科级干部等次自高到低为优秀（不少于 95）、称职（不少于 90，低于 95）、基本称职（低于 90）。"
    )
    assert said["嘉奖"] == "嘉奖：全部合在一起，名额＝基数×30%，取整数。"
    quotas = next(section for section in report.sections(contents) if section.heading == "名额与待裁定事项")
    assert [point.text for point in quotas.points][-1] == "比例30%，名额共3人。"
    assert report.render(contents).startswith(b"%PDF")


def rows_of(client: Any, **asked: str) -> dict[str, Any]:
    found = client.get("/api/v1/rankings/", {"kind": "cadre", "page_size": 50, **asked}).json()["results"]
    return {row["name"]: row for row in found}


def test_the_api_lists_grades_and_every_place(signed: Publication, ruled: World, as_role: AsRole) -> None:
    rows = rows_of(as_role(ruled, Role.CLIENT))
    assert (rows["李伟"]["grade"], rows["李伟"]["grade_label"]) == ("excellent", "优秀")
    assert rows["李伟"]["places"] == [
        {"quota": "excellent", "quota_label": "优秀个人", "place": "in"},
        {"quota": "commended", "quota_label": "嘉奖", "place": "in"},
    ]
    assert rows["李伟"]["place_label"] == "优秀个人候选、嘉奖候选"
    assert (rows["刘洋"]["grade"], rows["刘洋"]["grade_label"], rows["刘洋"]["places"]) == (None, "", [])
    assert not {"reasons", "flags", "payouts", "follows"} & set(rows["李伟"])
    assert rows_of(as_role(ruled, Role.CLIENT), grade="excellent").keys() == {"李伟"}


def test_the_colour_of_a_person_is_not_published(signed: Publication, ruled: World, as_role: AsRole) -> None:
    """It may be a red card; that of a unit hangs in the hall."""
    client = as_role(ruled, Role.CLIENT)
    assert {(row["colour"], row["colour_label"]) for row in rows_of(client).values()} == {("", "")}
    assert rows_of(client, colour="red") == {}
    units = rows_of(client, kind="unit")
    assert {(row["colour"], row["colour_label"]) for row in units.values()} == {("yellow", "黄色")}
    assert rows_of(client, kind="unit", colour="yellow").keys() == units.keys()
    assert ruled.cycle.runs.get(number=2).results.get(seat=ruled.seats["cadre", "D04"]).colour == "red"


def test_the_api_tells_what_follows_to_the_subject_and_those_who_decide(
    signed: Publication, ruled: World, as_role: AsRole
) -> None:
    pk = ruled.cycle.runs.get(number=2).results.get(seat=ruled.seats["cadre", "D01"]).pk
    own, head, office = (
        as_role(ruled, role).get(f"/api/v1/score-cards/{pk}/").json()
        for role in (Role.CADRE, Role.UNIT_LEADER, Role.OFFICE)
    )
    assert own["follows"] == office["follows"]
    assert (own["follows"]["grade"], len(own["follows"]["reasons"]), own["follows"]["flags"]) == ("称职", 2, [])
    (award,) = own["follows"]["payouts"]
    assert (award["label"], award["amount"], award["lines"][0]["value"]) == ("考核奖", "1132.20 元", "1132.20")
    assert (head["grade"], head["follows"]) == ("competent", None)


def test_under_the_first_method_nothing_follows(published: World, as_role: AsRole) -> None:
    client = as_role(published, Role.OFFICE)
    pk = published.cycle.runs.get().results.get(seat=published.seats["cadre", "D01"]).pk
    card = client.get(f"/api/v1/score-cards/{pk}/").json()
    assert (card["grade"], card["grade_label"], card["follows"]) == (None, "", None)
