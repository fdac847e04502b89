"""What a worker does with a bell: every way a handler may end. Real kills are in tests/drill."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.db import InterfaceError, OperationalError, transaction
from kombu.exceptions import OperationalError as BrokerError
from pytest_django import Settings

from cadres.jobs import tasks
from cadres.jobs.models import Job, JobState
from cadres.jobs.progress import Progress
from cadres.jobs.services import Claim, Refused
from cadres.trail.models import TrailLine
from cadres.trail.services import record
from tests.cadres.jobs.conftest import new_job

pytestmark = pytest.mark.django_db(transaction=True)
STEPS: list[tuple[int, str]] = []
Ending = Callable[[int], None]


def handler(job_id: int, progress: Progress) -> None:
    """Leaves one line in the trail, then ends as the test wants."""
    job = Job.objects.get(pk=job_id)
    progress.step("写入")
    record("job.tested", job, "试", actor=None, county=job.county)
    ENDING[0](job_id)


def well(job_id: int) -> None:
    """End well."""


ENDING: list[Ending] = [well]


def note(claim: Claim, step: str) -> None:
    STEPS.append((claim.attempt, step))


@pytest.fixture(autouse=True)
def handled(settings: Settings) -> None:
    settings.JOB_HANDLERS = {"run": f"{__name__}.handler"}
    settings.JOB_STEP_HOOK = f"{__name__}.note"
    STEPS.clear()
    ENDING[0] = well


def do(job: Job, ending: Ending = well) -> Job:
    ENDING[0] = ending
    tasks.perform(job.pk)
    job.refresh_from_db()
    return job


def effects() -> int:
    return TrailLine.objects.filter(act="job.tested").count()


def raises(error: Exception) -> Ending:
    def end(job_id: int) -> None:
        raise error

    return end


def overtake(job_id: int) -> None:
    """As if another worker had claimed the job while this one was at it."""
    Job.objects.filter(pk=job_id).update(attempt=2)


def test_a_job_is_done_once_however_often_the_bell_rings() -> None:
    job = do(new_job())
    for _ in range(5):
        do(job)
    assert (job.state, job.attempt, effects()) == (JobState.DONE, 1, 1)


def test_every_step_is_told_from_the_claim_to_the_end() -> None:
    do(new_job())
    assert STEPS == [(1, "准备"), (1, "写入"), (1, "提交"), (1, "完成")]


def test_a_refusal_ends_the_job_with_its_words_and_no_effect() -> None:
    job = do(new_job(), raises(Refused("请先导入名册。")))
    assert (job.state, job.error, effects()) == (JobState.FAILED, "请先导入名册。", 0)


def test_an_error_of_ours_is_told_without_its_details() -> None:
    job = new_job()
    with pytest.raises(ValueError, match="张三"):
        do(job, raises(ValueError("张三的得分")))
    job.refresh_from_db()
    assert (job.state, effects()) == (JobState.FAILED, 0)
    assert "ValueError" in job.error
    assert str(job.pk) in job.error
    assert "张三" not in job.error


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_a_database_that_goes_away_leaves_the_job_to_the_sweep(error: Exception) -> None:
    job = new_job()
    with pytest.raises(type(error)):
        do(job, raises(error))
    job.refresh_from_db()
    assert (job.state, job.error, effects()) == (JobState.RUNNING, "", 0)


def test_a_claim_lost_on_the_way_rolls_the_effect_back() -> None:
    job = do(new_job(), overtake)
    assert (job.state, job.attempt, effects()) == (JobState.RUNNING, 1, 0)


def test_the_bell_rings_after_the_commit_and_not_before() -> None:
    with patch.object(tasks.perform, "delay") as bell, transaction.atomic():
        job = new_job()
        tasks.ring(job)
        assert not bell.called
    bell.assert_called_once_with(job.pk)


def test_no_bell_for_a_row_that_was_rolled_back() -> None:
    with patch.object(tasks.perform, "delay") as bell, pytest.raises(ZeroDivisionError), transaction.atomic():
        tasks.ring(new_job())
        raise ZeroDivisionError
    assert not bell.called
    assert not Job.objects.exists()


def test_a_broker_that_is_away_does_not_hinder_the_request() -> None:
    with patch.object(tasks.perform, "delay", side_effect=BrokerError("away")), transaction.atomic():
        job = new_job()
        tasks.ring(job)
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_the_sweep_rings_for_every_unheard_job() -> None:
    jobs = [new_job(str(n)).pk for n in range(3)]
    with patch.object(tasks.perform, "delay") as bell:
        assert tasks.sweep() == 3
    assert [call.args[0] for call in bell.call_args_list] == jobs


def test_both_tasks_have_the_names_that_beat_and_the_bell_use() -> None:
    from config.celery import app

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)
    assert tasks.perform.name == "jobs.perform"
