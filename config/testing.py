"""A pytest plugin (see pyproject.toml): tests run on the real PostgreSQL and Redis, as the role that owns the tables.

Each run takes a slot of its own, so that two runs on one machine do not drop each other's database.
"""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from config import state
from config.embedded import locks, services

_WORKERS = 4
#: Redis databases of a run: broker and cache for each worker. The first numbers are the program's own.
_NUMBERS = 2 * _WORKERS
_SLOTS = range(1, 64 // _NUMBERS)
_RUN = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Prepare the environment before Django reads it. Workers of pytest-xdist inherit it from the first process."""
    if "TEST_DATABASE" in os.environ:
        _own_numbers(os.environ.get("PYTEST_XDIST_WORKER", ""))
        return
    os.environ.update(DATABASE_ROLE="owner", STATIC_FROM_SOURCES="1", DJANGO_SETTINGS_MODULE="config.settings")
    home = state.home()
    _RUN.enter_context(services.embedded_services(home))
    slot = _slot(state.private(home / "run"))
    os.environ.update(TEST_DATABASE=f"test_hengjian_{slot}", REDIS_DATABASE=str(_NUMBERS * slot))


def _own_numbers(worker: str) -> None:
    """Redis numbers of a worker of pytest-xdist ('gw0', 'gw1'): its cache and broker are nobody else's."""
    if worker:
        place = int(worker.removeprefix("gw"))
        if place >= _WORKERS:
            raise pytest.UsageError(f"At most {_WORKERS} workers: each has Redis databases of its own.")
        os.environ["REDIS_DATABASE"] = str(int(os.environ["REDIS_DATABASE"]) + 2 * place)


def _slot(folder: Path) -> int:
    for number in _SLOTS:
        try:
            _RUN.enter_context(locks.held(folder / f"test-{number}.lock"))
        except locks.Busy:
            continue
        return number
    raise pytest.UsageError(f"{len(_SLOTS)} test runs are under way already.")


def pytest_unconfigure() -> None:
    """Let the slot and the services go."""
    _RUN.close()
