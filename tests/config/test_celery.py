"""Celery's settings in force, and what they are for: a request never waits long for a broker."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from kombu.exceptions import OperationalError

from config import celery

TOLERABLE = 5.0
PUBLISHING = (
    "broker_transport_options",
    "broker_connection_timeout",
    "task_publish_retry",
    "task_publish_retry_policy",
    "task_ignore_result",
)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("task_serializer", "json"),
        ("accept_content", ["json"]),
        ("task_ignore_result", True),
        ("task_acks_late", True),
        ("task_reject_on_worker_lost", True),
        ("worker_prefetch_multiplier", 1),
        ("worker_disable_prefetch", True),
        ("worker_cancel_long_running_tasks_on_connection_loss", True),
        ("worker_soft_shutdown_timeout", 15),
        ("worker_enable_soft_shutdown_on_idle", True),
        ("broker_connection_retry_on_startup", True),
        ("broker_connection_max_retries", None),
        ("task_always_eager", False),
        ("result_backend", None),
    ],
)
def test_setting(setting: str, value: object) -> None:
    assert celery.app.conf[setting] == value


def test_a_job_ends_before_its_message_is_given_to_another_worker() -> None:
    conf = celery.app.conf
    transport = conf.broker_transport_options
    assert conf.task_soft_time_limit < conf.task_time_limit < transport["visibility_timeout"] == conf.visibility_timeout


def test_messages_not_acknowledged_are_looked_at_within_seconds() -> None:
    transport = celery.app.conf.broker_transport_options
    assert transport["unacked_restore_interval"] * transport["unacked_restore_throttle"] <= 10


def test_the_sweep_does_not_pile_up() -> None:
    sweep = celery.app.conf.beat_schedule["sweep"]
    celery.app.loader.import_default_modules()
    assert sweep["task"] in celery.app.tasks
    assert sweep["options"]["expires"] <= sweep["schedule"]


@pytest.fixture
def hung(tmp_path: Path) -> Iterator[str]:
    """A broker that accepts every connection and never answers."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "hung.sock"))
        server.listen(64)
        kept: list[socket.socket] = []
        threading.Thread(target=_accept, args=(server, kept), daemon=True).start()
        yield f"redis+socket://{tmp_path}/hung.sock?virtual_host=0"
        assert kept, "nobody connected: the fault did not happen"
    for connection in kept:
        connection.close()


def _accept(server: socket.socket, kept: list[socket.socket]) -> None:
    while True:
        try:
            kept.append(server.accept()[0])
        except OSError:
            return


def seconds_to_refuse(broker: str) -> float:
    """How long our own publishing takes to give up, in an application set up like the program's."""
    app = Celery("copy", broker=broker)
    app.conf.update({name: celery.app.conf[name] for name in PUBLISHING})
    begin = time.monotonic()
    with pytest.raises((OperationalError, OSError)):
        app.send_task("jobs.sweep")
    return time.monotonic() - begin


def test_publishing_to_a_broker_that_hangs_is_refused_soon(hung: str) -> None:
    assert seconds_to_refuse(hung) < TOLERABLE


def test_publishing_to_a_broker_that_is_away_is_refused_soon(tmp_path: Path) -> None:
    assert seconds_to_refuse(f"redis+socket://{tmp_path}/none.sock?virtual_host=0") < TOLERABLE


def test_without_the_limits_publishing_would_hang(hung: str) -> None:
    careless = Celery("careless", broker=hung)
    asking = threading.Thread(target=_publish_until_reset, args=(careless,), daemon=True)
    asking.start()
    asking.join(TOLERABLE)
    assert asking.is_alive(), "the limits prove nothing: it is refused without them too"


def _publish_until_reset(app: Celery) -> None:
    with contextlib.suppress(OperationalError):
        app.send_task("jobs.sweep")
