"""One room and one browser for all walks. Both end with this package: the browser's event loop must not outlive it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.room import Room, served
from tests.browser.visitor import Visitor, visiting

Visit = Callable[..., AbstractContextManager[Visitor]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every walk."""
    for item in items:
        if "tests/browser" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """The sample county, published. `HENGJIAN_ROOM` names a room to walk in again, which saves the demonstration."""
    kept = os.environ.get("HENGJIAN_ROOM")
    with served(Path(kept) if kept else tmp_path_factory.mktemp("room")) as one:
        yield one


@pytest.fixture(scope="package")
def browser(room: Room) -> Iterator[Browser]:
    """Debian's Chromium."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, room: Room) -> Visit:
    """`with visit("phone", "ganbu") as cadre:` someone at a device, signed in."""

    def begin(device: str = "desktop", username: str = "") -> AbstractContextManager[Visitor]:
        return visiting(browser, room, device, username)

    return begin
