"""A number for a reason, a person's own data, a request to correct them and its answer."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from cadres.access.models import Role
from cadres.jobs.services import Refused
from cadres.people import identity, keys
from cadres.people.records.ranks import grant_rank
from cadres.people.records.services import Decision, impose, put_in_charge, rename_person
from cadres.people.records.withdrawing import void_sanction
from cadres.privacy import services
from cadres.privacy.models import CorrectionRequest
from cadres.trail.models import TrailLine
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World

pytestmark = pytest.mark.django_db
ASKED = {"subject": "籍贯", "wish": "示例旗", "ground": "户口簿登记为示例旗"}


@pytest.fixture
def county(world: World) -> World:
    person = world.people["D01"]
    person.id_cipher = identity.seal(worlds.id_number("D01"), keys.sealing())
    person.native_place = "邻旗"
    person.save()
    return world


def lines(act: str) -> list[TrailLine]:
    return list(TrailLine.objects.filter(act=act).order_by("pk"))


def test_a_number_is_masked_until_a_reason_is_given(county: World, signed_in: SignedIn) -> None:
    office, number = signed_in(county, Role.OFFICE), worlds.id_number("D01")
    path = f"/people/{county.people['D01'].pk}/number/"
    text = office.get(path).content.decode()
    assert identity.masked(number) in text and number not in text
    for reason in ("", "   ", "查"):
        refused = office.post(path, {"reason": reason}).content.decode()
        assert number not in refused and "理由" in refused
    assert lines("read.id_number") == []
    answer = office.post(path, {"reason": "填报任免材料"})
    assert number in answer.content.decode() and answer["Cache-Control"] == "no-store"
    (line,) = lines("read.id_number")
    assert (line.summary, line.reason, line.actor) == ("查看身份证号：张敏", "填报任免材料", county.office)
    assert number not in f"{line.summary}{line.detail}{line.before}{line.after}"
    assert number not in office.get(path).content.decode()


def test_without_its_line_the_number_is_not_shown(
    county: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lost(Exception):
        pass

    def lose(**kwargs: object) -> None:
        raise Lost

    office = signed_in(county, Role.OFFICE)
    monkeypatch.setattr(TrailLine.objects, "create", lose)
    with pytest.raises(Lost):
        office.post(f"/people/{county.people['D01'].pk}/number/", {"reason": "填报任免材料"})


def test_a_number_that_no_key_opens_says_so(county: World, signed_in: SignedIn) -> None:
    path = f"/people/{county.people['D02'].pk}/number/"
    text = signed_in(county, Role.OFFICE).post(path, {"reason": "填报任免材料"}, follow=True).content.decode()
    assert "身份证号不能解密" in text and lines("read.id_number") == []


def test_one_reads_what_is_on_record_of_oneself(county: World, signed_in: SignedIn) -> None:
    text = signed_in(county, Role.CADRE).get("/my-data/").content.decode()
    for words in ("张敏", "邻旗", "副局长", identity.masked(worlds.id_number("D01")), "申请更正"):
        assert words in text
    assert worlds.id_number("D01") not in text
    for name in ("王建国", worlds.REASON_KEPT_SECRET):
        assert name not in text


def test_a_request_reaches_the_office_and_its_answer_the_person(county: World, signed_in: SignedIn) -> None:
    cadre, office = signed_in(county, Role.CADRE), signed_in(county, Role.OFFICE)
    cadre.post("/my-data/corrections/", ASKED)
    asked = CorrectionRequest.objects.get()
    assert (asked.person, asked.on_record, asked.state) == (county.people["D01"], "邻旗", "open")
    assert "张敏" in office.get("/corrections/").content.decode()
    page = office.get(f"/corrections/{asked.pk}/").content.decode()
    assert "邻旗" in page and "户口簿登记为示例旗" in page
    unsaid = office.post(f"/corrections/{asked.pk}/", {"answer": "", "outcome": "declined"}).content.decode()
    assert "请写明核对情况和处理理由" in unsaid
    office.post(f"/corrections/{asked.pk}/", {"answer": "已与户口簿核对", "outcome": "corrected"})
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == ("corrected", county.office)
    assert "已与户口簿核对" in cadre.get("/my-data/").content.decode()
    (first,), (second,) = lines("person.correction_asked"), lines("person.correction_answered")
    assert (first.actor, first.reason) == (county.users[Role.CADRE], ASKED["ground"])
    assert (second.actor, second.reason) == (county.office, "已与户口簿核对")
    assert second.summary == "答复张敏的更正申请（籍贯）：已更正"


def test_what_waits_for_an_answer_stands_first(county: World, signed_in: SignedIn) -> None:
    for subject in ("籍贯", "出生地", "健康状况"):
        asked = services.ask_correction(county.people["D01"], subject, "x", "y", actor=county.users[Role.CADRE])
        if subject != "籍贯":
            services.answer_correction(asked, corrected=False, answer="与档案一致", actor=county.office)
    text = signed_in(county, Role.OFFICE).get("/corrections/").content.decode()
    assert text.index("<td>籍贯") < text.index("<td>健康状况") < text.index("<td>出生地")


def test_nothing_is_changed_by_a_request(county: World, signed_in: SignedIn) -> None:
    """It is the office that corrects the register, by its own acts: hidden fields of a forged form do nothing."""
    forged = ASKED | {"person": county.people["D02"].pk, "person_id": county.people["D02"].pk, "state": "corrected"}
    signed_in(county, Role.CADRE).post("/my-data/corrections/", forged)
    asked = CorrectionRequest.objects.get()
    assert (asked.person, asked.state) == (county.people["D01"], "open")
    county.people["D01"].refresh_from_db()
    assert county.people["D01"].native_place == "邻旗"


@pytest.mark.parametrize(
    ("instead", "told"),
    [
        ({"subject": "得分"}, "请选择"),
        ({"subject": ""}, "必填"),
        ({"wish": ""}, "必填"),
        ({"wish": "长" * 301}, "300"),
        ({"ground": "号码是990101197501010999"}, "不要填写完整身份证号"),
        ({"wish": "99010119750101099x"}, "不要填写完整身份证号"),
    ],
)
def test_a_faulty_request_is_told_beside_its_field(
    county: World, signed_in: SignedIn, instead: dict[str, str], told: str
) -> None:
    text = signed_in(county, Role.CADRE).post("/my-data/corrections/", ASKED | instead).content.decode()
    assert 'aria-invalid="true"' in text and not CorrectionRequest.objects.exists(), text[-500:]
    assert told in text or "选择" in text


def test_the_same_is_not_asked_twice_nor_answered_twice(county: World, signed_in: SignedIn) -> None:
    cadre = signed_in(county, Role.CADRE)
    cadre.post("/my-data/corrections/", ASKED)
    assert "正在办理" in cadre.post("/my-data/corrections/", ASKED, follow=True).content.decode()
    asked = CorrectionRequest.objects.get()
    services.answer_correction(asked, corrected=False, answer="与档案一致", actor=county.office)
    with pytest.raises(Refused, match="已由"):
        services.answer_correction(asked, corrected=True, answer="改了主意", actor=county.approver)
    cadre.post("/my-data/corrections/", ASKED)
    assert CorrectionRequest.objects.count() == 2


def test_nobody_answers_oneself(county: World) -> None:
    asked = services.ask_correction(county.people["D01"], "籍贯", "示例旗", "户口簿", actor=county.office)
    with pytest.raises(Refused, match="不能答复自己的申请"):
        services.answer_correction(asked, corrected=True, answer="属实，已改", actor=county.office)
    asked.state, asked.answer, asked.answered_by = "corrected", "属实", county.office
    with pytest.raises(IntegrityError, match="correction_answered"), transaction.atomic():
        asked.save()


def test_an_answer_never_changes(county: World) -> None:
    asked = services.ask_correction(county.people["D01"], "籍贯", "示例旗", "户口簿", actor=county.users[Role.CADRE])
    services.answer_correction(asked, corrected=False, answer="与档案一致", actor=county.office)
    table = "cadres_correctionrequest"
    for statement in (f"UPDATE {table} SET answer = '另一种答复'", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_whom_the_account_is_decides_and_nothing_else(county: World, foreign: World, signed_in: SignedIn) -> None:
    services.ask_correction(foreign.people["D01"], "籍贯", "x", "y", actor=foreign.users[Role.CADRE])
    asked = CorrectionRequest.objects.get()
    assert signed_in(county, Role.OFFICE).get(f"/corrections/{asked.pk}/").status_code == 404
    assert signed_in(county, Role.OFFICE).get(f"/people/{foreign.people['D01'].pk}/number/").status_code == 404
    assert signed_in(county, Role.APPROVER).get("/my-data/").status_code == 403
    assert Client().get("/my-data/").status_code == 302


def test_one_reads_of_oneself_all_that_is_held_and_may_ask_for_each(county: World, signed_in: SignedIn) -> None:
    """Ranks, duties, former names and sanctions too; a void sanction is told to nobody, another's to another alone."""
    mine, other = county.people["D01"], county.people["D02"]
    decision = Decision("warning", date(2017, 3, 1), None, "示例旗纪委", "示例纪〔2017〕5号", "失职")
    impose(mine, 1, decision, actor=county.office)
    void_sanction(
        impose(mine, 2, replace(decision, document="误登〔2017〕6号"), actor=county.office),
        *(3, "核实记录", "同名误登"),
        actor=county.office,
    )
    impose(other, 1, replace(decision, document="他人〔2017〕7号"), actor=county.office)
    grant_rank(mine, 4, "四级主任科员", date(2012, 6, 1), "职〔2012〕1号", actor=county.office)
    put_in_charge(mine.posts.get(), 5, "预算、国库", date(2017, 3, 1), "1号", actor=county.office)
    rename_person(mine, 6, "张敏娜", date(2017, 3, 1), "证明", "改名", actor=county.office)
    page = signed_in(county, Role.CADRE).get("/my-data/").content.decode()
    for told in ("政务警告", "示例纪〔2017〕5号", "2017-08-31", "四级主任科员", "预算、国库", "曾用名", "张敏（至"):
        assert told in page, told
    assert "误登〔2017〕6号" not in page and "他人〔2017〕7号" not in page
    for subject in ("处分与组织处理", "职级", "分管工作", "曾用名"):
        sent = ASKED | {"subject": subject}
        assert (
            "已提交" in signed_in(county, Role.CADRE).post("/my-data/corrections/", sent, follow=True).content.decode()
        )
