"""Forms given out are those that came in, with the results on record; who has none gets a new one."""

import io
import zipfile
from datetime import date

import pytest
from PIL import Image

from cadres.accounts.models import User
from cadres.jobs.services import Refused
from cadres.people import sealed
from cadres.people.dossiers.giving import MOST, file_name, form_of, give_many, give_one
from cadres.people.dossiers.models import AnnualResult, Policy
from cadres.people.lrmx.elements import ELEMENTS, FAMILY, OPTIONAL
from cadres.people.lrmx.forms import read_form
from cadres.people.lrmx.photos import read_photo
from cadres.people.models import Manner, Person, Post
from cadres.people.records.models import Rank
from cadres.people.records.services import keep_photo
from cadres.trail.models import TrailLine
from cadres.units.models import Unit
from tests.cadres.people.dossiers.conftest import WANG, Look
from tests.cadres.people.lrmx.sheets import PLAIN, RICH, filled

RICH_FORM = RICH.replace("990101198003150010", WANG).encode()


def test_what_came_in_goes_out_the_same(written: Look, people: dict[str, Person], clerk: User) -> None:
    written({"王.lrmx": RICH_FORM})
    assert give_one(people["王宁"], actor=clerk) == (f"王宁-{people['王宁'].code}.lrmx", RICH_FORM)
    line = TrailLine.objects.get(act="export.forms")
    assert (line.actor, line.thing_id, line.summary) == (clerk, str(people["王宁"].pk), "导出任免审批表：王宁")


def test_results_on_record_are_put_in_and_nothing_else_differs(
    written: Look, people: dict[str, Person], clerk: User
) -> None:
    written({"王.lrmx": RICH_FORM})
    AnnualResult.objects.create(person=people["王宁"], year=2023, grade="称职", source="示例组发〔2024〕1号")
    old, new = "2022年年度考核优秀。]]>", "2022年年度考核优秀；2023年年度考核称职。]]>"
    assert form_of(people["王宁"]).content == RICH_FORM.replace(old.encode(), new.encode())


def test_the_newest_form_counts(written: Look, people: dict[str, Person]) -> None:
    written({"王.lrmx": filled({"ShenFenZheng": WANG})})
    written({"王.lrmx": filled({"ShenFenZheng": WANG, "RenMianLiYou": "工作需要"})})
    assert form_of(people["王宁"]).value("RenMianLiYou") == "工作需要"


def test_who_has_no_form_gets_one_of_what_the_register_knows(
    written: Look, people: dict[str, Person], clerk: User
) -> None:
    """Taken in and made new, a form tells the same in every field that the register holds."""
    source = filled({"ShenFenZheng": WANG, "RuDangShiJian": "200206；民盟"})
    written({"王.lrmx": source}, Policy.REPLACE)
    people["王宁"].appointment_forms.all().delete()
    made, sent = form_of(Person.objects.get(pk=people["王宁"].pk)), read_form(source)
    unknown = {"XianRenZhiWu", "JianLi", "JiangChengQingKuang", "JiSuanNianLingShiJian", "TianBiaoShiJian", "Version"}
    for name in ELEMENTS.keys() - unknown - OPTIONAL - {FAMILY, "XingMing"}:
        assert made.value(name) == sent.value(name), name
    assert made.value("XingMing") == "王宁"
    assert made.value("NianDuKaoHeJieGuo") == "2021年年度考核称职；2022年年度考核优秀。"


def test_a_new_form_names_posts_and_the_rank_behind_them(people: dict[str, Person]) -> None:
    wang = people["王宁"]
    unit = Unit.objects.create(county=wang.county, code="A01", name="示例县财政局", category="x", protocol_order=1)
    for title, manner in (("机关党委书记", Manner.CONCURRENT), ("副局长", Manner.MAIN)):
        Post.objects.create(person=wang, unit=unit, title=title, post_level="deputy", manner=manner)
    assert form_of(wang).value("XianRenZhiWu") == "示例县财政局副局长、示例县财政局机关党委书记"
    Rank.objects.create(person=wang, name="三级调研员", first_on=date(2020, 1, 1))
    assert form_of(wang).value("XianRenZhiWu") == "示例县财政局副局长、示例县财政局机关党委书记，三级调研员"


def test_a_new_form_tells_the_career_and_shows_the_face(people: dict[str, Person], clerk: User) -> None:
    """Months as the format has them; a post without a first day has no line."""
    wang = people["王宁"]
    unit = Unit.objects.create(county=wang.county, code="A01", name="示例县财政局", category="x", protocol_order=1)
    days = ((date(2012, 7, 1), date(2016, 6, 30)), (date(2016, 7, 1), None), (None, None))
    manners = (Manner.MAIN, Manner.MAIN, Manner.CONCURRENT)
    for title, manner, (first, last) in zip(("科长", "副局长", "工会主席"), manners, days, strict=True):
        Post.objects.create(
            person=wang, unit=unit, title=title, post_level="deputy", manner=manner, first_on=first, last_on=last
        )
    raw = io.BytesIO()
    Image.new("RGB", (8, 10)).save(raw, "PNG")
    keep_photo(wang, wang.version, raw.getvalue(), "近照", actor=clerk)
    form = form_of(Person.objects.get(pk=wang.pk))
    assert form.value("JianLi") == "2012.07--2016.06  示例县财政局科长\n2016.07--         示例县财政局副局长"
    photo = read_photo(form.value("ZhaoPian"))
    assert photo and (photo.width, photo.height) == (8, 10)


def test_a_selection_is_one_zip_without_numbers_in_its_names(people: dict[str, Person], clerk: User) -> None:
    chosen = list(people.values())
    with zipfile.ZipFile(io.BytesIO(give_many(chosen, actor=clerk))) as archive:
        assert archive.namelist() == [file_name(person) for person in chosen]
        assert read_form(archive.read(archive.namelist()[0])).value("ShenFenZheng") == WANG
    line = TrailLine.objects.get(act="export.forms")
    assert line.detail == {"people": [person.code for person in chosen]}


def test_none_and_too_many_are_refused(people: dict[str, Person], clerk: User) -> None:
    with pytest.raises(Refused, match="请先勾选"):
        give_many([], actor=clerk)
    with pytest.raises(Refused, match=f"一次最多导出 {MOST} 人"):
        give_many([people["王宁"]] * (MOST + 1), actor=clerk)
    assert not TrailLine.objects.exists()


def test_a_name_that_is_no_file_name_is_made_one() -> None:
    assert file_name(Person(name="../王\r\n宁:*", code="1")) == ".._王_宁_-1.lrmx"


def test_a_form_that_was_altered_on_the_disk_is_not_given_out(
    written: Look, people: dict[str, Person], clerk: User, settings: object
) -> None:
    written({"王.lrmx": RICH_FORM})
    sha256 = people["王宁"].appointment_forms.get().sha256
    path = sealed.path_of(settings.FORMS_DIR, sha256)  # type: ignore[attr-defined]
    *kept, last = path.read_bytes()
    path.write_bytes(bytes([*kept, last ^ 1]))
    with pytest.raises(Refused, match="王宁：保存的文件已损坏"):
        give_one(people["王宁"], actor=clerk)
    assert PLAIN
