"""A county with another method walks its year: the empty book, its own book, a run, ranking and card."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scoring.shipped import shipped
from tests.browser.conftest import Visit
from tests.browser.room import Room

OFFICE, METHOD = "jiuqu", "jiuyuan/2022"
ROOT = Path(__file__).resolve().parents[2]
_RUN_MS = 60_000


@pytest.fixture(scope="module")
def password(room: Room) -> str:
    return room.obey("tests.browser.neighbour", "990104", "示例区", OFFICE)


def test_another_method_runs_in_the_browser_without_code_of_its_own(visit: Visit, password: str) -> None:
    (book,) = (ROOT / "samples" / "jiuyuan").glob("*.xlsx")
    scheme = shipped(METHOD)
    with visit() as office:
        office.sign_in(OFFICE, password)
        office.page.get_by_role("link", name="建立").first.click()
        office.page.get_by_label(scheme.title).check()
        office.page.get_by_label("年度", exact=True).fill(str(scheme.year))
        office.page.get_by_role("button", name="建立").click()
        office.arrives(r"/cycles/\d+/$")
        office.look("other-overview-empty")
        office.follow("数据导入")
        office.look("other-intake", axe=True)
        with office.page.expect_download() as waiting:
            office.page.get_by_role("link", name="下载空表").click()
        assert waiting.value.path().read_bytes().startswith(b"PK")
        office.page.locator("input[type=file]").set_input_files(book)
        office.page.get_by_role("button", name="上传并检查").click()
        expect(office.page.get_by_text("全部导入")).to_be_visible(timeout=_RUN_MS)
        office.look("other-intake-done")
        office.page.get_by_role("link", name="下一步：测算").click()
        office.page.get_by_role("button", name="发起测算").click()
        office.arrives(r"/jobs/\d+/")
        expect(office.page.get_by_text("完成于")).to_be_visible(timeout=_RUN_MS)
        office.goto("/")
        office.look("other-overview")
        office.follow("测算")
        office.page.get_by_role("link", name=re.compile("第1次测算")).first.click()
        office.look("other-run")
        office.follow("干部")
        office.look("other-people")
        for kind in scheme.subjects:
            office.follow("排名")
            here = office.page.url.partition("/ranking/")[0].removeprefix(office.room.address)
            office.goto(f"{here}/ranking/{kind}/")
            office.look(f"other-ranking-{kind}", axe=kind == "cadre")
            office.page.locator("table.sheet tbody a").first.click()
            office.arrives(r"/cards/\d+/")
            office.look(f"other-card-{kind}")
