"""The registers of units and people: walked by keyboard, an act on a unit, a group marked, and the list on a phone."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_posts import OFFICE


def test_the_office_adjusts_a_unit_by_keyboard_and_marks_whom_it_finds(visit: Visit) -> None:
    with visit(username=OFFICE) as office:
        office.follow("单位名册")
        office.look("register-units", axe=True)
        office.page.locator("table.sheet tbody th a").first.click()
        unit = office.page.locator("h1").inner_text()
        drawer = office.page.locator("summary", has_text="调整编制")
        drawer.focus()
        office.page.keyboard.press("Enter")
        form = office.page.locator("form[action$='/adjust/']")
        form.get_by_label("编制数").fill("46")
        form.get_by_label("生效时间").fill("2017-03-01")
        form.get_by_label("依据文号").fill("示例编发〔2017〕3号")
        form.get_by_label("事由").fill("核定编制")
        office.page.keyboard.press("Enter")
        expect(office.page.locator("ol.events")).to_contain_text(f"调整“{unit}”：编制数")
        office.look("register-unit", axe=True)
        office.follow("干部名册")
        office.look("register-people", axe=True)
        name = office.page.locator("table.sheet tbody th a").first.inner_text()
        office.page.keyboard.press("/")
        office.page.keyboard.type(name)
        office.page.keyboard.press("Enter")
        office.page.get_by_label(f"勾选{name}", exact=True).first.check()
        office.page.get_by_label("标记", exact=True).fill("优秀年轻干部")
        office.page.get_by_role("button", name="加标记").click()
        office.sees("标记“优秀年轻干部”")


def test_the_register_is_read_on_a_phone(visit: Visit) -> None:
    with visit("phone", OFFICE) as office:
        office.goto("/register/people/")
        office.look("register-people")
        office.page.locator("table.sheet tbody th a").first.tap()
        office.arrives(r"/people/\d+/")
        office.look("register-person", axe=True)
