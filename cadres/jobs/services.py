"""The one door for a job's changes: asked for, claimed, kept alive, finished, failed, asked for again."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from cadres.jobs.models import Job, JobState, Pulse
from cadres.trail.services import record

WORN_OUT = "连续 {n} 次执行都使处理进程意外退出，已停止自动重试。请联系系统管理员查看日志后再重新执行。"


class ClaimLost(Exception):
    """Another worker has taken the job over: whatever was done under the old claim must be rolled back."""


class Refused(Exception):
    """The job cannot be done for a reason its requester can mend; the message is shown on the job's page."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's right to do a job: valid while the job's `attempt` is still this one."""

    job_id: int
    kind: str
    attempt: int


def enqueue(kind: str, title: str, *, county: Any, requested_by: Any) -> Job:
    """Write the queued row inside the caller's transaction. The caller rings the bell on commit (`tasks.ring`)."""
    job = Job.objects.create(kind=kind, title=title, county=county, requested_by=requested_by)
    Pulse.objects.create(job=job)
    return job


@transaction.atomic
def claim(job_id: int) -> Claim | None:
    """Take a queued job, or a running one whose lease has run out. None when there is nothing to do."""
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None or not _claimable(job):
        return None
    if job.attempt >= settings.JOB_ATTEMPTS:
        _end(job, JobState.FAILED, WORN_OUT.format(n=job.attempt))
        return None
    job.attempt += 1
    job.state = JobState.RUNNING
    job.save(update_fields=["attempt", "state"])
    Pulse.objects.filter(job=job).update(attempt=job.attempt, lease_until=_lease_end(), step="准备", done=0, total=0)
    return Claim(job.pk, job.kind, job.attempt)


def _claimable(job: Job) -> bool:
    if job.state == JobState.QUEUED:
        return True
    lease = Pulse.objects.values_list("lease_until", flat=True).get(job=job)
    return job.state == JobState.RUNNING and (lease is None or lease < timezone.now())


def _lease_end() -> Any:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def beat(claim: Claim, step: str, done: int, total: int) -> bool:
    """Renew the lease and tell how far the work is. False when the claim is lost."""
    renewed = Pulse.objects.filter(job_id=claim.job_id, attempt=claim.attempt).update(
        lease_until=_lease_end(), step=step, done=done, total=total
    )
    return bool(renewed)


def finish(claim: Claim) -> None:
    """Mark the job done, in the transaction that writes its effect. Raises ClaimLost to roll both back."""
    finished = Job.objects.filter(pk=claim.job_id, attempt=claim.attempt, state=JobState.RUNNING).update(
        state=JobState.DONE, ended_at=timezone.now(), error=""
    )
    if not finished:
        raise ClaimLost(f"job {claim.job_id} attempt {claim.attempt}")


@transaction.atomic
def fail(claim: Claim, reason: str) -> None:
    """Say on the row why the job did not get done; nothing happens when the claim is no longer ours."""
    job = Job.objects.select_for_update().get(pk=claim.job_id)
    if job.attempt == claim.attempt and job.state == JobState.RUNNING:
        _end(job, JobState.FAILED, reason)


def _end(job: Job, state: str, error: str) -> None:
    job.state, job.error, job.ended_at = state, error, timezone.now()
    job.save(update_fields=["state", "error", "ended_at"])


@transaction.atomic
def ask_again(job: Job, *, actor: Any) -> Job:
    """Queue a failed job once more, with a fresh count of attempts."""
    again = Job.objects.select_for_update().get(pk=job.pk)
    if again.state != JobState.FAILED:
        raise Refused("只有未完成的任务可以重新执行。")
    again.state, again.attempt, again.error, again.ended_at = JobState.QUEUED, 0, "", None
    again.save(update_fields=["state", "attempt", "error", "ended_at"])
    Pulse.objects.filter(job=again).update(attempt=0, lease_until=None, rung_at=None, step="", done=0, total=0)
    record("job.asked_again", again, f"重新执行“{again.title}”"[:300], actor=actor, county=again.county)
    return again


def unheard(now: Any = None) -> list[int]:
    """Jobs that nobody works on: queued and not rung for a while, or running past their lease. Marks them as rung."""
    now = now or timezone.now()
    quiet = now - timedelta(seconds=settings.JOB_SWEEP_SECONDS * 2)
    waiting = Q(job__state=JobState.QUEUED) & (Q(rung_at__isnull=True) | Q(rung_at__lt=quiet))
    orphaned = Q(job__state=JobState.RUNNING) & (Q(lease_until__isnull=True) | Q(lease_until__lt=now))
    with transaction.atomic():
        found = list(
            Pulse.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(waiting | orphaned)
            .order_by(F("job_id"))
            .values_list("job_id", flat=True)[:100]
        )
        Pulse.objects.filter(job_id__in=found).update(rung_at=now)
    return found
