"""Opening a year."""

import pytest

from assessment.cycles.models import AdoptedScheme, Cycle
from assessment.cycles.services import adopt_scheme
from cadres.access.models import Role
from cadres.counties.models import County
from scoring.shipped import scheme_text
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World


def test_opens_a_year_under_a_shipped_scheme(world: World, signed_in: SignedIn) -> None:
    office = world.office
    office.county = County.objects.create(code="990103", name="新旗", department="新旗委组织部")
    office.save()
    client = signed_in(world, Role.OFFICE)
    assert "还没有考核年度" in client.get("/").content.decode()
    answer = client.post("/cycles/open/", {"year": "2016", "scheme": "hangjin/2016"})
    opened = Cycle.objects.get(county=office.county)
    assert answer["Location"] == f"/cycles/{opened.pk}/"
    assert (opened.year, opened.scheme.name) == (2016, "hangjin/2016")


def test_the_same_text_is_adopted_once(db: None) -> None:
    world = worlds.build()
    from assessment.cycles.services import open_year

    text = world.cycle.scheme.text
    again = open_year(world.county, 2017, "hangjin/2016", text, actor=world.office)
    assert again.scheme == world.cycle.scheme
    assert AdoptedScheme.objects.count() == 1


def test_a_year_is_opened_once_and_a_scheme_serves_its_own_year(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.OFFICE)
    twice = client.post("/cycles/open/", {"year": "2016", "scheme": "hangjin/2016"}).content.decode()
    assert "2016年度已经建立" in twice
    wrong = client.post("/cycles/open/", {"year": "2018", "scheme": "hangjin/2016"}).content.decode()
    assert "这一方案用于2016年度" in wrong
    assert Cycle.objects.count() == 1


def test_only_the_office_opens_years(world: World, signed_in: SignedIn) -> None:
    for role in set(Role) - {Role.OFFICE}:
        assert signed_in(world, role).get("/cycles/open/").status_code == 403


def test_a_scheme_whose_marks_the_records_cannot_hold_is_not_adopted(db: None) -> None:
    county = County.objects.create(code="990103", name="示例旗", department="示例旗委组织部")
    text = scheme_text("hangjin/2016").replace("stored: 2", "stored: 4")
    with pytest.raises(ValueError, match="保存 2 位小数"):
        adopt_scheme(county, "hangjin/2016", text, actor=None)
