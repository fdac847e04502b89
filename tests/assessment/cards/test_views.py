"""Score cards: every figure down to its entry, and the correction of an entry."""

from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessment.cycles.selectors import scheme_of
from assessment.entries.models import Deduction, Entry
from assessment.entries.services import correct
from assessment.publications.selectors import blockers_of
from assessment.runs.models import Result
from cadres.access.models import Role
from cadres.trail.models import TrailLine
from scoring.model.figure import loads
from scoring.telling import wording
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World


def result_of(world: World, kind: str, code: str) -> Result:
    """The newest result of a seat."""
    found = Result.objects.filter(seat=world.seats[kind, code]).order_by("-run__number").first()
    assert found is not None
    return found


def card(client: Client, result: Result) -> str:
    answer = client.get(f"/cards/{result.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def mark_of(world: World, code: str, source: str, period: str, item: str = "") -> Entry:
    """The entry in force of a cadre."""
    return Entry.objects.get(
        seat=world.seats["cadre", code], source=source, period=period, item=item, superseded_by__isnull=True
    )


def test_says_every_sentence_of_the_engine_and_names_every_source(judged: World, signed_in: SignedIn) -> None:
    result = result_of(judged, "cadre", "D01")
    text = card(signed_in(judged, Role.OFFICE), result)
    scheme = scheme_of(judged.cycle)
    for line in wording.lines(scheme, loads(result.explanation)):
        assert line.sentence in text and line.label in text
    assert text.count(" 登记</small>") == 36 + 1  # twelve months, two times six items twice, one deduction
    assert "平时考核-干部!E7，示例旗考评办" in text
    assert "扣分台账!A4，示例旗考评办" in text


def test_the_head_tells_score_rank_tie_and_proposal(judged: World, signed_in: SignedIn) -> None:
    text = card(signed_in(judged, Role.OFFICE), result_of(judged, "cadre", "D01"))
    assert "<b>95.00</b>" in text and "共 4 人，与 1 人同分" in text and "<b>待裁定</b>" in text
    assert "示例旗财政局 副局长" in text


def test_the_year_tells_moves_and_deductions(judged: World, signed_in: SignedIn) -> None:
    office = signed_in(judged, Role.OFFICE)
    moved = card(office, result_of(judged, "cadre", "D05"))
    assert "2016年6月1日" in moved and "转任独贵塔拉镇 副镇长" in moved and "原任示例旗教育体育局 副局长" in moved
    burdened = card(office, result_of(judged, "cadre", "P01"))
    assert "示例旗财政局被扣 0.50 分：控辍保学工作被通报" in burdened


def test_units_and_teams_have_cards_too(judged: World, signed_in: SignedIn) -> None:
    office = signed_in(judged, Role.OFFICE)
    assert "共 3 个" in card(office, result_of(judged, "unit", "A01"))
    assert "领导班子" in card(office, result_of(judged, "team", "A01"))


def test_a_cadre_opens_his_own_card_only(published: World, signed_in: SignedIn) -> None:
    client = signed_in(published, Role.CADRE)
    text = card(client, result_of(published, "cadre", "D01"))
    assert "/correct/" not in text
    assert client.get(f"/cards/{result_of(published, 'cadre', 'D02').pk}/").status_code == 404
    assert client.get(f"/cards/{result_of(published, 'unit', 'A01').pk}/").status_code == 404


def test_a_unit_leader_opens_the_cards_of_the_unit_only(published: World, signed_in: SignedIn) -> None:
    client = signed_in(published, Role.UNIT_LEADER)
    for kind, code in (("unit", "A01"), ("team", "A01"), ("cadre", "D01"), ("cadre", "N01")):
        card(client, result_of(published, kind, code))
    for kind, code in (("unit", "A02"), ("cadre", "D02")):
        assert client.get(f"/cards/{result_of(published, kind, code).pk}/").status_code == 404


def test_an_unpublished_card_is_not_found_by_its_owner(judged: World, signed_in: SignedIn) -> None:
    answer = signed_in(judged, Role.CADRE).get(f"/cards/{result_of(judged, 'cadre', 'D01').pk}/")
    assert answer.status_code == 404


def test_another_countys_card_is_not_found(judged: World, foreign: World, signed_in: SignedIn) -> None:
    answer = signed_in(foreign, Role.OFFICE).get(f"/cards/{result_of(judged, 'cadre', 'D01').pk}/")
    assert answer.status_code == 404


def test_why_someone_is_undetermined_is_for_the_cleared(published: World, signed_in: SignedIn) -> None:
    result = result_of(published, "cadre", worlds.INVESTIGATED)
    assert "立案审查" in card(signed_in(published, Role.AUDITOR), result)
    leader = published.users[Role.UNIT_LEADER]
    leader.assignments.update(unit=published.units["A03"])
    text = card(signed_in(published, Role.UNIT_LEADER), result)
    assert "立案" not in text and "不定等次" not in text and "不参加排名" in text


def test_a_missing_mark_is_named_and_nothing_stands_in_for_it(world: World, signed_in: SignedIn) -> None:
    seat = worlds.more_cadres(world, 1)[0]
    entry = Entry.objects.get(seat=seat, period="2016-03")
    correct(entry, None, "误录", actor=world.office)
    worlds.judge(world)
    text = card(signed_in(world, Role.OFFICE), result_of(world, "cadre", seat.code))
    assert "还缺 1 项得分" in text and "缺3月平时考核得分" in text
    assert "<dt>综合得分</dt><dd><b>—</b>" in text and "缺项未计" in text


@pytest.mark.django_db
def test_a_missing_mark_that_the_scheme_provides_for_keeps_nothing_from_being_published(signed_in: SignedIn) -> None:
    """The part without its mark gives its weight to the others; the gap stays in sight."""
    text = worlds.SCHEME.read_text().replace("when_not_due: spread", "when_not_due: spread\n      when_missing: spread")
    world = worlds.build(method=text)
    correct(Entry.objects.get(seat=world.seats["cadre", "D02"], period="2016-03"), None, "误录", actor=world.office)
    run = worlds.judge(world)
    assert (run.missing, [gap["period"] for gap in run.provided_for]) == ([], ["2016-03"])
    assert blockers_of(run) == []
    client, result = signed_in(world, Role.OFFICE), result_of(world, "cadre", "D02")
    assert result.score == Decimal("95.0000")
    assert "1 项没有得分，已按方案的办法计" in card(client, result)
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert "可以不补，方案已有办法" in page and "须补齐" not in page


def test_a_missing_mark_can_be_supplied_and_the_next_run_counts_it(world: World, signed_in: SignedIn) -> None:
    seat = worlds.more_cadres(world, 1)[0]
    correct(Entry.objects.get(seat=seat, period="2016-03"), None, "误录", actor=world.office)
    worlds.judge(world)
    office = signed_in(world, Role.OFFICE)
    address = f"/seats/{seat.pk}/supply/?source=routine&period=2016-03&item="
    assert address.replace("&", "&amp;") in card(office, result_of(world, "cadre", seat.code))
    assert "缺3月平时考核得分" in office.get(address).content.decode()
    assert office.post(address, {"value": "80", "reason": "考核表漏录"}).status_code == 302
    worlds.judge(world)
    assert result_of(world, "cadre", seat.code).score == Decimal("80.0000")
    again = office.post(address, {"value": "81", "reason": "再录一次"})
    assert "这项得分已经有了" in again.content.decode()


def test_only_marks_the_scheme_asks_for_can_be_supplied(world: World, foreign: World, signed_in: SignedIn) -> None:
    office, seat = signed_in(world, Role.OFFICE), world.seats["unit", "A01"]
    for rest in (
        "source=routine&period=2016-13&item=",
        "source=special&period=S1&item=德",
        "source=deductions&period=&item=",
    ):
        assert office.get(f"/seats/{seat.pk}/supply/?{rest}").status_code == 404
    right = f"/seats/{seat.pk}/supply/?source=routine&period=2016-03&item="
    assert office.get(right).status_code == 200
    assert signed_in(foreign, Role.OFFICE).get(right).status_code == 404
    assert signed_in(world, Role.APPROVER).get(right).status_code == 403


def test_a_correction_appends_an_entry_and_tells_the_trail(judged: World, signed_in: SignedIn) -> None:
    office, entry = signed_in(judged, Role.OFFICE), mark_of(judged, "D05", "routine", "2016-03")
    form = office.get(f"/entries/{entry.pk}/correct/").content.decode()
    assert "3月平时考核" in form and "91.00" in form and "已有的测算和公布都不改动" in form
    answer = office.post(f"/entries/{entry.pk}/correct/", {"value": "93.5", "reason": "核查认定漏记"}, follow=True)
    text = answer.content.decode()
    assert "请重新测算" in text and "已更正为 93.50" in text and "核查认定漏记" in text
    assert mark_of(judged, "D05", "routine", "2016-03").value == Decimal("93.50")
    entry.refresh_from_db()
    assert entry.value == Decimal("91.00")
    line = TrailLine.objects.get(act="entry.corrected")
    assert (line.before, line.after, line.actor) == ("91.00", "93.5", judged.office)


def test_the_next_run_rests_on_the_correction_and_its_card_shows_both(judged: World, signed_in: SignedIn) -> None:
    office, entry = signed_in(judged, Role.OFFICE), mark_of(judged, "D05", "routine", "2016-03")
    office.post(f"/entries/{entry.pk}/correct/", {"value": "94", "reason": "核查认定漏记"})
    before = result_of(judged, "cadre", "D05")
    worlds.judge(judged)
    after = result_of(judged, "cadre", "D05")
    assert (before.score, after.score) == (Decimal("91.0000"), Decimal("91.1000"))
    text = card(office, after)
    assert "更正前为 91.00" in text and "理由：核查认定漏记" in text and "更正 平时考核-干部!G7" in text
    assert "3月平时考核得分更正为 94.00" in text


def test_only_the_newest_entry_can_be_corrected(judged: World, signed_in: SignedIn) -> None:
    office, entry = signed_in(judged, Role.OFFICE), mark_of(judged, "D05", "routine", "2016-03")
    address = f"/entries/{entry.pk}/correct/"
    office.post(address, {"value": "94", "reason": "第一次"})
    answer = office.post(address, {"value": "95", "reason": "第二次"})
    assert "已经更正过" in answer.content.decode()
    assert Entry.objects.filter(supersedes=entry).count() == 1


def test_a_correction_needs_a_right_value_and_a_reason(judged: World, signed_in: SignedIn) -> None:
    office, entry = signed_in(judged, Role.OFFICE), mark_of(judged, "D05", "routine", "2016-03")
    for data in (
        {"value": "105", "reason": "超出"},
        {"value": "93.555", "reason": "三位小数"},
        {"value": "93", "reason": " "},
        {"reason": "什么也没填"},
        {"value": "93", "withdrawn": "on", "reason": "两者都填"},
        {"value": "91", "reason": "没有变化"},
    ):
        answer = office.post(f"/entries/{entry.pk}/correct/", data)
        assert answer.status_code == 200
    assert not Entry.objects.filter(supersedes=entry).exists()


def test_only_the_office_of_the_county_corrects(judged: World, foreign: World, signed_in: SignedIn) -> None:
    entry = mark_of(judged, "D05", "routine", "2016-03")
    address, data = f"/entries/{entry.pk}/correct/", {"value": "94", "reason": "试"}
    for role in (Role.APPROVER, Role.AUDITOR, Role.UNIT_LEADER, Role.CADRE, Role.CLIENT):
        assert signed_in(judged, role).post(address, data).status_code == 403
    assert signed_in(foreign, Role.OFFICE).post(address, data).status_code == 404
    assert not Entry.objects.filter(supersedes=entry).exists()


def test_costs_the_same_queries_whatever_the_card_holds(
    judged: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """16 entries of a unit or 36 of a cadre; one query more where points were taken. Two are the line in the trail."""
    office = signed_in(judged, Role.OFFICE)
    for kind, code, queries in (("unit", "A03", 10), ("cadre", "D05", 10), ("cadre", "D01", 11), ("unit", "A01", 11)):
        result = result_of(judged, kind, code)
        with django_assert_num_queries(queries):
            card(office, result)


def test_a_record_that_no_run_can_use_is_offered_for_withdrawal(judged: World, signed_in: SignedIn) -> None:
    """It blocks the publication, so the way to it must be on a page."""
    seat = judged.seats["cadre", "N01"]
    extra = Entry.objects.create(
        seat=seat,
        cycle=judged.cycle,
        source="routine",
        period="2016-13",
        value=Decimal(90),
        origin="补录",
        recorded_by=judged.office,
        recorded_at=judged.cycle.opened_at,
    )
    result = Result.objects.get(seat=seat)
    card = f"/cards/{result.pk}/"
    office = signed_in(judged, Role.OFFICE)
    address = f"/entries/{extra.pk}/correct/?card={result.pk}"
    assert f'<li>2016-13平时考核 90.00 <a class="link" href="{address}">' in office.get(card).content.decode()
    office.post(address, {"withdrawn": "on", "reason": "不应有"})
    assert address not in office.get(card).content.decode()


def test_the_way_back_leads_to_the_card_it_was_opened_from(judged: World, signed_in: SignedIn) -> None:
    """Also from a deduction of the unit; without a card in the address, to the newest one of the record's subject."""
    office, line = signed_in(judged, Role.OFFICE), Deduction.objects.get(cycle=judged.cycle)
    borne, own = result_of(judged, "cadre", "P01"), result_of(judged, "unit", "A01")
    opened = f"/deductions/{line.pk}/correct/?card={borne.pk}"
    assert f'href="{opened}"' in card(office, borne)
    assert leads_back(office, opened, borne) and leads_back(office, f"/deductions/{line.pk}/correct/", own)
    answer = office.post(opened, {"value": "0.3", "reason": "核查后减轻"})
    assert answer.headers["Location"] == f"/cards/{borne.pk}/"
    assert f"/correct/?card={borne.pk}" in office.get(opened).content.decode()  # on to the newest record


@pytest.mark.parametrize("asked", ["0", "99999999999999999999", "-1", "１", "²", "abc", ""])
def test_a_card_that_is_none_is_not_asked_for(judged: World, signed_in: SignedIn, asked: str) -> None:
    office, entry = signed_in(judged, Role.OFFICE), mark_of(judged, "D05", "routine", "2016-03")
    assert leads_back(office, f"/entries/{entry.pk}/correct/?card={asked}", result_of(judged, "cadre", "D05"))


def test_a_card_of_another_county_is_no_way_back(judged: World, foreign: World, signed_in: SignedIn) -> None:
    worlds.judge(foreign)
    office, entry = signed_in(judged, Role.OFFICE), mark_of(judged, "D05", "routine", "2016-03")
    other = result_of(foreign, "cadre", "D05")
    assert leads_back(office, f"/entries/{entry.pk}/correct/?card={other.pk}", result_of(judged, "cadre", "D05"))


def test_supplying_a_mark_leads_back_too(judged: World, signed_in: SignedIn) -> None:
    seat = judged.seats["cadre", "D05"]
    address = f"/seats/{seat.pk}/supply/?source=routine&period=2016-03&item="
    assert leads_back(signed_in(judged, Role.OFFICE), address, result_of(judged, "cadre", "D05"))


def leads_back(client: Client, address: str, result: Result) -> bool:
    """Whether a page has the card among its crumbs and beside its button."""
    text = client.get(address).content.decode()
    return text.count(f'href="/cards/{result.pk}/"') == 2
