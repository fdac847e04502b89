"""The year as its people walk it: the office, the signing leader, a cadre on the phone. Each goes on from the last."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import workbook
from tests.browser.conftest import Visit
from tests.browser.room import Room
from tests.browser.visitor import Visitor

OFFICE, APPROVER, NEIGHBOUR = "kaopingban", "qianfa", "linqi"
_JOB_SECONDS = 60_000
_DECIDED = "2017-01-12"


@pytest.fixture(scope="module")
def neighbour_password(room: Room) -> str:
    return room.obey("tests.browser.neighbour", "990102", "邻旗", NEIGHBOUR)


def test_a_county_opens_its_year_and_learns_what_is_wrong_with_its_workbook(
    visit: Visit, neighbour_password: str, tmp_path: Path
) -> None:
    with visit() as office:
        office.sign_in(NEIGHBOUR, neighbour_password)
        office.page.get_by_role("link", name="建立").first.click()
        office.page.get_by_label("年度", exact=True).fill("2016")
        office.page.get_by_label("“三个三”综合考评方案").check()
        office.page.get_by_role("button", name="建立").click()
        office.arrives(r"/cycles/\d+/$")
        office.page.get_by_role("navigation", name="主导航").get_by_role("link", name="数据导入").click()
        office.page.locator("input[type=file]").set_input_files(workbook.broken(tmp_path))
        office.page.get_by_role("button", name="上传并检查").click()
        office.sees("未写入任何数据")
        row = office.page.get_by_role("row").filter(has_text=workbook.SHEET).filter(has_text=workbook.CELL)
        expect(row).to_contain_text("2016年13月")
        expect(row.get_by_role("cell").last).not_to_be_empty()
        office.look("intake-faults", axe=True)
        _download(office, office.page.get_by_role("link", name="问题清单"), b"PK")


def test_the_office_finds_people_and_tasks(visit: Visit) -> None:
    with visit(username=OFFICE) as office:
        name = _someone(office)
        office.follow("干部")
        rows = office.page.locator("table.sheet tbody tr")
        everybody = rows.count()
        office.page.keyboard.press("/")
        office.page.keyboard.type(name)
        office.page.keyboard.press("Enter")
        office.arrives(r"[?&]q=")
        expect(rows.first).to_contain_text(name)
        assert rows.count() < everybody
        office.look("cadres-found")
        office.follow("三级清单")
        _unfold(office)
        office.look("tasks-unfolded")


def _someone(office: Visitor) -> str:
    """A name from the ranking, whose distribution is drawn once someone asks for it."""
    office.follow("排名")
    office.page.get_by_text("得分分布").click()
    chart = office.page.locator(".chart-drawer img")
    expect(chart).to_have_js_property("complete", True)
    assert chart.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    office.look("ranking-with-distribution")
    return office.page.locator("table.sheet tbody a").first.inner_text()


def _unfold(office: Visitor) -> None:
    """From a goal of the county to a unit's task to the people who answer for it, without leaving the page."""
    address = office.page.url
    goal = office.page.locator("details.branch").first
    goal.locator("> summary").click()
    task = goal.locator("details.branch-unit").first
    task.locator("> summary").click()
    expect(task.locator("table.members")).to_contain_text("主要责任")
    assert office.page.url == address


def test_the_ranking_draws_its_line_and_keeps_ranks_when_narrowed(visit: Visit) -> None:
    with visit(username=OFFICE) as office:
        office.follow("排名")
        rows = office.page.locator("table.sheet tbody tr")
        line = office.page.locator("tr.quota-line")
        expect(line).to_have_count(1)
        expect(line).to_contain_text("待裁定")
        tied = office.page.locator("tr.pending")
        assert tied.count() == 2
        assert line.evaluate("row => row.previousElementSibling.classList.contains('pending')")
        everywhere = _ranks(office)
        office.page.get_by_role("link", name="苏木镇").click()
        office.arrives(r"category=sumu")
        towns = rows.filter(has_not=office.page.locator("td[colspan]")).locator("th small").all_inner_texts()
        assert towns
        assert all("镇" in town or "苏木" in town for town in towns), towns
        assert _ranks(office)[0] in everywhere, "a narrowed list keeps the ranks of the whole group"
        assert _ranks(office) != list(range(1, len(_ranks(office)) + 1))


def test_a_correction_shows_in_a_new_run_with_another_digest(visit: Visit) -> None:
    with visit(username=OFFICE) as office:
        office.follow("排名")
        first = _ranks(office)
        office.page.get_by_role("link", name="下一页").click()
        office.arrives(r"page=2")
        assert _ranks(office)[0] >= first[-1] > 1, "page 2 goes on with the ranks of page 1"
        office.page.locator("table.sheet tbody a").last.click()
        office.arrives(r"/cards/\d+/")
        _correct_first_mark(office)
        _run(office)
        office.follow("测算")
        digests = office.page.locator("table.sheet tbody tr td.code:nth-of-type(5)")
        assert digests.nth(0).inner_text() != digests.nth(1).inner_text()
        office.look("runs-after-correction")


def _ranks(office: Visitor) -> list[int]:
    cells = office.page.locator("table.sheet tbody tr td:first-child").all_inner_texts()
    return [int(text) for text in cells if text.strip().isdecimal()]


def _correct_first_mark(office: Visitor) -> None:
    """Unfold the card to its entries, follow the first one's link, take half a point off, and say why."""
    office.page.locator("[data-unfold]").click()
    mark = office.page.locator("main a[href*='/correct/']").first
    expect(mark).to_be_visible()
    expect(office.page.locator("#tree")).to_contain_text(re.compile(r"平时考核-干部![A-Z]+\d+"))
    office.look("card-unfolded")
    mark.click()
    office.page.get_by_label("正确得分").fill("101")
    office.page.get_by_label("更正理由").fill("核查结论：示例考核〔2017〕3号")
    office.page.get_by_role("button", name="确认更正").click()
    assert office.page.evaluate("document.querySelector('input[name=value]').validity.rangeOverflow")
    office.page.get_by_label("正确得分").fill("61.25")
    office.page.get_by_role("button", name="确认更正").click()
    office.sees("请重新测算")
    office.look("card-corrected")


def _run(office: Visitor) -> None:
    """Ask for a run and watch its bar move to the end without a hand on the page."""
    office.follow("测算")
    office.page.get_by_role("button", name="发起测算").click()
    office.arrives(r"/jobs/\d+/")
    assert len(list(_watched(office.page.locator("#pulse")))) > 1
    office.sees("完成于")
    office.look("job-done")


def _watched(pulse: Locator) -> Iterator[str]:
    """The different things the bar says until the job is done."""
    said = ""
    for _ in range(_JOB_SECONDS // 100):
        now = pulse.inner_text()
        if now != said:
            said = now
            yield said
        if "全部完成" in said:
            return
        pulse.page.wait_for_timeout(100)


def test_a_tie_is_ruled_by_a_named_person_and_published_anew(visit: Visit) -> None:
    with visit(username=APPROVER) as leader, visit(username=OFFICE) as office:
        _rule(leader)
        _run(office)
        leader.follow("同分裁定")
        leader.look("rulings-after")
        expect(leader.page.locator("main")).to_contain_text("示例旗委书记")
        _publish(leader)
        _documents(leader)


def test_the_trail_tells_the_year_in_chinese(visit: Visit) -> None:
    with visit(username="shenji") as auditor:
        auditor.follow("操作留痕")
        told = auditor.page.locator("main").inner_text()
        assert all(act in told for act in ("核查结论：示例考核〔2017〕3号", "示例旗委书记 宝音", "第2次公布"))
        auditor.look("trail-of-the-year", axe=True)


def _rule(leader: Visitor) -> None:
    """Choose too many first, and be told beside the field; then the right number."""
    leader.follow("同分裁定")
    leader.page.get_by_role("link", name="去裁定").first.click()
    boxes = leader.page.get_by_role("checkbox")
    wanted = int(re.search(r"恰好选择 (\d+)", leader.page.inner_text("main"))[1])  # type: ignore[index]
    for box in boxes.all():
        box.check()
    leader.page.get_by_label("裁定人").fill("示例旗委书记 宝音")
    leader.page.get_by_label("裁定日期").fill(_DECIDED)
    leader.page.get_by_label("依据").fill("示例旗委常委会会议纪要〔2017〕2号")
    leader.page.get_by_role("button", name="登记裁定").click()
    expect(leader.page.locator(".field .error")).to_contain_text(f"应恰好选择 {wanted} 个")
    leader.look("tie-wrong-number", axe=True)
    for box in boxes.all()[wanted:]:
        box.uncheck()
    leader.page.get_by_role("button", name="登记裁定").click()
    leader.sees("裁定已登记")


def _publish(leader: Visitor) -> None:
    leader.goto("/")
    leader.page.get_by_role("link", name="审阅并签发").first.click()
    leader.sees("与第1次公布相比")
    leader.look("publish-preview", axe=True)
    leader.page.get_by_role("checkbox").check()
    leader.page.get_by_role("button", name="签发公布").click()
    leader.arrives(r"/publications/")


def _documents(leader: Visitor) -> None:
    """The second publication names the first one's seal, whose files are each what they say they are."""
    panels = leader.page.locator("section.panel")
    expect(panels.first).to_contain_text("上一次封签")
    links = panels.last.locator("a.btn")
    assert links.count() == 5
    for link in links.all():
        digest = link.locator("xpath=ancestor::tr").locator("td.code").get_attribute("title")
        assert (
            hashlib.sha256(_download(leader, link, b"%PDF", b"PK", b'{"form":"hengjian-archive')).hexdigest() == digest
        )
    leader.look("publications-second")


def _download(visitor: Visitor, link: Locator, *beginnings: bytes) -> bytes:
    """Click a download, and give its bytes, which begin as such a file does."""
    with visitor.page.expect_download() as coming:
        link.click()
    content = Path(coming.value.path()).read_bytes()
    assert content.startswith(beginnings)
    return content
