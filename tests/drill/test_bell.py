"""The doorbell breaks: nobody rings, the broker loses all it holds, or it accepts and never answers."""

import shutil
import time

import pytest
import redis

from tests.drill.caller import Answer, Caller
from tests.drill.county import County
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


def ask_while_it_hangs(county: County, caller: Caller, patience: float) -> tuple[Answer, int, int]:
    """Ask for a run on its page while the broker accepts and never answers; the answer, the job and the run."""
    newest = "SELECT max(job_id), max(id) FROM assessment_run"
    ((before, _),) = county.room.rows(newest)
    with county.room.hung("redis"):
        answer = caller.post(county.runs_page + "ask/", patience=patience)
        ((job, run),) = county.room.rows(newest)
        assert job > before, answer
        assert county.room.job(job) == ("queued", 0, "")
    return answer, job, run


def test_a_broker_that_never_answers(county: County) -> None:
    with county.web() as caller:
        answer, job, run = ask_while_it_hangs(county, caller, 30)
    assert (answer.status, answer.location) == (302, f"/jobs/{job}/")
    assert answer.seconds < PATIENCE
    county.room.ended(job)
    county.assert_done_once(job, run)


def test_without_timeouts_the_request_hangs_with_it(county: County) -> None:
    with county.web(without="patience") as caller:
        answer, job, run = ask_while_it_hangs(county, caller, 2 * PATIENCE)
    assert answer.status == 0
    assert answer.seconds >= 2 * PATIENCE
    county.room.ended(job)
    county.assert_done_once(job, run)
