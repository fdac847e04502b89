"""The doorbell breaks: nobody rings, the broker loses all it holds, or it accepts and never answers."""

import shutil
import time

import pytest
import redis

from tests.drill.conftest import County
from tests.drill.room import LEASE_SECONDS, SWEEP_SECONDS, Died, Room, until

pytestmark = pytest.mark.drill

TAKEN_UP = LEASE_SECONDS + 3 * SWEEP_SECONDS
QUEUED = 12
#: Seconds that a request may take while the broker hangs.
PATIENCE = 5.0


def asked_by_one_who_dies(county: County) -> int:
    """A job whose row was committed by a process that died before it rang."""
    newest = "SELECT max(id) FROM cadres_job"
    before = county.room.one(newest)
    with pytest.raises(Died, match="-9"):
        county.room.clerk(without="bell").tell("tally", fates=[])
    job = int(county.room.one(newest))
    assert job > before
    return job


def test_a_web_process_killed_between_commit_and_bell(county: County) -> None:
    county.room.ended(asked_by_one_who_dies(county))


def test_without_the_sweep_an_unrung_job_waits_for_ever(county: County) -> None:
    with county.room.without_sweep():
        job = asked_by_one_who_dies(county)
        time.sleep(TAKEN_UP)
        assert county.room.job(job) == ("queued", 0, "")
    county.room.ended(job)


def waiting(room: Room) -> int:
    """How many bells lie in the broker."""
    client = redis.Redis(unix_socket_path=str(room.home / "run" / "redis.sock"))
    try:
        return int(client.llen("celery"))  # type: ignore[arg-type]
    finally:
        client.close()


def queue_and_lose(county: County) -> list[tuple[int, int]]:
    """Queue runs behind two that are held, then kill the broker, wipe its folder, start it anew and let go."""
    room = county.room
    held = [county.ask("写入结果 1 hold") for _ in range(2)]
    assert until(lambda: all(any(s.fate == "hold" for s in room.steps(job)) for job, _ in held), 10)
    queued = [county.ask() for _ in range(QUEUED)]
    assert waiting(room) >= QUEUED
    room.kill("redis")
    shutil.rmtree(room.home / "redis")
    room.start("redis")
    assert waiting(room) < QUEUED
    for job, _ in held:
        room.lift(job)
    return held + queued


def test_the_broker_killed_and_its_data_lost(county: County) -> None:
    asked = queue_and_lose(county)
    county.room.ended(*(job for job, _ in asked))
    for job, run in asked:
        county.assert_done_once(job, run)


def test_without_the_sweep_what_the_broker_held_is_lost(county: County) -> None:
    with county.room.without_sweep():
        asked = queue_and_lose(county)
        time.sleep(TAKEN_UP)
        assert county.room.open(*(job for job, _ in asked)) >= QUEUED
    county.room.ended(*(job for job, _ in asked))
    for job, run in asked:
        county.assert_done_once(job, run)
