"""Everyone goes everywhere: from the first page along every link, one example of each kind of page.

Who walks at a desk sees each page in a window as narrow as a phone, too (Visitor.look).
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Error

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

#: Who looks from where. The office sees most; leaders of units and cadres have a phone in their hand; what only the
#: signing leader and the auditor see is looked at in their own walks.
WALKS = [("desktop", "kaopingban"), ("phone", "danwei"), ("phone", "ganbu")]
#: Kinds of page that axe-core has seen at a width; it need not see them again.
_SEEN_BY_AXE: set[tuple[str, str]] = set()


@pytest.mark.parametrize(("device", "username"), WALKS)
def test_every_page_within_reach_keeps_the_rules(visit: Visit, device: str, username: str) -> None:
    with visit(device, username) as visitor:
        visited = list(_walk(visitor, username))
    assert len(visited) >= 5, visited


def _walk(visitor: Visitor, username: str) -> Iterator[str]:
    """Breadth first, so that a page is met by its shortest way; gives the kinds of page met."""
    known, ahead = {"home"}, ["/"]
    while ahead:
        path = ahead.pop(0)
        kind = _kind(path)
        if _shown(visitor, path):
            visitor.look(f"{kind}-{username}", axe=_first_time(kind, visitor.device))
            ahead += _fresh(visitor, known)
        yield kind


def _shown(visitor: Visitor, path: str) -> bool:
    """Whether `path` is a page; a file is fetched and must come whole."""
    try:
        visitor.goto(path)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        assert visitor.context.request.get(visitor.room.address + path).ok
        return False
    return True


def _fresh(visitor: Visitor, known: set[str]) -> Iterator[str]:
    """Links of the page to kinds of page not yet known."""
    hrefs: list[str] = visitor.page.eval_on_selector_all(
        "a[href^='/']", "links => links.map(a => a.getAttribute('href'))"
    )
    for href in hrefs:
        kind = _kind(href)
        if kind not in known:
            known.add(kind)
            yield href


def _kind(href: str) -> str:
    """The name of an address, and what it ranks: one kind of page, whatever rows it shows."""
    found = resolve(urlsplit(href).path)
    return "-".join(filter(None, [found.url_name, found.kwargs.get("kind")]))


def _first_time(kind: str, device: str) -> bool:
    if (kind, device) in _SEEN_BY_AXE:
        return False
    _SEEN_BY_AXE.add((kind, device))
    return True
