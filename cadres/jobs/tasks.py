"""The two Celery tasks of the program: do one job; ring again for jobs nobody heard."""

import logging
from functools import partial

from celery import shared_task
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError as BrokerError

from cadres.jobs import services
from cadres.jobs.models import Job
from cadres.jobs.progress import Heartbeat, Progress
from cadres.jobs.services import Claim, ClaimLost, Refused
from cadres.trail.origin import JOB, Origin, within

log = logging.getLogger(__name__)


def ring(job: Job) -> None:
    """Ring the bell once the row is committed. A broker that is away costs time, not work: the sweeper rings later."""
    transaction.on_commit(partial(_ring, job.pk))


def _ring(job_id: int) -> None:
    try:
        perform.delay(job_id)
    except BrokerError as error:
        log.warning("the bell for job %s was not heard (%s); the sweeper will ring", job_id, error)


@shared_task(name="jobs.sweep")
def sweep() -> int:
    """Ring for every job that waits unheard or whose worker has died. Run by beat."""
    jobs = services.unheard()
    for job_id in jobs:
        _ring(job_id)
    return len(jobs)


@shared_task(name="jobs.perform")
def perform(job_id: int) -> None:
    """Claim a job and do it; a second bell for the same job finds nothing to claim."""
    claim = services.claim(job_id)
    if claim is None:
        return
    with within(Origin(request_id=f"{JOB}{job_id}")), Heartbeat(claim) as progress:
        try:
            _perform(claim, progress)
        except ClaimLost:
            log.warning("job %s was taken over by another worker", job_id)
        except Refused as refusal:
            services.fail(claim, str(refusal))
        except (OperationalError, InterfaceError):
            # The database went away or the transaction lost a race: the lease runs out and the sweeper rings again.
            log.warning("job %s was interrupted by the database", job_id, exc_info=True)
            raise
        except Exception as error:
            log.exception("job %s failed", job_id)
            services.fail(
                claim,
                f"程序内部错误（{type(error).__name__}），数据未作任何改动。请将任务编号 {job_id} 告知系统管理员。",
            )
            raise


def _perform(claim: Claim, progress: Progress) -> None:
    """The handler's effect and the job's end share one transaction: both happen, or neither."""
    handler = import_string(settings.JOB_HANDLERS[claim.kind])
    progress.step("准备")
    with transaction.atomic():
        handler(claim.job_id, progress)
        progress.step("提交")
        services.finish(claim)
    progress.step("完成")
