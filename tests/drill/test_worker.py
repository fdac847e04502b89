"""The worker is killed: at every step, with its whole group, by a poisonous job; and the bell rings too often."""

import os
import signal
import time

import pytest

from tests.drill import rounds
from tests.drill.county import County
from tests.drill.room import SWEEP_SECONDS, until

pytestmark = pytest.mark.drill

STEPS = ("准备", "读取考核记录", "计算得分与排名", "写入结果", "核对并定稿", "提交", "完成")
#: A lease in seconds that outlasts the wait for a new child.
LONG = "60"


def test_a_child_killed_at_each_step(county: County) -> None:
    asked = {step: county.ask(f"{step} 1 child") for step in STEPS}
    county.room.ended(*(job for job, _ in asked.values()))
    for step, (job, run) in asked.items():
        until(lambda job=job: bool(county.killed(job, "child")), 5)
        assert county.killed(job, "child") == [(1, step)]
        county.assert_done_once(job, run)
        assert county.room.job(job)[1] == (1 if step == "完成" else 2)


@pytest.mark.parametrize("step", rounds.steps(STEPS, ("写入结果", "提交", "完成")))
def test_the_whole_worker_killed(county: County, step: str) -> None:
    worker = county.room.program["worker"]
    job, run = county.ask(f"{step} 1 worker")
    assert worker.process.wait(30) == -9
    county.room.worker()
    county.room.ended(job)
    assert county.killed(job, "worker") == [(1, step)]
    county.assert_done_once(job, run)


def test_without_the_sweep_a_killed_job_stays_undone(county: County) -> None:
    room = county.room
    with room.without_sweep(), room.another_worker(JOB_LEASE_SECONDS=LONG):
        job, run = county.ask("写入结果 1 child")
        # the broker gives the dead child's bell to another, which must find the lease unbroken
        assert until(lambda: room.heard(job) == 1, 30)
        assert county.killed(job, "child") == [(1, "写入结果")]
        room.run_out(job)
        time.sleep(3 * SWEEP_SECONDS)
        assert room.job(job) == ("running", 1, "")
    room.ended(job)
    county.assert_done_once(job, run)


def test_five_bells_for_one_job(county: County) -> None:
    job, run = county.ask()
    county.clerk.tell("bells", job=job, count=5)
    county.room.ended(job)
    time.sleep(1)
    county.assert_done_once(job, run)
    assert [step.step for step in county.room.steps(job)] == list(STEPS)


def test_a_poisonous_job_stops_after_three_attempts_and_says_so(county: County) -> None:
    poison, _ = county.ask("准备 * child")
    others = [county.ask() for _ in range(3)]
    county.room.ended(poison, *(job for job, _ in others))
    assert county.killed(poison, "child") == [(1, "准备"), (2, "准备"), (3, "准备")]
    state, attempt, error = county.room.job(poison)
    assert (state, attempt) == ("failed", 3)
    assert "连续 3 次" in error
    for job, run in others:
        county.assert_done_once(job, run)


def test_without_the_limit_poison_is_taken_again_and_again(county: County) -> None:
    with county.room.going_without("limit"):
        poison, run = county.ask("准备 * child")
        assert until(lambda: len(county.killed(poison, "child")) > 3, 30)
        county.room.lift(poison)
        county.room.ended(poison)
    county.assert_done_once(poison, run)


def frozen_and_overtaken(county: County, job: int) -> int:
    """Wait until the process at a job has frozen and another has done the job; wake the first. Gives the log's end."""
    assert until(lambda: any(step.fate == "freeze" for step in county.room.steps(job)), 10)
    first = next(step.pid for step in county.room.steps(job) if step.fate == "freeze")
    county.room.ended(job)
    os.kill(first, signal.SIGCONT)
    time.sleep(1)
    return first


def test_who_wakes_after_losing_a_claim_changes_nothing(county: County) -> None:
    job, run = county.ask("写入结果 1 freeze")
    frozen_and_overtaken(county, job)
    county.assert_done_once(job, run)
    tally = county.clerk.tell("tally", fates=["写入 1 freeze"])["job"]
    frozen_and_overtaken(county, tally)
    assert county.lines(tally) == 1


def test_without_the_fence_the_effect_doubles(county: County) -> None:
    with county.room.going_without("fence"):
        tally = county.clerk.tell("tally", fates=["写入 1 freeze"])["job"]
        frozen_and_overtaken(county, tally)
        assert until(lambda: county.lines(tally) == 2, 5)


def claims(county: County) -> int:
    """How many processes at once hold a job that waits at its step after two bells."""
    tally = county.clerk.tell("tally", fates=["写入 * hold"])["job"]
    assert until(lambda: bool(county.room.steps(tally)), 10)
    county.clerk.tell("bells", job=tally, count=2)
    time.sleep(1)
    held = {step.pid for step in county.room.steps(tally) if step.fate == "hold"}
    county.room.lift(tally)
    county.room.ended(tally)
    assert county.lines(tally) == 1
    return len(held)


def test_one_job_is_in_one_process(county: County) -> None:
    assert claims(county) == 1


def test_without_the_lease_it_is_in_two(county: County) -> None:
    with county.room.going_without("lease"):
        assert claims(county) == 2
