"""A lock that is waited for in vain gives a page that says so, wherever it happens; and the twin, which fails."""

from collections.abc import Iterator
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import Client

from assessment.cycles.models import Cycle
from cadres.access.models import Role
from config import busy
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def impatient(world: World) -> Iterator[World]:
    """Somebody else holds the year, and this connection waits for a fifth of a second only."""
    held, done = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            Cycle.objects.select_for_update().get(pk=world.cycle.pk)
            held.set()
            done.wait(20)
        connection.close()

    holder = Thread(target=hold)
    holder.start()
    assert held.wait(20)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
    yield world
    done.set()
    holder.join()
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")


def asked(world: World) -> HttpResponse:
    """What the page answers that asks for a run."""
    client = Client(raise_request_exception=False)
    client.force_login(world.users[Role.OFFICE], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/cycles/{world.cycle.pk}/runs/ask/")
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_page_says_that_the_year_is_busy(impatient: World) -> None:
    answer = asked(impatient)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "正忙，请稍后再试" in answer.content.decode() and "数据未作改动" in answer.content.decode()
    assert not impatient.cycle.runs.exists()


def test_without_the_handler_it_would_be_an_error(impatient: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "is_busy", lambda _: False)
    answer = asked(impatient)
    assert answer.status_code == 500 and "程序出错" in answer.content.decode()


def test_other_errors_of_the_database_are_errors() -> None:
    assert not busy.is_busy(OperationalError("gone"))
    assert not busy.is_busy(ValueError("none")) and not busy.is_busy(None)
