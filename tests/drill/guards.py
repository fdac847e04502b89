"""The guards a twin goes without. Each function takes one away from the process that calls it, before any work."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings

from config.celery import app


def without_bell() -> None:
    """The web process dies by SIGKILL after COMMIT, before it rings: nobody is told."""
    from cadres.jobs import tasks

    def die(job_id: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    tasks._ring = die


def without_fence() -> None:
    """Whoever comes to the end of a job marks it done, whether or not the claim is still his."""
    from django.utils import timezone

    from cadres.jobs import services
    from cadres.jobs.models import Job, JobState

    def finish(claim: services.Claim) -> None:
        Job.objects.filter(pk=claim.job_id).update(state=JobState.DONE, ended_at=timezone.now())

    services.finish = finish


def without_lease() -> None:
    """A running job may be claimed at once by anyone who hears a bell."""
    from cadres.jobs import services

    services._claimable = lambda job: job.state in ("queued", "running")


def without_limit() -> None:
    """No end to the attempts."""
    settings.JOB_ATTEMPTS = 1_000


def without_health_checks() -> None:
    """A kept connection is used unseen."""
    settings.DATABASES["default"]["CONN_HEALTH_CHECKS"] = False


def without_patience() -> None:
    """The broker is waited for without a limit."""
    options = dict(app.conf.broker_transport_options)
    for name in ("socket_timeout", "socket_connect_timeout", "max_retries"):
        options.pop(name)
    app.conf.broker_transport_options = options
    app.conf.broker_connection_timeout = None


def without_retry() -> None:
    """A job the database interrupted is marked as failed instead of being left to the next lease."""
    from cadres.jobs import tasks

    tasks.OperationalError = tasks.InterfaceError = _Never
    before = tasks.services.fail

    def fail(claim: Any, reason: str) -> None:
        _patiently(lambda: before(claim, reason))

    tasks.services.fail = fail


class _Never(Exception):
    """Raised by nobody."""


def _patiently(act: Callable[[], None]) -> None:
    """Try until the database is back."""
    import time

    from django.db import Error, connection

    for _ in range(100):
        with suppress(Error):
            connection.close()
            return act()
        time.sleep(0.1)
    return None


OFF: dict[str, Callable[[], None]] = {
    "bell": without_bell,
    "fence": without_fence,
    "lease": without_lease,
    "limit": without_limit,
    "health checks": without_health_checks,
    "patience": without_patience,
    "retry": without_retry,
}
