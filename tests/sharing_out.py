"""A pytest plugin (see pyproject.toml): which tests run in the same worker, and which begin.

pytest-xdist's own groups do not hold here: it writes them into a test's id, which pytest 9.2 no longer lets it change,
so every test went alone to whichever worker was free and every worker built every room.
"""

from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

#: Folders whose tests share a costly room (a demo county, a stack of services). They take longest, hence come first.
_ROOMS = ("browser", "drill", "year", "access")
_TESTS = Path(__file__).parent


class ByRoom(LoadScopeScheduling):
    """A room's tests go to one worker, as do those of any other file."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        room = file.split("/")[1]
        return room if room in _ROOMS else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Share tests out by room, in the order below."""
    config.option.loadscopereorder = False
    return ByRoom(config, log)  # type: ignore[arg-type] (xdist does not export its type)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the rooms begin: a long one that began last would keep everybody waiting.

    The drills mostly wait, for leases to run out and services to come back: beside two busy workers they cost little.
    """
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    folder = item.path.relative_to(_TESTS).parts[0]
    return _ROOMS.index(folder) if folder in _ROOMS else len(_ROOMS)
