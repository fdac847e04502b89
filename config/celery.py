"""Celery's settings; docs/reliability.md says what each prevents. The broker is a doorbell, the row is the truth."""

import os

from celery import Celery
from django.conf import settings

from config import addresses, state

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

#: Seconds. The order soft < hard < visibility keeps one job from being in two workers.
SOFT_LIMIT, HARD_LIMIT, VISIBILITY = 1_740, 1_800, 3_600
#: Seconds a request may wait for a broker that is slow, and seconds between looks at messages not acknowledged.
PATIENCE, RESTORE = 2, 10

app = Celery("hengjian")
app.conf.update(
    broker_url=addresses.broker(settings.REDIS_URL, settings.REDIS_DATABASE),
    # ids only, as JSON, and no results: what a job did is in its row
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_store_errors_even_if_ignored=False,
    enable_utc=True,
    timezone=settings.TIME_ZONE,
    # a job that dies is taken up again
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_disable_prefetch=True,
    task_soft_time_limit=SOFT_LIMIT,
    task_time_limit=HARD_LIMIT,
    visibility_timeout=VISIBILITY,
    worker_soft_shutdown_timeout=settings.JOB_STOP_SECONDS,
    worker_enable_soft_shutdown_on_idle=True,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_max_tasks_per_child=200,
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
    # a broker that is away or hangs
    broker_connection_retry=True,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_connection_timeout=PATIENCE,
    broker_transport_options={
        "visibility_timeout": VISIBILITY,
        "unacked_restore_interval": RESTORE,
        "unacked_restore_throttle": 1,
        "socket_timeout": PATIENCE,
        "socket_connect_timeout": PATIENCE,
        "socket_keepalive": True,
        "retry_on_timeout": False,
        "health_check_interval": RESTORE,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.2,
        "interval_max": 0.5,
    },
    # one try to ring, 2 s where the broker hangs; a second takes 6 s, and the sweep is the better one
    task_publish_retry=False,
    # rows that nobody rang for
    beat_schedule_filename=str(state.private(state.home() / "run") / "beat"),
    beat_schedule={
        "sweep": {
            "task": "jobs.sweep",
            "schedule": settings.JOB_SWEEP_SECONDS,
            "options": {"expires": settings.JOB_SWEEP_SECONDS},
        },
    },
    imports=["cadres.jobs.tasks"],
)
