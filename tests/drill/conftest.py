"""One room for all drills of a session; each test leaves it with its servers up, a worker of two and beat at work."""

from collections.abc import Iterator

import pytest

from tests.drill.county import County, settled
from tests.drill.room import Room, opened


@pytest.fixture(scope="session")
def room() -> Iterator[Room]:
    with opened() as room:
        yield room


@pytest.fixture(scope="session")
def county(room: Room) -> County:
    return settled(room)


@pytest.fixture(autouse=True)
def in_order(county: County) -> Iterator[None]:
    """Whatever a drill broke stands again for the next one."""
    yield
    county.stand_up()
