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


def test_a_block_is_moved_by_keyboard_and_a_rank_is_entered(visit: Visit) -> None:
    with visit(username=OFFICE) as office:
        office.goto("/register/units/order/")
        names = office.page.locator("table.sheet tbody th").all_inner_texts()
        for name in names[1:3]:
            tick = office.page.get_by_label(f"勾选{name}", exact=True)
            tick.focus()
            office.page.keyboard.press("Space")
        office.page.get_by_label("事由").fill("会议议定")
        office.look("register-order", axe=True)
        office.page.get_by_label("移到哪一个的前后").select_option(label=names[0])
        move = office.page.get_by_role("button", name="整块移动并保存")
        move.focus()
        office.page.keyboard.press("Enter")
        office.sees("已保存，3 个位次有变动")
        assert office.page.locator("table.sheet tbody th").all_inner_texts()[:3] == [names[1], names[2], names[0]]
        office.goto("/register/people/")
        office.page.locator("table.sheet tbody th a").first.click()
        office.page.locator("summary", has_text="登记职级").click()
        form = office.page.locator("form[action$='/rank/']")
        form.get_by_label("职级").select_option("四级调研员")
        form.get_by_label("起始时间").fill("2016-06-01")
        form.get_by_label("依据文号").fill("示例职〔2016〕2号")
        form.get_by_role("button", name="登记").click()
        office.sees("任四级调研员，自 2016-06-01 起")
        office.look("register-rank", axe=True)


def test_the_register_is_read_on_a_phone(visit: Visit) -> None:
    with visit("phone", OFFICE) as office:
        office.goto("/register/people/")
        office.look("register-people")
        office.page.locator("table.sheet tbody th a").first.tap()
        office.arrives(r"/people/\d+/")
        office.look("register-person", axe=True)
