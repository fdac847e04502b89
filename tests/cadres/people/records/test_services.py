"""What is on record of a person: each change with its line, nothing lost, nobody's number another's."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from cadres.access.models import Role
from cadres.jobs.services import Refused
from cadres.people import identity, keys
from cadres.people import services as people
from cadres.people.dossiers.models import AnnualResult
from cadres.people.models import Person, Post
from cadres.people.posts.selectors import career_of
from cadres.people.records import services
from cadres.people.records.models import Charge, FormerName, FormerNumber, Mark, Sanction
from cadres.people.records.selectors import by_number, in_effect, named_on, photo_of
from cadres.trail.models import TrailLine
from tests import races
from tests.conftest import SignedIn
from tests.world import World

ON = date(2017, 3, 1)
EVE = ON - timedelta(days=1)
OLD, NEW = "990101198003150010", "990101197511080026"


def person(world: World, code: str = "D01") -> Person:
    return Person.objects.get(county=world.county, code=code)


def numbered(world: World, code: str, number: str) -> Person:
    found = person(world, code)
    found.id_cipher, found.id_index = identity.seal(number, keys.sealing()), keys.indexes_of(number)[0]
    found.save()
    return found


def line(act: str) -> TrailLine:
    return TrailLine.objects.get(act=act)


def test_facts_are_changed_with_what_they_were(world: World) -> None:
    changes = {"ethnicity": "汉族", "party": "中共党员", "sex": "1"}
    services.change_facts(person(world), 1, changes, "干部档案", "核对", actor=world.office)
    told = line("person.changed")
    assert told.before == {"民族": "蒙古族", "政治面貌": ""} and told.after == {"民族": "汉族", "政治面貌": "中共党员"}
    assert (told.summary, told.detail) == ("修改张敏的民族、政治面貌", {"document": "干部档案"})
    with pytest.raises(Refused, match="与现在的相同"):
        services.change_facts(person(world), 2, changes, "干部档案", "核对", actor=world.office)


def test_a_former_name_still_finds_the_person_and_is_that_of_its_days(world: World) -> None:
    services.rename_person(person(world), 1, "张　敏娜", ON, "户籍证明", "改名", actor=world.office)
    found = person(world)
    assert (found.name, found.name_key) == ("张　敏娜", "张敏娜")
    assert [named_on([found], day)[found.pk] for day in (EVE, ON)] == ["张敏", "张　敏娜"]
    assert FormerName.objects.values_list("name", "last_on", "paper").get() == ("张敏", EVE, "户籍证明")


def test_an_earlier_sheet_does_not_undo_a_change_of_name(world: World) -> None:
    numbered(world, "D01", OLD)
    services.rename_person(person(world), 1, "张敏娜", ON, "户籍证明", "改名", actor=world.office)
    people.register(world.county, [people.Known(OLD, "张敏", "1", "", "1980.03")])
    assert person(world).name == "张敏娜"
    people.register(world.county, [people.Known(OLD, "张民娜", "1", "", "1980.03")])
    assert person(world).name == "张民娜"
    assert set(FormerName.objects.values_list("name", "last_on")) == {("张敏", EVE), ("张敏娜", None)}


def test_the_database_keeps_a_name_that_anybody_writes_over(world: World) -> None:
    Person.objects.filter(pk=person(world).pk).update(name="某某", name_key="某某")
    assert FormerName.objects.values_list("person__code", "name").get() == ("D01", "张敏")
    Person.objects.filter(pk=person(world).pk).update(name="某 某")
    assert FormerName.objects.count() == 1


def test_an_old_number_still_finds_the_person_and_is_nobody_elses(world: World) -> None:
    numbered(world, "D01", OLD)
    services.change_number(person(world), 1, NEW, ON, "公安证明", "号码更正", actor=world.office)
    assert by_number(world.county, OLD) == by_number(world.county, NEW) == person(world)
    assert identity.unseal(FormerNumber.objects.get().id_cipher, *keys.unsealing()) == OLD
    assert OLD not in str(line("person.renumbered").__dict__) and NEW not in str(line("person.renumbered").__dict__)
    found = people.register(world.county, [people.Known(OLD, "张敏", "1", "", "1980.03")])
    assert found[OLD] == person(world) and Person.objects.count() == 10
    with pytest.raises(Refused, match="曾属于）张敏"):
        services.change_number(person(world, "D02"), 1, OLD, ON, "公安证明", "号码更正", actor=world.office)
    with pytest.raises(IntegrityError, match="another person"), transaction.atomic():
        Person.objects.filter(code="D02").update(id_index=keys.indexes_of(OLD)[0])


@pytest.mark.parametrize(
    ("number", "told"), [("99010119800315001X", "校验位"), ("1", "18位"), ("990101199002290032", "出生日期不存在")]
)
def test_a_wrong_number_is_refused(world: World, number: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        services.change_number(person(world), 1, number, ON, "公安证明", "号码更正", actor=world.office)
    assert person(world).version == 1


def test_somebody_new_has_the_next_code_and_a_number_of_his_own(world: World) -> None:
    known = people.Known(NEW, "娜仁", "2", "蒙古族", "1975.11")
    new = services.enter_person(world.county, known, "录用", actor=world.office)
    assert (new.code, new.sex, new.version, line("person.entered").reason) == ("000011", "2", 1, "录用")
    with pytest.raises(Refused, match="娜仁（000011）"):
        services.enter_person(world.county, known, "录用", actor=world.office)


def test_duties_follow_one_another(world: World) -> None:
    post = Post.objects.get(person=person(world))
    services.put_in_charge(post, 1, "预算、国库", ON, "1号", actor=world.office)
    services.put_in_charge(post, 2, "党建", ON + timedelta(days=31), "2号", actor=world.office)
    assert list(Charge.objects.values_list("what", "first_on", "last_on")) == [
        ("党建", date(2017, 4, 1), None),
        ("预算、国库", ON, date(2017, 3, 31)),
    ]
    with pytest.raises(Refused, match="不在财政局副局长的任职时间内"):
        services.put_in_charge(post, 3, "党建", date(2010, 1, 1), "3号", actor=world.office)


def decision(kind: str, **more: Any) -> services.Decision:
    told = {
        "first_on": ON,
        "last_on": None,
        "authority": "示例旗纪委",
        "document": "示例纪〔2017〕5号",
        "reason": "失职",
    }
    return services.Decision(kind=kind, **told | more)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("warning", ON, date(2017, 8, 31)),
        ("demerit", ON, date(2018, 2, 28)),
        ("serious_demerit", date(2017, 8, 31), date(2019, 2, 28)),
        ("downgraded", date(2016, 2, 29), date(2018, 2, 28)),
        ("admonition", date(2017, 12, 15), date(2018, 6, 14)),
    ],
)
def test_the_days_of_effect_follow_the_law(world: World, kind: str, first: date, last: date) -> None:
    sanction = services.impose(person(world), 1, decision(kind, first_on=first), actor=world.office)
    assert sanction.last_on == last
    found = [Sanction.objects.filter(in_effect(day)).exists() for day in (first, last, last + timedelta(days=1))]
    assert found == [True, True, False]


def test_what_the_law_does_not_say_the_decision_must(world: World) -> None:
    with pytest.raises(Refused, match="请填写影响期止"):
        services.impose(person(world), 1, decision("party_probation"), actor=world.office)
    with pytest.raises(Refused, match="早于决定时间"):
        services.impose(person(world), 1, decision("party_probation", last_on=EVE), actor=world.office)
    assert not Sanction.objects.exists()


def test_a_sanction_stays_as_decided_and_may_be_lifted_once(world: World) -> None:
    sanction = services.impose(person(world), 1, decision("warning"), actor=world.office)
    for change in ({"last_on": EVE + timedelta(days=9)}, {"kind": "demerit"}):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            Sanction.objects.filter(pk=sanction.pk).update(**change)
    services.lift(sanction, 2, date(2017, 5, 1), "6号", actor=world.office)
    assert not Sanction.objects.filter(in_effect(date(2017, 5, 1))).exists()
    assert Sanction.objects.filter(in_effect(date(2017, 4, 30))).exists()
    with pytest.raises(Refused, match="已解除"):
        services.lift(sanction, 3, date(2017, 6, 1), "7号", actor=world.office)


def test_a_grade_of_an_earlier_year_is_noted_and_put_right_with_what_it_was(world: World) -> None:
    services.note_result(person(world), 1, 2015, "称职", "档案", actor=world.office)
    services.note_result(person(world), 2, 2015, "优秀", "档案更正", actor=world.office)
    assert AnnualResult.objects.values_list("year", "grade", "source").get() == (2015, "优秀", "档案更正")
    assert list(TrailLine.objects.filter(act="person.graded").order_by("pk").values_list("before", "after")) == [
        (None, "称职"),
        ("称职", "优秀"),
    ]
    with pytest.raises(Refused, match="以前年度"):
        services.note_result(person(world), 3, timezone.localdate().year, "优秀", "档案", actor=world.office)


def test_a_group_is_marked_once_and_unmarked(world: World) -> None:
    some = [person(world, code) for code in ("D01", "D02", "P01")]
    assert services.mark_people(some[:2], "优秀年轻干部", actor=world.office) == 2
    assert services.mark_people(some, "优秀年轻干部", actor=world.office) == 1
    assert services.unmark_people(some, "优秀年轻干部", actor=world.office) == 3 and not Mark.objects.exists()
    assert TrailLine.objects.filter(act="person.marked").count() == 2
    with pytest.raises(Refused, match="请先勾选"):
        services.mark_people([], "优秀年轻干部", actor=world.office)


def test_a_picture_is_drawn_anew_and_what_is_none_is_refused(world: World, settings: Any, tmp_path: Path) -> None:
    settings.FORMS_DIR = tmp_path
    raw = BytesIO()
    Image.new("RGB", (300, 375), "navy").save(raw, "PNG", comment="secret")
    services.keep_photo(person(world), 1, raw.getvalue(), "近照", actor=world.office)
    kept = photo_of(person(world))
    assert kept and kept.startswith(b"\xff\xd8") and Image.open(BytesIO(kept)).size == (300, 375)
    assert all(kept not in file.read_bytes() for file in tmp_path.iterdir())
    for wrong in (b"", b"<svg/>", b"\xff\xd8" + b"0" * services.LARGEST_PHOTO):
        with pytest.raises(Refused, match="请换上"):
            services.keep_photo(person(world), 2, wrong, "近照", actor=world.office)


def test_a_career_names_units_as_they_were_called(world: World) -> None:
    from cadres.units import acts

    Post.objects.filter(person=person(world)).update(last_on=EVE)
    unit = world.units["A01"]
    unit.refresh_from_db()
    acts.rename(unit, 1, "示例旗财资局", "财资局", acts.Ground(ON, "1号", "改"), actor=world.office)
    Post.objects.create(person=person(world), unit=unit, title="二级主任", post_level="deputy", first_on=ON)
    assert [post.line for post in career_of(person(world))] == ["财资局二级主任", "示例旗财政局副局长"]


def _both_change(world: World) -> list[Any]:
    seen = person(world)

    def act(number: int) -> None:
        changes = {"native_place": f"示例省第{number}县"}
        services.change_facts(seen, seen.version, changes, "档案", "核对", actor=world.office)

    return races.at_once(2, act)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_a_record_at_once_the_second_is_told(world: World) -> None:
    first, second = sorted(_both_change(world), key=lambda found: found is not None)
    assert first is None and isinstance(second, Refused) and "另一位经办人刚刚修改了张敏的记录" in str(second)
    assert person(world).version == 2 and TrailLine.objects.filter(act="person.changed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_version_both_would_write(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard's twin: the first one's word is written over by who never saw it."""
    get = Person.objects.select_related("county").get
    monkeypatch.setattr(services, "claimed", lambda seen, version: get(pk=seen.pk))
    assert _both_change(world) == [None, None]
    assert TrailLine.objects.filter(act="person.changed").count() == 2


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"sex": "2", "birth_month": "1975.11", "birth_day": "08"}, ""),
        ({"sex": "2", "birth_month": "1975.11", "birth_day": ""}, ""),
        ({"sex": "1", "birth_month": "1975.11", "birth_day": ""}, "性别与身份证号中的不一致"),
        ({"sex": "1", "birth_month": "1974.11", "birth_day": "09"}, "性别、出生年月、出生日与身份证号中的不一致"),
    ],
)
def test_what_is_not_as_the_number_has_it_is_told_to_the_office_and_left(
    world: World, signed_in: SignedIn, facts: dict[str, str], told: str
) -> None:
    Person.objects.filter(pk=person(world).pk).update(id_cipher=identity.seal(NEW, keys.sealing()), **facts)
    page = f"/people/{person(world).pk}/"
    text = signed_in(world, Role.OFFICE).get(page).content.decode()
    assert (told in text) if told else ("与身份证号中的不一致" not in text)
    assert "与身份证号中的不一致" not in signed_in(world, Role.LEADER).get(page).content.decode()
    assert (person(world).sex, person(world).birth_month) == (facts["sex"], facts["birth_month"])
