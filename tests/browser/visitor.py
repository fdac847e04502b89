"""A person at a browser. Every page they meet is held to the rules, and pictured if someone asked for pictures."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect

from tests.browser import rules
from tests.browser.room import Room

DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 375, "height": 812},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
DEVICES: dict[str, dict[str, Any]] = {"desktop": DESKTOP, "phone": PHONE}
_SECONDS = 15_000
_POLICY_WATCH = """document.addEventListener('securitypolicyviolation',
    e => console.error('content policy: ' + e.violatedDirective + ' ' + e.blockedURI));"""


@dataclass
class Visitor:
    """`page` is the browser's; `faults` gathers what breaks a rule, until the visit ends."""

    room: Room
    context: BrowserContext
    device: str
    page: Page = field(init=False)
    faults: list[str] = field(default_factory=list)
    #: Answers of 400 and over that the journey is about; anything else is a fault.
    expected: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(_SECONDS)
        self.context.add_init_script(_POLICY_WATCH)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._fault(f"script: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def goto(self, path: str, *, status: int = 200) -> None:
        """Type an address of the program."""
        self.expected = {status} - {200}
        answer = self.page.goto(self.room.address + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"

    def sign_in(self, username: str, password: str | None = None) -> None:
        """Type name and password on the sign-in page, as the account's owner would."""
        self.goto("/sign-in/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").fill(password or self.room.passwords[username])
        self.page.get_by_role("button", name="登录").click()

    def follow(self, label: str) -> None:
        """Click a place of the side navigation."""
        places = self.page.get_by_role("navigation", name="主导航")
        places.get_by_role("link", name=label, exact=True).click()
        self.page.wait_for_load_state()

    def look(self, name: str, *, axe: bool = False) -> None:
        """Hold the page as it is now to every rule; `axe` adds the slow one. The visit's end tells what was found."""
        found = rules.source(self.page.content()) + rules.language(self.page) + rules.width(self.page)
        self.picture(name)
        if self.device == "desktop":
            found += self._narrow(name)
        found += rules.access(self.page) if axe else []
        self.faults += [f"{name}-{self.device} ({self.path}) {fault}" for fault in found]

    def _narrow(self, name: str) -> list[str]:
        """The same page, such as it is after all that was done on it, in a window as narrow as a phone."""
        self.page.set_viewport_size(PHONE["viewport"])
        self.picture(f"{name}-narrow")
        found = rules.width(self.page)
        self.page.set_viewport_size(DESKTOP["viewport"])
        return found

    def picture(self, name: str) -> None:
        """Keep a picture of the whole page, if the environment names a folder for them."""
        folder = os.environ.get("HENGJIAN_SHOTS")
        if folder:
            shot = Path(folder) / f"{name}-{self.device}.png"
            shot.parent.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=shot, full_page=True)

    @property
    def path(self) -> str:
        """Where the visitor is: the address without the host."""
        return urlsplit(self.page.url).path

    def sees(self, text: str) -> None:
        """Wait until the page shows `text` somewhere."""
        expect(self.page.locator("body")).to_contain_text(text, timeout=_SECONDS)

    def arrives(self, pattern: str) -> re.Match[str]:
        """Wait until the address fits `pattern`, and give what it captured."""
        self.page.wait_for_url(re.compile(pattern), timeout=_SECONDS)
        found = re.search(pattern, self.page.url)
        assert found
        return found

    def _fault(self, what: str) -> None:
        self.faults.append(f"{self.device} {self.path}: {what}")

    def _console(self, message: ConsoleMessage) -> None:
        answered = re.search(r"status of (\d{3})", message.text)
        if answered and int(answered[1]) in self.expected:
            return
        if message.type in {"error", "warning"}:
            self._fault(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.room.address + "/", "data:", "blob:")):
            self._fault(f"a request left the server: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self._fault(f"{response.status}: {response.url}")


@contextmanager
def visiting(browser: Browser, room: Room, device: str, username: str = "") -> Iterator[Visitor]:
    """A fresh browser profile on a device, signed in by typing when a user name is given."""
    context = browser.new_context(**DEVICES[device], locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True)
    visitor = Visitor(room, context, device)
    try:
        if username:
            visitor.sign_in(username)
            visitor.arrives(r"/(?!sign-in)")
        yield visitor
    except BaseException as error:
        error.add_note("\n".join([f"at {visitor.page.url}", *visitor.faults]))
        raise
    finally:
        context.close()
    assert not visitor.faults, "\n".join(visitor.faults)
