"""API clients: `as_role(world, Role.OFFICE)` is signed in without a token, `stranger` is not."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from cadres.access.models import Role
from tests.world import World

AsRole = Callable[[World, Role], APIClient]


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Each test counts its calls from zero."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def as_role() -> AsRole:
    def client_of(world: World, role: Role) -> APIClient:
        client = APIClient()
        client.force_authenticate(type(world.users[role]).objects.get(pk=world.users[role].pk))
        return client

    return client_of


@pytest.fixture
def stranger() -> APIClient:
    return APIClient()
