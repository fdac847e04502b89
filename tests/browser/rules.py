"""What every page is held to, whoever looks at it and however wide the screen. Each rule gives the faults it found."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from config import state

#: What a Chinese page may hold in Latin letters: digests, file names, codes, cell addresses, names of formats.
_NOT_ENGLISH = re.compile(
    r"\b(?:sha256:)?[0-9a-f]{8}…[0-9a-f]{4}\b|\b(?:sha256:)?[0-9a-f]{16,64}\b|[^\s，、：]*\.(?:xlsx|pdf|zip|lrmx?)\b"
    r"|\b[A-Z]{1,3}\d[\w-]*|\bhangjin/\d{4}\b|\b(?:PDF|Excel|JSON|json|JPEG|PNG|BMP|GIF|SHA-256|API|KB|MB|CSV)\b",
    re.ASCII,
)
_ENGLISH = re.compile(r"[A-Za-z]{2,}")
_INLINE = {
    "a script in the page": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "a style sheet in the page": re.compile(r"<style", re.I),
    "a style attribute": re.compile(r"<[^>]+\sstyle\s*=\s*(?!\"\")", re.I),
    "a handler attribute": re.compile(r"<[^>]+\s(?:on[a-z]+|hx-on[\w:-]*)\s*=", re.I),
}
_CUT_TABLES = """[...document.querySelectorAll('.sheet-frame')].filter(
    frame => frame.scrollWidth > frame.clientWidth + 1 && getComputedStyle(frame).overflowX === 'clip').length"""
_AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = """async tags => {
    const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
    return found.violations.filter(v => ['serious', 'critical'].includes(v.impact))
        .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target + ' ' + n.html.slice(0, 120)).join(' | '));
}"""


def source(html: str) -> list[str]:
    """Nothing inline, neither sent by the server nor put there by a script."""
    return [f"{name}: {found[0][-120:]}" for name, rule in _INLINE.items() if (found := rule.search(html))]


def language(page: Page) -> list[str]:
    """The page says it is Chinese, and it is, but for what it marks as no language, and who reads, in its watermark."""
    said, text = page.evaluate("document.documentElement.lang"), page.inner_text("body")
    marked = page.locator("[lang=zxx]:visible").all_inner_texts() + page.locator(".watermark text").all_text_contents()
    for code in sorted(marked, key=len, reverse=True):
        text = text.replace(code, " ")
    words = _ENGLISH.findall(_NOT_ENGLISH.sub(" ", text))
    faults = [f"English left over: {sorted(set(words))}"] if words else []
    return faults if said == "zh-Hans" else [*faults, f"lang is {said!r}"]


def width(page: Page) -> list[str]:
    """The document itself never scrolls sideways; a wide table scrolls in its own frame."""
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    cut = page.evaluate(_CUT_TABLES)
    faults = [f"{cut} tables are cut off at {room} px"] if cut else []
    return [*faults, f"{wide} px wide on a screen of {room}"] if wide > room else faults


def access(page: Page) -> list[str]:
    """No serious or critical finding of axe-core, run outside the page's own content policy."""
    page.evaluate(_axe_source())
    found: list[Any] = page.evaluate(_AXE, _AXE_TAGS)
    return [f"axe {one}" for one in found]


def _axe_source() -> str:
    return Path(state.home() / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()
