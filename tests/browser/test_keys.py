"""A security key in a real browser: set up, asked for at the door, given up; the browser plays the key's part."""

from dataclasses import replace

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

_KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WHO = "rizhi"


def _with_key(visitor: Visitor) -> None:
    """Plug one in. Keys are bound to a name, so the room is called by its name, not by its number."""
    visitor.room = replace(visitor.room, address=visitor.room.address.replace("127.0.0.1", "localhost"))
    browser = visitor.context.new_cdp_session(visitor.page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})


def test_a_key_opens_what_a_password_does_not(visit: Visit) -> None:
    with visit() as owner:
        page = owner.page
        _with_key(owner)
        owner.sign_in(WHO)
        owner.goto("/my-account/safety/")
        owner.look("safety", axe=True)
        page.get_by_role("link", name="添加").click()
        page.get_by_label("密码").fill(owner.room.passwords[WHO])
        page.get_by_role("button", name="确认").click()
        page.get_by_label("名称").fill("办公室的密钥")
        owner.look("key-add", axe=True)
        page.get_by_role("button", name="添加").click()
        owner.arrives(r"/my-account/recovery/$")
        assert page.locator(".codes li").count() == 10
        page.get_by_role("button", name="退出").click()
        owner.sign_in(WHO)
        owner.arrives(r"/sign-in/second/$")
        owner.look("second", axe=True)
        page.get_by_role("button", name="使用安全密钥").click()
        owner.arrives(r"/trail/$")
        owner.sees("上次登录：")
        _give_up(owner)


def _give_up(owner: Visitor) -> None:
    owner.goto("/my-account/again/?next=/my-account/safety/")
    owner.page.get_by_label("密码").fill(owner.room.passwords[WHO])
    owner.page.get_by_role("button", name="确认").click()
    owner.page.get_by_role("button", name="移除").click()
    expect(owner.page.get_by_text("安全密钥已移除")).to_be_visible()
