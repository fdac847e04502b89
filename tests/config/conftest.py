"""A state folder of its own for each module that starts servers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import children, postgres, redis

ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A state folder in which no server is given from outside."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ADDRESSES:
            patch.delenv(name, raising=False)
        yield tmp_path_factory.mktemp("state")


@pytest.fixture
def running_postgres(home: Path) -> Iterator[children.Child]:
    """The server of ``home``; data stay from test to test."""
    with children.stopped_at_end(postgres.start(home)) as child:
        yield child


@pytest.fixture
def running_redis(home: Path) -> Iterator[children.Child]:
    """The broker of ``home``."""
    with children.stopped_at_end(redis.start(home)) as child:
        yield child
