"""Two imports at once, of either kind, and an import beside a page: the second is told, and nothing is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from pytest_django import Settings

from cadres.accounts.models import User
from cadres.counties.models import County
from cadres.imports import services as rosters
from cadres.imports import writing
from cadres.imports.models import RegisterEffect, RegisterImport
from cadres.imports.undoing import order_undoing
from cadres.jobs.models import Job
from cadres.jobs.services import Refused
from cadres.people.dossiers import register as form_writing
from cadres.people.dossiers import services as forms
from cadres.people.dossiers import tasks as form_tasks
from cadres.people.dossiers.models import AppointmentForm, Policy
from cadres.people.models import Person, Post
from cadres.people.records.services import change_facts
from cadres.trail.models import TrailLine
from cadres.units.models import Unit, UnitName
from tests.cadres.imports.conftest import HANDLERS, perform, sent
from tests.cadres.imports.rosters import LI, PEOPLE, changed, people, plain
from tests.cadres.people.lrmx.sheets import filled
from tests.races import Unlocked, at_once, meeting
from tests.roles import as_application

pytestmark = pytest.mark.django_db(transaction=True)
FORM = filled({"XingMing": "李　娜", "XingBie": "女", "ShenFenZheng": LI, "ChuShengNianYue": "198109"})
CHANGED = "示例省别县"
ROW = changed(PEOPLE[1], 民族="汉族")
Ordered = Callable[[], Job]


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FORMS_DIR = tmp_path / "forms"
    monkeypatch.setitem(HANDLERS, "forms-look", form_tasks.look)
    monkeypatch.setitem(HANDLERS, "forms-write", form_tasks.write)


def roster(county: County, clerk: User, content: bytes) -> Job:
    """A roster that was looked through, and whose writing is ordered."""
    order = rosters.receive(county, [sent("名册.xlsx", content)], actor=clerk)
    perform(order.looking)
    order.refresh_from_db()
    order = rosters.order_writing(order, "示例组字〔2026〕1号", order.digest, looked=True, actor=clerk)
    assert order.writing
    return order.writing


def form(county: County, clerk: User, content: bytes = FORM) -> Job:
    """The same for an appointment form; it is to count where it tells otherwise than the register."""
    order = forms.receive(county, [sent("李娜.lrmx", content)], actor=clerk)
    perform(order.looking)
    order.refresh_from_db()
    order = forms.order_writing(order, Policy.REPLACE, order.digest, actor=clerk)
    assert order.writing
    return order.writing


PAIRS = {
    "two rosters": lambda *of: [roster(*of, plain()), roster(*of, plain())],
    "two forms": lambda *of: [form(*of), form(*of)],
    "a roster and a form": lambda *of: [roster(*of, plain()), form(*of)],
}


def met_at_the_writing(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Both writers wait for each other before they write; whether they met is noted."""
    wait, met = meeting(2), list[bool]()
    for writer in (writing.Writer, form_writing.Writer):
        finish = writer.finish

        def waited(self: Any, *args: Any, finish: Any = finish) -> None:
            met.append(wait())
            finish(self, *args)

        monkeypatch.setattr(writer, "finish", waited)
    return met


@pytest.mark.parametrize("pair", PAIRS)
def test_the_second_of_two_is_told(county: County, clerk: User, monkeypatch: pytest.MonkeyPatch, pair: str) -> None:
    jobs, met = PAIRS[pair](county, clerk), met_at_the_writing(monkeypatch)
    outcomes = at_once(2, lambda number: perform(jobs[number]))
    assert met == [False], outcomes
    (told,) = (str(one) for one in outcomes if one is not None)
    assert told == "名册在预览之后有改动，本次未写入任何数据。请重新上传，再次预览后确认。"
    assert Person.objects.filter(name_key="李娜").count() == 1
    assert TrailLine.objects.filter(act__in=("register.written", "forms.written")).count() == 1
    written = Unit.objects.count(), Post.objects.count(), RegisterEffect.objects.count()
    assert (*written, AppointmentForm.objects.count()) in {(3, 3, 4, 0), (0, 0, 0, 1)}


@pytest.mark.parametrize("pair", PAIRS)
def test_without_the_county_held_they_meet(
    county: County, clerk: User, monkeypatch: pytest.MonkeyPatch, pair: str
) -> None:
    """The twin: what saves the register then is its constraints, and the office is told of an error in the program."""
    jobs, met = PAIRS[pair](county, clerk), met_at_the_writing(monkeypatch)
    for module in (rosters, forms):
        monkeypatch.setattr(module, "County", Unlocked(County))
    outcomes = at_once(2, lambda number: perform(jobs[number]))
    assert met == [True, True]
    (error,) = (one for one in outcomes if one is not None)
    assert isinstance(error, IntegrityError | psycopg2.IntegrityError), error


def beside_a_page(county: County, clerk: User, monkeypatch: pytest.MonkeyPatch, write: Ordered) -> list[Any]:
    """Somebody changes 李娜 on her page after the writer has read her, and before it writes."""
    perform(roster(county, clerk, plain()))
    job = write()
    for writer in (writing.Writer, form_writing.Writer):
        finish = writer.finish

        def late(self: Any, *args: Any, finish: Any = finish) -> None:
            assert at_once(1, lambda _: _by_hand(clerk)) == [None]
            finish(self, *args)

        monkeypatch.setattr(writer, "finish", late)
    return at_once(1, lambda _: perform(job))


def _by_hand(clerk: User) -> None:
    person = Person.objects.get(name_key="李娜")
    change_facts(person, person.version, {"native_place": CHANGED, "ethnicity": "回族"}, "档案", "更正", actor=clerk)


WRITERS: dict[str, Callable[[County, User], Job]] = {
    "roster": lambda county, clerk: roster(county, clerk, people(ROW)),
    "form": form,
}


@pytest.mark.parametrize("writer", WRITERS)
def test_what_a_page_wrote_meanwhile_is_not_written_over(
    county: County, clerk: User, monkeypatch: pytest.MonkeyPatch, writer: str
) -> None:
    (told,) = beside_a_page(county, clerk, monkeypatch, lambda: WRITERS[writer](county, clerk))
    assert isinstance(told, Refused) and "有人在写入期间修改了名册" in str(told)
    li = Person.objects.get(name_key="李娜")
    assert (li.native_place, li.ethnicity, li.version) == (CHANGED, "回族", 2)
    assert not TrailLine.objects.filter(act="person.changed", summary__startswith="按").exists()


@pytest.mark.parametrize(("module", "writer"), [(writing, "roster"), (form_writing, "form")])
def test_without_the_claim_it_would_be(
    county: County, clerk: User, monkeypatch: pytest.MonkeyPatch, module: Any, writer: str
) -> None:
    monkeypatch.setattr(module, "claim", lambda read: None)
    assert beside_a_page(county, clerk, monkeypatch, lambda: WRITERS[writer](county, clerk)) == [None]
    assert Person.objects.get(name_key="李娜").ethnicity == "汉族"


def test_the_programs_own_role_takes_a_unit_back_and_no_name(county: County, clerk: User) -> None:
    """It may remove no name itself: the database does, with the unit."""
    perform(roster(county, clerk, plain()))
    with as_application():
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            UnitName.objects.all()._raw_delete(using="default")
        order = order_undoing(RegisterImport.objects.get(), "传错了表", actor=clerk)
        assert order.undoing
        perform(order.undoing)
    assert not Unit.objects.exists() and not UnitName.objects.exists()
