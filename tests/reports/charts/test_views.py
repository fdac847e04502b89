"""Charts: clean SVG, kept once, seen by those who see the page."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from assessment.runs.models import Result
from cadres.access.models import Role
from reports.charts import drawing
from tests.conftest import SignedIn
from tests.world import World


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Charts are kept in a folder of the test's own."""
    settings.STATE = tmp_path
    return tmp_path / "charts"


def distribution(world: World, size: str = "wide") -> str:
    return f"/charts/runs/{world.cycle.runs.get().pk}/unit/government/distribution-{size}.svg"


def own_parts(world: World, code: str = "D01") -> str:
    return f"/charts/results/{Result.objects.get(seat=world.seats['cadre', code]).pk}/parts.svg"


def svg(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/svg+xml"
    return str(answer.content.decode())


def test_the_distribution_shows_the_quota_line(judged: World, signed_in: SignedIn) -> None:
    text = svg(signed_in(judged, Role.OFFICE), distribution(judged))
    assert "先进集体名额线 95.00" in text and "综合得分" in text


def test_the_parts_stand_beside_the_groups_mean(judged: World, signed_in: SignedIn) -> None:
    text = svg(signed_in(judged, Role.OFFICE), own_parts(judged))
    for said in ("平时", "专项", "定期", "95.00", "同组平均"):
        assert said in text


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_no_script_and_no_inline_style_is_in_them(judged: World, signed_in: SignedIn, size: str) -> None:
    text = svg(signed_in(judged, Role.OFFICE), distribution(judged, size))
    assert "style=" not in text and "<style" not in text and "<script" not in text and "Noto Sans CJK SC" in text


def test_a_chart_is_drawn_once_and_asked_for_again_costs_nothing(
    judged: World, signed_in: SignedIn, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = signed_in(judged, Role.OFFICE)
    first = office.get(distribution(judged))
    assert len(list(folder.iterdir())) == 1
    monkeypatch.setattr(drawing, "draw", lambda spec: pytest.fail("drawn again"))
    assert office.get(distribution(judged)).content == first.content
    assert first["Cache-Control"].startswith("private")
    again = office.get(distribution(judged), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content


def test_a_chart_is_seen_by_those_who_see_its_page(judged: World, foreign: World, signed_in: SignedIn) -> None:
    assert signed_in(judged, Role.CADRE).get(distribution(judged)).status_code == 404
    assert signed_in(judged, Role.CADRE).get(own_parts(judged)).status_code == 404
    assert signed_in(foreign, Role.OFFICE).get(distribution(judged)).status_code == 404
    assert Client().get(distribution(judged)).status_code == 302


def test_once_published_a_cadre_sees_the_groups_chart_and_his_own_parts(published: World, signed_in: SignedIn) -> None:
    cadre = signed_in(published, Role.CADRE)
    svg(cadre, distribution(published))
    svg(cadre, own_parts(published))
    assert cadre.get(own_parts(published, "D02")).status_code == 404


@pytest.mark.parametrize("rest", ["unit/nobody/distribution-wide.svg", "unit/government/distribution-huge.svg"])
def test_what_does_not_exist_is_not_found(judged: World, signed_in: SignedIn, rest: str) -> None:
    run = judged.cycle.runs.get()
    assert signed_in(judged, Role.OFFICE).get(f"/charts/runs/{run.pk}/{rest}").status_code == 404
