"""Jobs as their pages show them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from cadres.access.models import Role
from cadres.jobs.models import Job, JobState, Pulse
from cadres.jobs.services import enqueue
from tests.conftest import SignedIn
from tests.world import World


def queued(world: World) -> Job:
    return enqueue("run", "2016年度综合考评第9次测算", county=world.county, requested_by=world.office)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_queries_however_long(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    client = signed_in(world, Role.OFFICE)
    for _ in range(count):
        queued(world)
    with django_assert_num_queries(7):
        text = client.get("/jobs/").content.decode()
    assert text.count("第9次测算") == count


def test_a_running_job_polls_and_counts(world: World, signed_in: SignedIn) -> None:
    job = queued(world)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempt=1)
    Pulse.objects.filter(job=job).update(step="写入结果", done=812, total=1690)
    client = signed_in(world, Role.OFFICE)
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    part = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
    for text in (page, part.content.decode()):
        assert f'hx-get="/jobs/{job.pk}/" hx-trigger="every 1s"' in text
        assert 'value="812" max="1690"' in text and "写入结果" in text
    assert "<html" not in part.content.decode() and "HX-Refresh" not in part


def test_an_ended_job_tells_the_page_to_come_anew_and_stops_polling(judged: World, signed_in: SignedIn) -> None:
    job = judged.cycle.runs.get().job
    client = signed_in(judged, Role.OFFICE)
    part = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
    assert part["HX-Refresh"] == "true" and "hx-trigger" not in part.content.decode()
    assert f'href="/runs/{judged.cycle.runs.get().pk}/"' in client.get(f"/jobs/{job.pk}/").content.decode()


def test_a_failed_job_says_why_and_can_be_asked_again(world: World, signed_in: SignedIn) -> None:
    job = queued(world)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, attempt=3, error="连续 3 次执行都使处理进程意外退出")
    client = signed_in(world, Role.OFFICE)
    text = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "连续 3 次" in text and f'action="/jobs/{job.pk}/again/"' in text
    assert client.post(f"/jobs/{job.pk}/again/").status_code == 302
    job.refresh_from_db()
    assert (job.state, job.attempt, job.error) == (JobState.QUEUED, 0, "")


def test_what_has_not_failed_is_not_asked_again(world: World, signed_in: SignedIn) -> None:
    job = queued(world)
    client = signed_in(world, Role.OFFICE)
    assert "只有未完成的任务可以重新执行" in client.post(f"/jobs/{job.pk}/again/", follow=True).content.decode()


def test_others_jobs_are_not_found(world: World, foreign: World, signed_in: SignedIn) -> None:
    theirs = queued(foreign)
    client = signed_in(world, Role.OFFICE)
    assert client.get(f"/jobs/{theirs.pk}/").status_code == 404
    assert client.post(f"/jobs/{theirs.pk}/again/").status_code == 404


def test_the_auditor_reads_but_does_not_ask_again(world: World, signed_in: SignedIn) -> None:
    job = queued(world)
    client = signed_in(world, Role.AUDITOR)
    assert client.get(f"/jobs/{job.pk}/").status_code == 200
    assert client.post(f"/jobs/{job.pk}/again/").status_code == 403
    assert signed_in(world, Role.CADRE).get("/jobs/").status_code == 403
