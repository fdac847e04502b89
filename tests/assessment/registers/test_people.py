"""The register of people: found by many words, narrowed, ordered, marked, exported; a person's page for each role."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from assessment.registers.models import SavedView
from assessment.registers.people_selectors import initials
from cadres.access.models import Role
from cadres.people import identity, keys
from cadres.people.models import Person, Post
from cadres.people.records import services
from cadres.people.records.models import Mark, Rank, Sanction
from cadres.trail.models import TrailLine
from tests.conftest import SignedIn
from tests.world import World

NUMBER, FORMER = "990101197511080026", "990101198003150010"
LONG = "阿拉腾其木格·乌力吉巴特尔"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def names(text: str) -> list[str]:
    body = text.split('class="who"><a class="link"')[1:]
    return [part.split(">")[1].split("<")[0] for part in body]


def found(client: Client, query: str) -> list[str]:
    return names(page(client, f"/register/people/?{query}"))


def person(world: World, code: str = "D01") -> Person:
    return Person.objects.get(county=world.county, code=code)


def test_people_stand_by_protocol_unit_class_and_team(world: World, signed_in: SignedIn) -> None:
    office = signed_in(world, Role.OFFICE)
    assert found(office, "") == [
        "苏和巴特尔",
        "张敏",
        "赵刚",
        "王建军",
        "李伟",
        "乌云其其格",
        "刘洋",
        "额尔德木图",
        LONG,
        "塔娜",
    ]
    assert found(office, "order=pinyin")[0] == LONG and found(office, "order=strokes")[0] == "王建军"


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("q=张 敏", ["张敏"]),
        ("q=zm", ["张敏"]),
        ("q=WJJ", ["王建军"]),
        ("q=alt", [LONG]),
        ("q=教体局", ["王建军", "李伟"]),
        ("q=P03", ["乌云其其格"]),
        ("level=non_leading", ["赵刚"]),
        ("category=sumu&level=principal", ["额尔德木图"]),
        ("unit=A03", ["乌云其其格", "刘洋"]),
        ("manner=acting", []),
        ("sex=2", []),
        ("level=out", []),
        ("q=%25", []),
        ("level=nonsense&order=nonsense&page=-1&q=刘", ["刘洋"]),
    ],
)
def test_the_list_is_narrowed(world: World, signed_in: SignedIn, query: str, who: list[str]) -> None:
    assert found(signed_in(world, Role.OFFICE), query) == who


def test_initials_follow_the_readings_of_surnames() -> None:
    assert [initials(name) for name in ("单雄", "张敏", "乌云其其格", "A·张")] == ["sx", "zm", "wyqqg", "z"]


def test_who_left_is_found_out_of_office(world: World, signed_in: SignedIn) -> None:
    Post.objects.filter(person=person(world)).update(last_on=date(2017, 1, 1))
    office = signed_in(world, Role.OFFICE)
    assert found(office, "level=out") == ["张敏"] and found(office, "")[-1] == "张敏"


def _number(world: World) -> None:
    one = person(world)
    one.id_cipher, one.id_index = identity.seal(FORMER, keys.sealing()), keys.indexes_of(FORMER)[0]
    one.save()
    services.change_number(one, 1, NUMBER, date(2017, 3, 1), "证明", "更正", actor=world.office)
    services.rename_person(one, 2, "张敏娜", date(2017, 3, 1), "证明", "改名", actor=world.office)


def test_former_names_and_numbers_find_the_person_for_who_may(world: World, signed_in: SignedIn) -> None:
    _number(world)
    office, auditor = signed_in(world, Role.OFFICE), signed_in(world, Role.AUDITOR)
    for words in ("张敏", "zmn"):
        assert found(office, f"q={words}") == ["张敏娜"], words
    for number in (NUMBER, FORMER, f" {NUMBER[:17]}　{NUMBER[17].lower()}"):
        answer = office.post("/register/people/by-number/", {"number": number})
        assert answer["Location"] == f"/people/{person(world).pk}/", number
    assert auditor.post("/register/people/by-number/", {"number": NUMBER}).status_code == 403
    assert found(auditor, "q=张敏") == ["张敏娜"]
    listed, told = page(office, "/register/people/?q=zmn"), page(auditor, "/register/people/?q=zmn")
    assert "990***********0026" in listed and NUMBER not in listed
    assert "990***" not in told


def test_a_number_is_sought_in_the_own_county_alone(world: World, foreign: World, signed_in: SignedIn) -> None:
    """And the trail tells that it was sought, by whom, and with what outcome, but not the number."""
    _number(world)
    office = signed_in(world, Role.OFFICE)
    office.post("/register/people/by-number/", {"number": NUMBER})
    answer = signed_in(foreign, Role.OFFICE).post("/register/people/by-number/", {"number": NUMBER}, follow=True)
    assert "名册中没有这个身份证号" in answer.content.decode()
    for wrong in ("", NUMBER[:-1], NUMBER[:-1] + "0", "9" * 500, "\x00"):
        answer = office.post("/register/people/by-number/", {"number": wrong}, follow=True)
        assert "身份证号" in answer.content.decode() and answer.redirect_chain == [("/register/people/", 302)]
    told = TrailLine.objects.filter(act="read.number_sought").order_by("pk").values_list("summary", "thing_id")
    assert list(told) == [
        ("按身份证号查找：张敏娜", str(person(world).pk)),
        ("按身份证号查找：没有这个人", ""),
    ]
    assert NUMBER not in str(list(TrailLine.objects.values()))


def test_a_number_lies_in_no_address_and_no_saved_view(world: World, signed_in: SignedIn) -> None:
    _number(world)
    office = signed_in(world, Role.OFFICE)
    for text in (NUMBER, f"张 {NUMBER}", FORMER[:6] + FORMER[8:17]):
        answer = office.get("/register/people/", {"q": text, "order": "pinyin"})
        assert (answer.status_code, answer["Location"]) == (302, "/register/people/"), text
        sent = {"page": "people", "name": "某人", "query": f"q={text}"}
        assert "不能有身份证号" in office.post("/register/views/", sent, follow=True).content.decode()
        sent = {"page": "people", "name": text[:20], "query": "sex=1"}
        office.post("/register/views/", sent)
    assert not [view for view in SavedView.objects.values_list("name", "query") if NUMBER in str(view)]
    assert not SavedView.objects.filter(name="某人").exists()


def test_a_units_people_see_who_is_in_their_unit(world: World, foreign: World, signed_in: SignedIn) -> None:
    assert found(signed_in(world, Role.UNIT_CLERK), "") == ["苏和巴特尔", "张敏", "赵刚"]
    assert len(found(signed_in(foreign, Role.OFFICE), "")) == 10


def test_1400_people_are_a_few_questions(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    office = signed_in(world, Role.OFFICE)
    Person.objects.bulk_create(
        Person(
            county=world.county,
            code=f"M{n:05}",
            name=f"阿拉腾其木格{n}",
            name_key=f"阿拉腾其木格{n}",
            sex="1",
            birth_month="1975.01",
            id_cipher="sm4gcm:",
            id_index=f"x{n}",
        )
        for n in range(1_390)
    )
    people = Person.objects.filter(code__startswith="M")
    Post.objects.bulk_create(
        Post(person=one, unit=world.units["A01"], title="副局长", post_level="deputy") for one in people
    )
    with django_assert_num_queries(16):
        text = page(office, "/register/people/")
    assert len(names(text)) == 50 and "共 1400 人" in text
    with django_assert_num_queries(18):
        assert len(found(office, "q=alt")) == 50


def test_a_group_is_marked_and_found_by_its_mark(world: World, signed_in: SignedIn) -> None:
    office = signed_in(world, Role.OFFICE)
    sent = {"person": [person(world).pk, person(world, "D02").pk, "x", 10**12], "word": "优秀 年轻干部", "act": "mark"}
    answer = office.post("/register/people/mark/", sent | {"list-level": "deputy", "list-page": "1"})
    assert answer["Location"] == "/register/people/?level=deputy&page=1"
    assert found(office, "mark=优秀年轻干部") == ["张敏", "李伟"]
    assert found(signed_in(world, Role.AUDITOR), "mark=优秀年轻干部") != ["张敏", "李伟"]
    whole = {"whole": "1", "list-level": "principal", "word": "一把手", "act": "mark"}
    office.post("/register/people/mark/", whole)
    assert Mark.objects.filter(word="一把手").count() == 4
    office.post("/register/people/mark/", {"person": [person(world).pk], "word": "优秀年轻干部", "act": "unmark"})
    assert found(office, "mark=优秀年轻干部") == ["李伟"]
    history = [event.text for event in office.get(f"/people/{person(world).pk}/").context["history"]]
    assert history == ["取消标记“优秀年轻干部”", "加标记“优秀年轻干部”"]
    assert "李伟" not in "".join(history)
    assert "请先勾选干部" in office.post("/register/people/mark/", {"word": "x"}, follow=True).content.decode()


def test_another_countys_people_are_not_marked(world: World, foreign: World, signed_in: SignedIn) -> None:
    signed_in(world, Role.OFFICE).post("/register/people/mark/", {"person": [person(foreign).pk], "word": "x"})
    assert not Mark.objects.exists()


def test_the_chosen_are_handed_out_without_numbers_and_leave_a_line(world: World, signed_in: SignedIn) -> None:
    _number(world)
    Person.objects.filter(code="D02").update(native_place="=1+1")
    Rank.objects.create(person=person(world), name="四级调研员", first_on=date(2014, 1, 1))
    answer = signed_in(world, Role.OFFICE).post(
        "/register/people/export/", {"person": [person(world, "D02").pk, person(world).pk]}
    )
    content = b"".join(answer.streaming_content)
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(min_row=4, values_only=True))
    assert [(row[0], row[1], row[5], row[11], row[12], row[13].date()) for row in rows] == [
        (1, "李伟", "=1+1", "教体局副局长", None, date(2013, 5, 1)),
        (2, "张敏娜", None, "财政局副局长", "四级调研员", date(2013, 5, 1)),
    ]
    assert load_workbook(BytesIO(content)).active["F4"].data_type == "s"
    assert NUMBER.encode() not in content
    assert TrailLine.objects.get(act="export.register").detail == {"people": ["D02", "D01"]}


def change(client: Client, who: Person, deed: str, **sent: Any) -> Any:
    return client.post(f"/people/{who.pk}/record/{deed}/", {"version": who.version, **sent})


def test_a_persons_page_tells_and_changes_what_is_on_record(
    world: World, signed_in: SignedIn, settings: Any, tmp_path: Any
) -> None:
    settings.FORMS_DIR = tmp_path
    office = signed_in(world, Role.OFFICE)
    raw = BytesIO()
    Image.new("RGB", (80, 100)).save(raw, "JPEG")
    picture = SimpleUploadedFile("a.jpg", raw.getvalue())
    post = Post.objects.get(person=person(world))
    steps: list[tuple[str, dict[str, Any]]] = [
        ("rename", {"name": "张敏娜", "on": "2017-03-01", "paper": "证明", "reason": "改名"}),
        ("number", {"number": " ９９0101197511080026 ", "on": "2017-03-01", "paper": "证明", "reason": "更正"}),
        ("charge", {"post": post.pk, "what": "预算、国库", "on": "2017-03-01", "paper": "1号"}),
        ("result", {"year": "2015", "grade": "优秀", "source": "档案"}),
        (
            "sanction",
            {"kind": "warning", "first_on": "2017-03-01", "authority": "纪委", "document": "5号", "reason": "失职"},
        ),
        ("photo", {"photo": picture, "reason": "近照"}),
        ("rank", {"rank": "四级调研员", "on": "2016-06-01", "paper": "示例职〔2016〕2号"}),
        ("rank", {"rank": "三级调研员", "on": "2017-03-01", "paper": "示例职〔2017〕2号"}),
    ]
    for deed, sent in steps:
        assert change(office, person(world), deed, **sent).status_code == 302, deed
    lift = {"sanction": Sanction.objects.get().pk, "on": "2017-05-01", "paper": "6号"}
    assert change(office, person(world), "lift", **lift).status_code == 302
    text = page(office, f"/people/{person(world).pk}/")
    for told in ("曾用名 张敏", "1 个，可用来查找", "预算、国库", "2015 优秀", "政务警告", "2017-08-31", "解除（6号）"):
        assert told in text, told
    for told in ("<span>三级调研员</span>", "2016-06-01 至 2017-02-28", "免去 示例职〔2017〕2号"):
        assert told in text, told
    assert NUMBER not in text
    photo = office.get(f"/people/{person(world).pk}/photo.jpg")
    assert photo["Content-Type"] == "image/jpeg" and photo["Cache-Control"] == "private, no-store"
    assert photo.content.startswith(b"\xff\xd8")


def test_who_writes_on_an_old_page_is_told_and_keeps_what_he_wrote(world: World, signed_in: SignedIn) -> None:
    office, seen = signed_in(world, Role.OFFICE), person(world)
    change(office, seen, "result", year="2015", grade="优秀", source="档案")
    text = change(office, seen, "result", year="2014", grade="称职", source="另一份档案").content.decode()
    assert "另一位经办人刚刚修改了张敏的记录" in text and 'value="另一份档案"' in text
    assert list(person(world).annual_results.values_list("year", flat=True)) == [2015]


@pytest.mark.parametrize(
    ("deed", "sent", "told"),
    [
        ("number", {"number": "1", "on": "2017-03-01", "paper": "a", "reason": "b"}, "身份证号应为18位"),
        ("result", {"year": "2015", "grade": "特优", "source": "档案"}, "不在可用的选项中"),
        ("facts", {"name": "张敏", "sex": "1", "birth_month": "1975.13", "paper": "a", "reason": "b"}, "1975.01"),
        ("facts", {"name": "张敏", "sex": "1", "birth_month": "1975.02", "birth_day": "30"}, "1975.02 没有 30 日"),
        ("rank", {"rank": "正科级", "on": "2017-03-01", "paper": "a"}, "不在可用的选项中"),
        ("rank-end", {"last_on": "2017-03-01", "paper": "a"}, "现在没有职级"),
        ("rename", {"name": "张敏", "on": "2017-03-01", "paper": "a", "reason": "b"}, "与现用姓名相同"),
        ("photo", {"photo": SimpleUploadedFile("a.jpg", b"<svg/>"), "reason": "b"}, "请换上 5 MB 以内"),
        ("rename", {"version": "", "name": "张三"}, "请刷新后重新填写"),
    ],
)
def test_what_cannot_be_is_told(world: World, signed_in: SignedIn, deed: str, sent: dict[str, Any], told: str) -> None:
    answer = change(signed_in(world, Role.OFFICE), person(world), deed, **sent)
    assert answer.status_code == 200 and told in answer.content.decode()
    assert person(world).version == 1


def test_the_day_of_birth_is_for_who_keeps_the_register(world: World, signed_in: SignedIn) -> None:
    """With it and the masked number anybody could tell the number."""
    seen = person(world)
    stood = {name: getattr(seen, name) for name in services.FACTS}
    sent = stood | {f"initial-{name}": value for name, value in stood.items()} | {"birth_day": "08"}
    assert change(signed_in(world, Role.OFFICE), seen, "facts", **sent, paper="档案", reason="补录").status_code == 302
    born = person(world).birth_month
    assert f"<span>{born}.08 生</span>" in page(signed_in(world, Role.OFFICE), f"/people/{seen.pk}/")
    text = page(signed_in(world, Role.UNIT_LEADER), f"/people/{seen.pk}/")
    assert f"<span>{born} 生</span>" in text and f"{born}.08" not in text


def test_a_cadre_opens_the_own_page_and_reads_the_own_sanction(world: World, signed_in: SignedIn) -> None:
    decision = services.Decision("warning", date(2017, 3, 1), None, "纪委", "5号", "失职")
    services.impose(person(world), 1, decision, actor=world.office)
    cadre = signed_in(world, Role.CADRE)
    text = page(cadre, f"/people/{person(world).pk}/")
    assert "政务警告" in text and "登记任职" not in text and "登记改名" not in text
    assert cadre.get(f"/people/{person(world, 'D02').pk}/").status_code == 404
    leader = page(signed_in(world, Role.UNIT_LEADER), f"/people/{person(world).pk}/")
    assert "张敏" in leader and "政务警告" not in leader and "处分" not in leader


def test_someone_new_is_entered_by_number(world: World, signed_in: SignedIn) -> None:
    office = signed_in(world, Role.OFFICE)
    sent = {"name": "娜仁", "id_number": NUMBER, "ethnicity": "蒙古族", "reason": "录用"}
    answer = office.post("/people/new/", sent)
    new = Person.objects.get(name="娜仁")
    assert answer["Location"] == f"/people/{new.pk}/" and (new.sex, new.birth_month) == ("2", "1975.11")
    assert "娜仁（000011）" in office.post("/people/new/", sent).content.decode()
