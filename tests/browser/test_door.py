"""The way in: being refused, being locked out, keys alone, and pages that are not there or not for everybody."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

_TRIES = 5
#: What a focused element shows that it does not show otherwise.
_FOCUS = """() => { const at = document.activeElement, look = getComputedStyle(at);
    return [at.tagName, at.textContent.trim() || at.getAttribute('aria-label') || at.name || '',
        look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2]; }"""


def test_a_wrong_password_is_told_in_chinese_and_the_fifth_locks_the_door(visit: Visit) -> None:
    with visit() as stranger:
        for _ in range(_TRIES - 1):
            stranger.sign_in("nobody-here", "wrong words 2016")
            expect(stranger.page.get_by_role("alert").first).to_be_visible()
        stranger.look("sign-in-refused", axe=True)
        stranger.expected = {429}
        _type_wrong_once_more(stranger.page)
        stranger.sees("登录失败次数过多")
        stranger.look("locked-out", axe=True)


def _type_wrong_once_more(page: Page) -> None:
    page.get_by_label("用户名").fill("nobody-here")
    page.get_by_label("密码").fill("wrong words 2016")
    page.get_by_role("button", name="登录").click()


def test_keys_alone_sign_in_skip_to_the_text_and_search(visit: Visit) -> None:
    with visit() as typist:
        typist.goto("/sign-in/")
        page = typist.page
        _tab_to(page, "username")
        page.keyboard.type("kaopingban")
        page.keyboard.press("Tab")
        page.keyboard.type(typist.room.passwords["kaopingban"])
        page.keyboard.press("Enter")
        typist.arrives(r"/cycles/\d+/$")
        page.keyboard.press("Tab")
        assert page.evaluate(_FOCUS)[1] == "跳到正文"
        typist.look("skip-link")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.goto(typist.page.url.split("#")[0] + "cadres/")
        _walk_by_tab(page)
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("/")
        page.keyboard.type("额尔德")
        page.keyboard.press("Enter")
        typist.arrives(r"[?&]q=")
        expect(page.locator("table.sheet tbody tr").first).to_contain_text("额尔德")


def _tab_to(page: Page, name: str) -> None:
    for _ in range(5):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not within five tabs")


def _walk_by_tab(page: Page) -> None:
    """The first stops of the page, each with an outline one can see."""
    for _ in range(25):
        page.keyboard.press("Tab")
        tag, text, outlined = page.evaluate(_FOCUS)
        assert tag == "BODY" or outlined, f"no visible focus on {tag} {text!r}"


def test_a_page_that_is_not_there_says_so_in_chinese(visit: Visit) -> None:
    with visit("phone", "ganbu") as cadre:
        cadre.goto("/cycles/999999/", status=404)
        cadre.look("not-found", axe=True)
        cadre.goto("/trail/", status=403)
        cadre.look("not-allowed", axe=True)
