"""A job's life through its one door: every change that is allowed, and every one that is not."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from cadres.jobs import services
from cadres.jobs.models import Job, JobState, Pulse
from cadres.jobs.services import Claim, ClaimLost, Refused
from tests.cadres.jobs.conftest import new_job


def lapse(job: Job) -> None:
    """Let the lease of whoever works on a job run out."""
    Pulse.objects.filter(job=job).update(lease_until=timezone.now() - timedelta(seconds=1))


def claimed(job: Job) -> Claim:
    claim = services.claim(job.pk)
    assert claim is not None
    return claim


def state_of(job: Job) -> tuple[str, int]:
    job.refresh_from_db()
    return job.state, job.attempt


def test_a_claim_raises_the_attempt_and_takes_a_lease(job: Job) -> None:
    before = timezone.now()
    assert services.claim(job.pk) == Claim(job.pk, "run", 1)
    assert state_of(job) == (JobState.RUNNING, 1)
    assert (job.pulse.attempt, job.pulse.step) == (1, "准备")
    assert job.pulse.lease_until > before


def test_a_job_with_a_living_lease_is_not_claimed_twice(job: Job) -> None:
    claimed(job)
    assert services.claim(job.pk) is None
    assert state_of(job) == (JobState.RUNNING, 1)


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED])
def test_an_ended_job_is_not_claimed(job: Job, state: str) -> None:
    Job.objects.filter(pk=job.pk).update(state=state)
    assert services.claim(job.pk) is None


def test_no_such_job(db: None) -> None:
    assert services.claim(4711) is None


def test_a_lapsed_lease_passes_to_the_next_and_the_first_cannot_finish(job: Job) -> None:
    first = claimed(job)
    lapse(job)
    second = claimed(job)
    assert second.attempt == 2
    with pytest.raises(ClaimLost):
        services.finish(first)
    services.finish(second)
    assert state_of(job) == (JobState.DONE, 2)


def test_who_lost_a_claim_neither_beats_nor_fails_it(job: Job) -> None:
    first = claimed(job)
    lapse(job)
    claimed(job)
    assert not services.beat(first, "写入", 5, 9)
    services.fail(first, "不该出现")
    assert state_of(job) == (JobState.RUNNING, 2)
    assert (job.error, job.pulse.step) == ("", "准备")


def test_nobody_finishes_twice(job: Job) -> None:
    claim = claimed(job)
    services.finish(claim)
    with pytest.raises(ClaimLost):
        services.finish(claim)


def test_a_beat_renews_the_lease_and_tells_the_step(job: Job) -> None:
    claim = claimed(job)
    lapse(job)
    assert services.beat(claim, "写入结果", 200, 1690)
    job.pulse.refresh_from_db()
    assert (job.pulse.step, job.pulse.done, job.pulse.total) == ("写入结果", 200, 1690)
    assert job.pulse.lease_until > timezone.now()


def test_after_the_last_attempt_the_row_says_why_it_stopped(job: Job, settings: Settings) -> None:
    settings.JOB_ATTEMPTS = 3
    for _ in range(3):
        claimed(job)
        lapse(job)
    assert services.claim(job.pk) is None
    assert state_of(job) == (JobState.FAILED, 3)
    assert "连续 3 次" in job.error
    assert job.ended_at is not None


def test_a_failure_stands_on_the_row(job: Job) -> None:
    services.fail(claimed(job), "没有名册。")
    assert state_of(job) == (JobState.FAILED, 1)
    assert job.error == "没有名册。"


def test_a_failed_job_asked_for_again_starts_afresh(job: Job) -> None:
    services.fail(claimed(job), "没有名册。")
    again = services.ask_again(job, actor=None)
    assert (again.state, again.attempt, again.error, again.ended_at) == (JobState.QUEUED, 0, "", None)
    assert claimed(job).attempt == 1


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING, JobState.DONE])
def test_only_failed_jobs_are_asked_for_again(job: Job, state: str) -> None:
    Job.objects.filter(pk=job.pk).update(state=state)
    with pytest.raises(Refused, match="只有未完成的任务"):
        services.ask_again(job, actor=None)


def test_the_sweep_finds_what_nobody_works_on(db: None) -> None:
    queued, held, orphaned, ended = (new_job(word) for word in ("排队", "有人做", "没人做", "做完"))
    claimed(held)
    claimed(orphaned)
    lapse(orphaned)
    services.finish(claimed(ended))
    assert services.unheard() == [queued.pk, orphaned.pk]


def test_a_claim_whose_worker_died_before_its_first_beat_is_found(job: Job) -> None:
    claimed(job)
    Pulse.objects.filter(job=job).update(lease_until=None)
    assert services.unheard() == [job.pk]


def test_a_queued_job_is_rung_again_only_after_a_while(job: Job, settings: Settings) -> None:
    settings.JOB_SWEEP_SECONDS = 5
    now = timezone.now()
    assert services.unheard(now) == [job.pk]
    assert services.unheard(now + timedelta(seconds=9)) == []
    assert services.unheard(now + timedelta(seconds=11)) == [job.pk]


def test_one_sweep_rings_for_a_hundred_at_most(db: None) -> None:
    jobs = [new_job(str(n)).pk for n in range(105)]
    now = timezone.now()
    assert services.unheard(now) == jobs[:100]
    assert services.unheard(now) == jobs[100:]
