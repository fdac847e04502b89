"""PostgreSQL is shut down at once, as by a crash, in the middle of a run, and comes back."""

import signal
import time

import pytest

from tests.drill.caller import Caller
from tests.drill.county import County
from tests.drill.room import RECOVERY_SECONDS, until

pytestmark = pytest.mark.drill

#: Seconds within which the first good page must come after the database's return.
FIRST_PAGE = 30.0
HELD_AT = ("读取考核记录", "写入结果", "提交")


def held_run(county: County, step: str) -> tuple[int, int]:
    """A run that waits at a step, its transaction open."""
    job, run = county.ask(f"{step} 1 hold")
    assert until(lambda: any(line.fate == "hold" for line in county.room.steps(job)), 10)
    return job, run


def crash(county: County, *released: int, down: float = 0.5) -> None:
    """Shut the database down at once; let the held jobs run into it; bring it back after `down` seconds."""
    county.room.kill("postgres", signal.SIGQUIT)
    for job in released:
        county.room.lift(job)
    time.sleep(down)
    county.room.start("postgres")


@pytest.mark.parametrize("step", HELD_AT)
def test_restarted_in_the_middle_of_a_run(county: County, step: str) -> None:
    acknowledged = [held_run(county, step), county.ask()]
    crash(county, acknowledged[0][0])
    for job, run in acknowledged:
        county.room.ended(job, within=RECOVERY_SECONDS)
        county.assert_done_once(job, run)


def test_without_the_retry_an_interrupted_run_is_given_up(county: County) -> None:
    with county.room.going_without("retry"):
        job, _ = held_run(county, "写入结果")
        crash(county, job)
        county.room.ended(job)
    assert county.room.job(job)[0] == "failed"


def pages_after_a_crash(county: County, caller: Caller) -> list[int]:
    """Statuses of the first pages after the database's return, asked one after the other; before it, one is good."""
    assert [caller.get(county.runs_page).status for _ in range(4)] == [200] * 4
    crash(county)
    return [caller.get(county.runs_page, patience=FIRST_PAGE).status for _ in range(4)]


def test_pages_are_good_at_once_after_its_return(county: County) -> None:
    with county.web() as caller:
        assert pages_after_a_crash(county, caller) == [200] * 4


def test_without_health_checks_the_first_pages_fail(county: County) -> None:
    with county.web(without="health checks") as caller:
        assert 500 in pages_after_a_crash(county, caller)


def test_a_page_asked_while_it_is_away_fails_soon_and_leaves_nothing_half(county: County) -> None:
    runs = "SELECT count(*) FROM assessment_run"
    before = county.room.one(runs)
    with county.web() as caller:
        county.room.kill("postgres", signal.SIGQUIT)
        answer = caller.post(county.runs_page + "ask/")
        county.room.start("postgres")
    assert answer.status == 500
    assert answer.seconds < FIRST_PAGE
    assert county.room.one(runs) == before
