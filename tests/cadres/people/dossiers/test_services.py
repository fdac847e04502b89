"""Forms into the register: one pass for preview and writing, all or nothing, every change in the trail."""

import io
import re
from pathlib import Path

import pytest
from django.core.files.base import File
from pytest_django import Settings

from cadres.accounts.models import User
from cadres.counties.models import County
from cadres.jobs.services import Refused
from cadres.people import identity, keys
from cadres.people.dossiers import pieces, services
from cadres.people.dossiers.models import AnnualResult, AppointmentForm, FormFinding, FormImport, Policy
from cadres.people.dossiers.services import order_writing, receive
from cadres.people.models import Person
from cadres.people.services import Known, register
from cadres.trail.models import TrailLine
from tests.cadres.people.dossiers.conftest import LI, WANG, Look, perform
from tests.cadres.people.lrmx.sheets import PLAIN, RICH, filled, id_number, people, zipped

NEW = id_number("19900105", 4)
WANG_FORM = filled({"ShenFenZheng": WANG})
LI_FORM = filled(
    {"XingMing": "李　安", "XingBie": "女", "ShenFenZheng": LI, "ChuShengNianYue": "1985.08", "MinZu": "汉族"}
)
NEW_FORM = filled({"XingMing": "安然", "XingBie": "女", "ShenFenZheng": NEW, "ChuShengNianYue": "199001"})


def finding(form_import: FormImport, number: int = 1) -> FormFinding:
    return FormFinding.objects.get(form_import=form_import, number=number)


def faults(form_import: FormImport, number: int = 1) -> list[str]:
    return [fault["what"] for fault in finding(form_import, number).faults]


def test_a_look_says_what_would_change_and_changes_nothing(looked: Look, people: dict[str, Person]) -> None:
    form_import = looked({"全县.zip": zipped({"王.lrmx": WANG_FORM, "李.lrmx": LI_FORM, "新.lrmx": NEW_FORM})})
    assert form_import.counts == {"fills": 1, "conflict": 1, "new": 1}
    filled_in = {one["label"]: (one["before"], one["after"]) for one in finding(form_import).differences}
    assert filled_in["民族"] == ("", "汉族")
    assert filled_in["2022年考核等次"] == ("", "优秀")
    assert "姓名" not in filled_in
    conflicts = {
        one["label"]: (one["before"], one["after"]) for one in finding(form_import, 2).differences if one["before"]
    }
    assert conflicts == {"民族": ("蒙古族", "汉族"), "出生年月": ("1985.07", "1985.08")}
    assert finding(form_import, 2).notes == ["出生年月 1985.08 与身份证号中的 1985.07 不一致，按任免审批表"]
    new = finding(form_import, 3)
    assert new.person is None
    entered = {one["label"]: one["after"] for one in new.differences}
    assert (entered["姓名"], entered["性别"], entered["出生年月"]) == ("安然", "女", "1990.01")
    assert entered["2021年考核等次"] == "称职"
    assert Person.objects.count() == 2
    assert Person.objects.get(name_key="王宁").ethnicity == ""
    assert not AppointmentForm.objects.exists()
    assert not AnnualResult.objects.exists()


def test_filling_leaves_what_the_register_says(written: Look, people: dict[str, Person]) -> None:
    written({"王.lrmx": WANG_FORM, "李.lrmx": LI_FORM, "新.lrmx": NEW_FORM})
    wang, li = Person.objects.get(name_key="王宁"), Person.objects.get(name_key="李安")
    assert (wang.ethnicity, wang.native_place, wang.party, wang.party_since) == (
        "汉族",
        "示例省示例县",
        "中共党员",
        "2002.06",
    )
    assert (wang.work_since, wang.education, wang.degree) == ("2003.07", "大学", "管理学学士")
    assert (li.ethnicity, li.birth_month, li.native_place) == ("蒙古族", "1985.07", "示例省示例县")
    assert dict(wang.annual_results.values_list("year", "grade")) == {2021: "称职", 2022: "优秀"}


def test_replacing_takes_the_forms_word(written: Look, people: dict[str, Person]) -> None:
    AnnualResult.objects.create(person=people["王宁"], year=2022, grade="称职", source="旧账")
    written({"王.lrmx": WANG_FORM, "李.lrmx": LI_FORM}, Policy.REPLACE)
    li = Person.objects.get(name_key="李安")
    assert (li.ethnicity, li.birth_month, li.name) == ("汉族", "1985.08", "李安")
    result = AnnualResult.objects.get(person=people["王宁"], year=2022)
    assert (result.grade, result.source) == ("优秀", "任免审批表 王.lrmx")


def test_someone_new_is_entered_whole(written: Look, people: dict[str, Person]) -> None:
    written({"新.lrmx": NEW_FORM})
    new = Person.objects.get(name="安然")
    assert (new.code, new.sex, new.birth_month, new.ethnicity) == ("000003", "2", "1990.01", "汉族")
    assert identity.unseal(new.id_cipher, keys.sealing()) == NEW
    assert new.id_index == identity.index_of(NEW, keys.indexing())


def test_codes_of_new_people_go_by_name_not_by_the_order_of_files(written: Look, county: County) -> None:
    second = filled({"XingMing": "白一", "ShenFenZheng": id_number("19900105", 5), "ChuShengNianYue": "199001"})
    written({"z.lrmx": second, "a.lrmx": NEW_FORM})
    assert dict(Person.objects.values_list("name", "code")) == {"安然": "000001", "白一": "000002"}


def test_the_original_is_kept_sealed_and_whole(written: Look, people: dict[str, Person], settings: Settings) -> None:
    content = RICH.replace("990101198003150010", WANG).encode()
    written({"王.lrmx": content})
    form = AppointmentForm.objects.get(person=people["王宁"])
    assert (form.file, form.has_photo) == ("王.lrmx", True)
    assert pieces.content_of(form.sha256) == content
    kept = [path.read_bytes() for path in Path(settings.FORMS_DIR).iterdir()]
    assert kept
    assert not any(WANG.encode() in one or b"<Person>" in one for one in kept)


def test_every_change_leaves_its_line_with_old_and_new(written: Look, people: dict[str, Person]) -> None:
    written({"李.lrmx": LI_FORM, "新.lrmx": NEW_FORM}, Policy.REPLACE)
    acts = list(TrailLine.objects.filter(act__regex="^(forms|person)").order_by("id").values_list("act", flat=True))
    assert acts == ["forms.received", "forms.ordered", "person.entered", "person.changed", "forms.written"]
    line = TrailLine.objects.get(act="person.changed")
    assert str(line.actor) == "clerk"
    assert (line.before["民族"], line.after["民族"]) == ("蒙古族", "汉族")
    assert line.thing_id == str(people["李安"].pk)
    assert (told := TrailLine.objects.get(act="person.entered").after) and told["姓名"] and "name" not in told
    assert not any(re.search("[a-z]", heading) for heading in told)
    whole = "".join(
        str(line.detail) + str(line.before) + str(line.after) + line.summary for line in TrailLine.objects.all()
    )
    assert LI not in whole
    assert NEW not in whole


def test_the_same_forms_again_change_nothing(written: Look, looked: Look, people: dict[str, Person]) -> None:
    files = {"王.lrmx": WANG_FORM, "新.lrmx": NEW_FORM}
    written(files)
    assert looked(files).counts == {"same": 2}


def test_one_fault_holds_all_back(looked: Look, clerk: User, people: dict[str, Person]) -> None:
    form_import = looked({"王.lrmx": WANG_FORM, "坏.lrmx": b"<Person>"})
    assert (form_import.counts, form_import.fault_count) == ({"fills": 1, "refused": 1}, 1)
    with pytest.raises(Refused, match="有 1 份表存在问题"):
        order_writing(form_import, Policy.FILL, form_import.digest, actor=clerk)


NOBODY = "表中没有身份证号，名册中没有同名同出生年月的人，不能新增"
LONG = "“年度考核结果”有 2700 字，超过 2000 字"
FAULTS = {
    "a wrong check digit": ({"ShenFenZheng": "990101198003150011"}, "身份证号校验位不符"),
    "another sex": ({"ShenFenZheng": WANG, "XingBie": "女"}, "性别与身份证号不符"),
    "an unknown sex": ({"ShenFenZheng": WANG, "XingBie": "未知"}, "性别“未知”无法识别"),
    "no name": ({"ShenFenZheng": WANG, "XingMing": "　"}, "没有姓名"),
    "a month that is none": ({"ShenFenZheng": WANG, "ChuShengNianYue": "198013"}, "出生年月“198013”不是日期"),
    "a day that is none": ({"ShenFenZheng": WANG, "RuDangShiJian": "20020631"}, "入党时间“20020631”不是日期"),
    "too long": ({"ShenFenZheng": WANG, "JiGuan": "长" * 61}, "“籍贯”有 61 字，超过 60 字"),
    "results without end": ({"ShenFenZheng": WANG, "NianDuKaoHeJieGuo": "1999至2050" * 300}, LONG),
    "no picture": ({"ShenFenZheng": WANG, "ZhaoPian": "AAAA"}, "照片不是可以打开的图片"),
    "nobody to be found": ({"ShenFenZheng": "", "XingMing": "无此人"}, NOBODY),
}  # fmt: skip


@pytest.mark.parametrize(("values", "what"), FAULTS.values(), ids=FAULTS.keys())
def test_what_cannot_be_taken_is_said_with_its_cure(
    looked: Look, people: dict[str, Person], values: dict[str, str], what: str
) -> None:
    form_import = looked({"表.lrmx": filled(values)})
    assert faults(form_import) == [what]
    assert finding(form_import).faults[0]["cure"]


def test_all_faults_of_a_form_are_told_at_once(looked: Look) -> None:
    values = {"ShenFenZheng": "1", "XingMing": "", "ChuShengNianYue": "x"}
    assert len(faults(looked({"表.lrmx": filled(values)}))) == 3


def test_without_a_number_name_and_month_find_a_person_and_namesakes_do_not(
    looked: Look, county: County, people: dict[str, Person]
) -> None:
    form = filled({"ShenFenZheng": "", "XingMing": "王　宁", "ChuShengNianYue": "1980.03"})
    assert finding(looked({"王.lrmx": form})).person == people["王宁"]
    register(county, [Known(id_number("19800302", 7), "王宁", "1", "", "1980.03")])
    assert faults(looked({"王.lrmx": form})) == ["表中没有身份证号，名册中有 2 个同名同出生年月的人"]


def test_a_namesake_with_another_number_is_pointed_out(looked: Look, people: dict[str, Person]) -> None:
    found = finding(looked({"王.lrmx": filled({"ShenFenZheng": id_number("19800302", 9)})}))
    assert found.action == "new"
    assert "名册中有同名同出生年月的 王宁（" in found.notes[0]


def test_one_person_twice_is_refused(looked: Look, people: dict[str, Person]) -> None:
    form_import = looked({"甲.lrmx": WANG_FORM, "乙.lrmx": WANG_FORM})
    assert faults(form_import, 2) == ["与“甲.lrmx”是同一人"]


def test_a_register_that_changed_meanwhile_stops_the_writing(
    looked: Look, clerk: User, people: dict[str, Person]
) -> None:
    form_import = looked({"王.lrmx": WANG_FORM})
    order = order_writing(form_import, Policy.REPLACE, form_import.digest, actor=clerk)
    Person.objects.filter(pk=people["王宁"].pk).update(native_place="别处")
    with pytest.raises(Refused, match="名册在预览之后有改动"):
        services.write(order, Told())  # type: ignore[arg-type]
    assert Person.objects.get(pk=people["王宁"].pk).ethnicity == ""


class Told:
    """Keeps what a job tells of its progress: (step, parts, of them done)."""

    def __init__(self) -> None:
        self.steps: list[list[object]] = []

    def step(self, name: str, total: int = 0) -> None:
        self.steps.append([name, total, 0])

    def advance(self, count: int = 1) -> None:
        self.steps[-1][2] += count  # type: ignore[operator]


def test_each_form_read_is_told(county: County, clerk: User) -> None:
    files = [("全县.zip", zipped(people_of(20))), ("单.lrmx", NEW_FORM)]
    form_import = receive(county, [File(io.BytesIO(content), name=name) for name, content in files], actor=clerk)
    told = Told()
    services.look(form_import, told)  # type: ignore[arg-type]
    assert [step for step in told.steps if step[1]] == [["读取 全县.zip", 20, 20], ["读取 单.lrmx", 1, 1]]


def test_writing_is_ordered_once_of_the_page_that_was_read(
    looked: Look, clerk: User, people: dict[str, Person]
) -> None:
    form_import = looked({"王.lrmx": WANG_FORM})
    for policy, digest, why in (("fill", "0" * 64, "预览已经变化"), ("all", form_import.digest, "请选择")):
        with pytest.raises(Refused, match=why):
            order_writing(form_import, policy, digest, actor=clerk)
    order_writing(form_import, Policy.FILL, form_import.digest, actor=clerk)
    with pytest.raises(Refused, match="已经确认"):
        order_writing(form_import, Policy.FILL, form_import.digest, actor=clerk)


def test_nothing_and_too_much_are_not_received(county: County, clerk: User) -> None:
    with pytest.raises(Refused, match="请选择"):
        receive(county, [], actor=clerk)
    with pytest.raises(Refused, match="一次最多上传 50 个"):
        receive(county, [File(io.BytesIO(b""), name="a")] * 51, actor=clerk)
    large = File(io.BytesIO(b""), name="a.zip")
    large.size = services.MOST_FILE_BYTES + 1
    with pytest.raises(Refused, match="超过 300 MB"):
        receive(county, [large], actor=clerk)
    assert not FormImport.objects.exists()


def test_a_file_of_several_pieces_is_read_across_them(
    looked: Look, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "PIECE", 1_000)
    form_import = looked({"全县.zip": zipped(people_of(20))})
    assert len(form_import.files[0]["pieces"]) > 5
    assert form_import.counts == {"new": 20}


def people_of(count: int) -> dict[str, bytes]:
    return people(count)


def test_a_broken_zip_and_files_that_are_no_forms_are_told(looked: Look) -> None:
    form_import = looked(
        {"a.zip": zipped({"b.txt": b""}), "b.zip": zipped({"王.lrmx": PLAIN.encode(), "说明.doc": b""})}
    )
    assert faults(form_import, 1) == ["压缩包内没有 .lrmx 文件"]
    assert form_import.passed == ["说明.doc"]
    assert form_import.counts == {"refused": 1, "new": 1}


def test_a_kept_piece_that_was_altered_is_refused_not_read(county: County, clerk: User, settings: Settings) -> None:
    form_import = receive(county, [File(io.BytesIO(WANG_FORM), name="王.lrmx")], actor=clerk)
    for path in Path(settings.FORMS_DIR).iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    perform(form_import.looking)
    assert faults(form_import) == ["保存的文件已损坏，或字段密钥已更换"]


def test_people_of_another_county_are_not_found(looked: Look) -> None:
    other = County.objects.create(code="990102", name="邻县", department="邻县委组织部")
    register(other, [Known(WANG, "王宁", "1", "", "1980.03")])
    assert looked({"王.lrmx": WANG_FORM}).counts == {"new": 1}


@pytest.mark.parametrize(
    ("on_record", "told", "policy", "born"),
    [
        (("1985.07", ""), "19850720", Policy.FILL, "1985.07.20"),
        (("1985.07", ""), "198507", Policy.REPLACE, "1985.07"),
        (("1985.07", "20"), "198507", Policy.REPLACE, "1985.07.20"),
        (("1985.07", "20"), "19850721", Policy.FILL, "1985.07.20"),
        (("1985.07", "20"), "19850721", Policy.REPLACE, "1985.07.21"),
        (("1985.07", "20"), "198508", Policy.REPLACE, "1985.08"),
        (("1985.07", ""), "19850815", Policy.FILL, "1985.07"),
        (("1985.07", ""), "19850815", Policy.REPLACE, "1985.08.15"),
    ],
)
def test_birth_is_kept_to_the_day_where_a_form_tells_it(
    written: Look, people: dict[str, Person], on_record: tuple[str, str], told: str, policy: str, born: str
) -> None:
    """And a month never keeps the day of another."""
    month, day = on_record
    Person.objects.filter(pk=people["李安"].pk).update(birth_month=month, birth_day=day)
    given = {"XingMing": "李　安", "XingBie": "女", "ShenFenZheng": LI, "ChuShengNianYue": told}
    written({"李.lrmx": filled(given)}, policy)
    assert Person.objects.get(pk=people["李安"].pk).born == born
