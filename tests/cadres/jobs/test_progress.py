"""The heartbeat: told from a second connection while the work's transaction is open."""

import time
from datetime import timedelta

import pytest
from django.db import Error, OperationalError, connections, transaction
from django.utils import timezone
from pytest_django import Settings

from cadres.jobs import services
from cadres.jobs.models import Job, Pulse
from cadres.jobs.progress import Heartbeat
from cadres.jobs.services import Claim
from tests.cadres.jobs.conftest import new_job
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim(settings: Settings) -> Claim:
    settings.JOB_LEASE_SECONDS = 1
    claim = services.claim(new_job().pk)
    assert claim is not None
    return claim


def pulse(claim: Claim) -> Pulse:
    return Pulse.objects.get(job_id=claim.job_id)


def test_steps_show_before_the_work_commits_and_the_lease_lives_on(claim: Claim) -> None:
    first = pulse(claim).lease_until
    with Heartbeat(claim) as progress, transaction.atomic():
        progress.step("写入结果", total=1690)
        progress.advance(200)
        assert until(lambda: pulse(claim).done == 200)
        assert until(lambda: (pulse(claim).lease_until or first) > first + timedelta(seconds=1))
    assert (pulse(claim).step, pulse(claim).total) == ("写入结果", 1690)


def test_a_lost_claim_is_not_kept_alive(claim: Claim) -> None:
    gone = timezone.now() - timedelta(seconds=5)
    with Heartbeat(claim) as progress:
        Pulse.objects.filter(job_id=claim.job_id).update(attempt=2, lease_until=gone)
        progress.step("写入结果")
        time.sleep(0.6)
    assert pulse(claim).lease_until == gone
    assert pulse(claim).step == "准备"


def test_a_database_that_is_away_ends_the_beating_and_not_the_work(
    claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Error] = []

    def away(*args: object) -> bool:
        told.append(OperationalError("gone"))
        raise told[-1]

    monkeypatch.setattr(services, "beat", away)
    with Heartbeat(claim):
        assert until(lambda: bool(told))
        time.sleep(0.6)
    assert len(told) == 1
    assert Job.objects.get(pk=claim.job_id).attempt == 1


def test_its_connection_is_closed_at_the_end(claim: Claim) -> None:
    def sessions() -> int:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            return int(cursor.fetchone()[0])

    before = sessions()
    with Heartbeat(claim):
        assert until(lambda: sessions() == before + 1)
    assert until(lambda: sessions() == before)
