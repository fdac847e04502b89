"""What tests share: a little county (tests/world.py) at three stages of its year, and signed-in clients."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

from cadres.access.models import Role
from config import throttles
from tests import world as worlds
from tests.world import World

SignedIn = Callable[[World, Role], Client]
#: The program's way of keeping passwords, with so few rounds that tests need not wait for it.
settings.PASSWORD_HASHERS = ["tests.hashing.FewRounds"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever rests on a shared county: a file of such tests alone would be given no test database.

    What is marked already stays as it is: the nearer of two marks would count, and take transactions of their own away.
    """
    for item in items:
        if "django_db_setup" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture
def world(db: None) -> World:
    """Register, lists and entries; no run yet."""
    return worlds.build()


@pytest.fixture
def judged(world: World) -> World:
    """The same with one run judged: `world.cycle.runs.get()`."""
    worlds.judge(world)
    return world


@pytest.fixture
def published(judged: World) -> World:
    """The same with that run published: `world.cycle.publications.get()`."""
    worlds.publish(judged, judged.cycle.runs.get())
    return judged


@pytest.fixture
def foreign(db: None) -> World:
    """Another county with the same year, not judged."""
    return worlds.build("990102", "邻旗")


@pytest.fixture
def signed_in() -> SignedIn:
    """`signed_in(world, Role.OFFICE)` gives a client of that account."""

    def client_of(world: World, role: Role) -> Client:
        client = Client()
        client.force_login(world.users[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def one_period(monkeypatch: pytest.MonkeyPatch) -> None:
    """All calls of the test fall into one period of the rate limits, however slow the machine and late the second."""
    monkeypatch.setattr(throttles, "time", SimpleNamespace(time=lambda: 60.0 * 30_000_000))
