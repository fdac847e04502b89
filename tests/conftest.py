"""What tests share: a little county (tests/world.py) at three stages of its year, and signed-in clients."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from cadres.access.models import Role
from tests import world as worlds
from tests.world import World

_ROOMS = ("browser", "drill", "year")
"""Folders whose tests share a costly room: they take longest."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the rooms' tests start first, each room in one worker, and keep the tests of any other file together.

    The drills mostly wait, for leases to run out and services to come back: beside two busy workers they cost little.
    """
    items.sort(key=lambda item: _ROOMS.index(_folder(item)) if _folder(item) in _ROOMS else len(_ROOMS))
    for item in items:
        room = _folder(item)
        item.add_marker(pytest.mark.xdist_group(room if room in _ROOMS else item.path.stem + room))


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).parts[0]


SignedIn = Callable[[World, Role], Client]


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
