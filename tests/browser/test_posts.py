"""A person's page: refused beside a main post, moved, retired, and all of it on the line of time."""

from django.utils import timezone
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

OFFICE = "kaopingban"
TODAY = f"{timezone.localdate():%Y-%m-%d}"


def test_somebody_is_moved_and_retires(visit: Visit) -> None:
    with visit(username=OFFICE) as office:
        _open_somebody_in_office(office, 2)
        office.look("person", axe=True)
        _appoint(office, moving=False)
        office.sees("主职不能重叠")
        _appoint(office, moving=True)
        office.sees("已登记，并记入操作留痕。")
        expect(_line_of_time(office).first).to_contain_text(f"{TODAY} 至 今")
        expect(_line_of_time(office).nth(1)).to_contain_text("转任 示例组干〔2026〕9号")
        office.look("person-moved", axe=True)
        leaving = office.page.locator("form[action$='/leave/']")
        leaving.get_by_label("方式").select_option(label="退休")
        leaving.get_by_label("任至").fill(TODAY)
        leaving.get_by_label("依据文号").fill("示例组干〔2026〕10号")
        leaving.get_by_role("button", name="登记免职").click()
        expect(_line_of_time(office).first).to_contain_text("退休 示例组干〔2026〕10号")
        office.look("person-retired")
        _take_back(office, "任免")
        office.sees("已登记，并记入操作留痕。")
        expect(_line_of_time(office).first).to_contain_text(f"{TODAY} 至 今")
        office.look("person-taken-back")


def test_a_number_is_sought_by_its_own_form(visit: Visit) -> None:
    with visit(username=OFFICE) as office:
        office.goto("/register/people/")
        office.page.locator("summary", has_text="按身份证号查找").click()
        office.look("register-number", axe=True)
        office.page.get_by_label("身份证号").fill("990101199002290032")
        office.page.get_by_role("button", name="查找", exact=True).click()
        office.sees("身份证号中的出生日期不存在")
        assert "9901" not in office.page.url


def _open_somebody_in_office(office: Visitor, page: int) -> None:
    """Someone of a page of the list who holds a post: a room may be walked in again."""
    office.goto(f"/people/forms/?page={page}")
    links = office.page.locator("table.sheet tbody th a").evaluate_all(
        "links => links.map(a => a.getAttribute('href'))"
    )
    for link in links:
        office.goto(link)
        if office.page.locator("form[action$='/leave/']").count():
            return
    raise AssertionError("nobody of this page is in office")


def _appoint(office: Visitor, *, moving: bool) -> None:
    form = office.page.locator("form[action$='/appoint/']")
    form.get_by_label("单位", exact=True).select_option(index=3)
    form.get_by_label("职务", exact=True).fill("四级调研员")
    form.get_by_label("类别", exact=True).select_option(label="待遇干部")
    form.get_by_label("转任").set_checked(moving)
    form.get_by_label("任职时间").fill(TODAY)
    form.get_by_label("依据文号").fill("示例组干〔2026〕9号")
    form.get_by_role("button", name="登记任职").click()


def _take_back(office: Visitor, what: str) -> None:
    office.page.locator("summary", has_text=f"撤回误登的{what}").click()
    form = office.page.locator("form[action$='/post-withdraw/']")
    form.get_by_label("任职", exact=True).select_option(index=1)
    form.get_by_label("误登的情况").fill("文号看错")
    office.look("person-taking-back", axe=True)
    form.get_by_role("button", name="登记").click()


def _line_of_time(office: Visitor) -> Locator:
    return office.page.locator("ol.events li")
