"""Runs and rulings as their pages show them."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessment.cycles.selectors import scheme_of
from assessment.entries.models import Entry
from assessment.entries.services import correct
from assessment.runs.lists import to_look_at
from assessment.runs.models import Ruling, Run
from cadres.access.models import Role
from cadres.jobs.models import Job, JobState
from cadres.trail.models import TrailLine
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World

DECISION = {
    "admitted": ["D02"],
    "decided_by": "组长甲",
    "decided_on": "2017-01-12",
    "document": "领导小组纪要〔2017〕3号",
}


def tie_path(world: World, rest: str = "") -> str:
    return f"/runs/{world.cycle.runs.first().pk}/ties/excellent/deputy/{rest}"


def test_asking_for_a_run_queues_it_and_shows_its_job(world: World, signed_in: SignedIn) -> None:
    answer = signed_in(world, Role.OFFICE).post(f"/cycles/{world.cycle.pk}/runs/ask/")
    run = Run.objects.get()
    assert answer["Location"] == f"/jobs/{run.job_id}/"
    assert (run.number, run.requested_by, run.job.state) == (1, world.office, JobState.QUEUED)


def test_a_run_without_data_is_refused_with_its_cure(world: World, signed_in: SignedIn) -> None:
    empty = worlds.open_cycle(world.county, 2017, world.cycle.scheme, actor=world.office)
    client = signed_in(world, Role.OFFICE)
    assert "请先导入数据再测算" in client.post(f"/cycles/{empty.pk}/runs/ask/", follow=True).content.decode()
    assert "还不能测算" in client.get(f"/cycles/{empty.pk}/runs/").content.decode()


def test_a_run_is_refused_while_another_is_on_its_way(world: World, signed_in: SignedIn) -> None:
    client, path = signed_in(world, Role.OFFICE), f"/cycles/{world.cycle.pk}/runs/ask/"
    client.post(path)
    assert "上一次测算还在进行" in client.post(path, follow=True).content.decode()
    assert Run.objects.count() == 1
    Job.objects.update(state=JobState.FAILED, attempt=1, ended_at=timezone.now())
    client.post(path)
    assert Run.objects.count() == 2


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_queries_however_long(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        worlds.request_run(world.cycle, actor=world.office)
        Job.objects.filter(state=JobState.QUEUED).update(state=JobState.FAILED, attempt=1, ended_at=timezone.now())
    client = signed_in(world, Role.OFFICE)
    with django_assert_num_queries(8):
        text = client.get(f"/cycles/{world.cycle.pk}/runs/").content.decode()
    assert text.count("未完成") == count


def test_a_run_shows_its_digests_totals_and_ties(judged: World, signed_in: SignedIn) -> None:
    run = judged.cycle.runs.get()
    text = signed_in(judged, Role.AUDITOR).get(f"/runs/{run.pk}/").content.decode()
    for words in (run.digest, run.inputs_digest, run.scheme_sha256, "2 个同分，余 1 个名额"):
        assert words in text
    assert "缺的得分" not in text


def test_the_approver_is_led_to_sign_until_it_is_published(judged: World, signed_in: SignedIn) -> None:
    run = judged.cycle.runs.get()
    client = signed_in(judged, Role.APPROVER)
    assert "审阅并签发" in client.get(f"/runs/{run.pk}/").content.decode()
    worlds.publish(judged, run)
    assert "审阅并签发" not in client.get(f"/runs/{run.pk}/").content.decode()


def test_gaps_are_listed_by_name(world: World, signed_in: SignedIn) -> None:
    entry = Entry.objects.get(seat=world.seats["cadre", "P02"], source="routine", period="2016-03")
    correct(entry, None, "重复", actor=world.office)
    run = worlds.judge(world)
    text = signed_in(world, Role.OFFICE).get(f"/runs/{run.pk}/").content.decode()
    assert "缺的得分" in text and "王建军" in text and "平时考核" in text and "3月" in text
    supply = f'/seats/{entry.seat_id}/supply/?source=routine&amp;period=2016-03&amp;item="'
    assert supply in text
    assert "/supply/" not in signed_in(world, Role.AUDITOR).get(f"/runs/{run.pk}/").content.decode()


def test_what_is_to_be_looked_at_is_told_by_name(judged: World) -> None:
    run, scheme = judged.cycle.runs.get(), scheme_of(judged.cycle)
    label = scheme.subjects["cadre"].label
    run.problems, run.reminders = [f"{label} D01：没有所属单位", f"{label} X99：没有这个人"], [f"某处写着 {label} D02"]
    assert to_look_at(run, scheme) == (
        [f"{label} D01（张敏）：没有所属单位", f"{label} X99：没有这个人"],
        [f"某处写着 {label} D02（{judged.seats['cadre', 'D02'].name}）"],
    )


def test_rulings_list_ties_until_they_are_ruled_on(judged: World, signed_in: SignedIn) -> None:
    path = f"/cycles/{judged.cycle.pk}/rulings/"
    approver = signed_in(judged, Role.APPROVER)
    assert "待裁定</span>" in approver.get(path).content.decode()
    approver.post(tie_path(judged, "rule/"), DECISION)
    text = approver.get(path).content.decode()
    assert "已裁定，待重新测算" in text and "组长甲" in text


def test_a_tie_shows_the_parts_of_everybody_in_it(judged: World, signed_in: SignedIn) -> None:
    text = signed_in(judged, Role.APPROVER).get(tie_path(judged)).content.decode()
    for words in ("张敏", "李伟", "95.00", "平时", "2 个同分对象中恰好选择 1 个", "并列跨线的，由考核工作领导小组裁定"):
        assert words in text
    assert "塔娜" not in text


def test_a_ruling_is_recorded_and_decides_the_next_run(judged: World, signed_in: SignedIn) -> None:
    answer = signed_in(judged, Role.APPROVER).post(tie_path(judged, "rule/"), DECISION)
    assert answer["Location"] == f"/cycles/{judged.cycle.pk}/rulings/"
    ruling = Ruling.objects.get()
    assert (ruling.admitted, ruling.refused, ruling.decided_by) == (["D02"], ["D01"], "组长甲")
    assert TrailLine.objects.get(act="tie.ruled").detail == {"admitted": ["李伟（示例旗教育体育局 副局长）"]}
    after = worlds.judge(judged)
    assert dict(after.results.filter(seat__code__in=["D01", "D02"]).values_list("seat__code", "place")) == {
        "D01": "out",
        "D02": "in",
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"admitted": ["D01", "D02"]}, "已选 2 个，应恰好选择 1 个"),
        ({"admitted": []}, "请恰好选择 1 个"),
        ({"admitted": ["D05"]}, "D05"),
        ({"decided_on": "2999-01-01"}, "裁定日期不能晚于今天"),
        ({"decided_by": ""}, "id_decided_by_error"),
        ({"document": ""}, "id_document_error"),
    ],
)
def test_a_ruling_that_does_not_fit_is_refused_beside_its_field(
    judged: World, signed_in: SignedIn, change: dict[str, object], words: str
) -> None:
    answer = signed_in(judged, Role.APPROVER).post(tie_path(judged, "rule/"), {**DECISION, **change})
    assert answer.status_code == 200 and words in answer.content.decode()
    assert not Ruling.objects.exists()


def test_only_the_approver_rules_and_the_office_sees_no_form(judged: World, signed_in: SignedIn) -> None:
    office = signed_in(judged, Role.OFFICE)
    assert "登记裁定" not in office.get(tie_path(judged)).content.decode()
    assert office.post(tie_path(judged, "rule/"), DECISION).status_code == 403


def test_what_is_no_tie_is_not_found(judged: World, signed_in: SignedIn) -> None:
    run = judged.cycle.runs.get()
    assert signed_in(judged, Role.APPROVER).get(f"/runs/{run.pk}/ties/excellent/principal/").status_code == 404


def test_others_runs_and_ties_are_not_found(judged: World, foreign: World, signed_in: SignedIn) -> None:
    theirs = worlds.judge(foreign)
    client: Client = signed_in(judged, Role.APPROVER)
    for path in (
        f"/runs/{theirs.pk}/",
        f"/runs/{theirs.pk}/ties/excellent/deputy/",
        f"/cycles/{foreign.cycle.pk}/runs/",
    ):
        assert client.get(path).status_code == 404
    assert client.post(f"/runs/{theirs.pk}/ties/excellent/deputy/rule/", DECISION).status_code == 404


@pytest.mark.parametrize("role", [Role.UNIT_LEADER, Role.CADRE, Role.CLIENT])
def test_readers_do_not_see_runs(published: World, signed_in: SignedIn, role: Role) -> None:
    client = signed_in(published, role)
    for path in (f"/cycles/{published.cycle.pk}/runs/", f"/runs/{published.cycle.runs.get().pk}/", tie_path(published)):
        assert client.get(path).status_code == 403
