"""A method tried and adopted: numbers moved by sliders, a draft written and checked, the approver's word."""

import re
import time

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

OFFICE, APPROVER = "kaopingban", "qianfa"
WIDTHS = ("desktop", "phone")
_CALLED = {"desktop": "宽屏", "phone": "手机"}
#: A number of this walk's own: names are taken once and texts adopted once, and a room may be walked in again.
_STAMP = f"{time.time_ns() // 10**6 % 10**4:04}"
_JOB_SECONDS = 60_000


@pytest.mark.parametrize("device", WIDTHS)
def test_what_if_answers_as_sliders_move_and_is_kept_as_a_draft(visit: Visit, device: str) -> None:
    with visit(device, OFFICE) as office:
        _open_trial(office)
        office.look("what-if")
        _move(office, "优秀个人", "22")
        answer = office.page.locator("#answer")
        expect(answer).to_contain_text("越过名额线的")
        expect(answer.locator("tr.pending").first).to_be_visible()
        _move(office, "科级干部 · 年度总分", "55")
        expect(answer).to_contain_text(re.compile(r"名次上升\s*[1-9]"))
        office.look("what-if-moved", axe=True)
        office.page.get_by_label("存为草案").fill(f"{_CALLED[device]}试调{_STAMP}")
        office.page.get_by_role("button", name="存为草案").click()
        office.arrives(r"/schemes/drafts/\d+/$")
        expect(office.page.locator("main")).to_contain_text("权重 55%")
        office.look("draft", axe=True)


def _open_trial(office: Visitor) -> None:
    """From the newest run's page to its sliders."""
    office.goto("/")
    found = office.page.locator("a[href*='/cycles/']").first.get_attribute("href")
    cycle = re.search(r"/cycles/\d+/", str(found))
    assert cycle
    office.goto(f"{cycle[0]}runs/")
    office.page.locator("main a[href^='/runs/']").first.click()
    office.arrives(r"/runs/\d+/$")
    office.page.get_by_role("link", name="调一调").click()
    office.arrives(r"/what-if/$")


def _dial(office: Visitor, place: str) -> Locator:
    group = office.page.locator("details.dial-group").filter(has=office.page.locator("summary", has_text=place))
    return group.locator("input[type=range]").first


def _move(office: Visitor, place: str, value: str) -> None:
    """Move the first slider of a part of the scheme, as a hand would, and wait for the answer."""
    with office.page.expect_response(re.compile(r"/what-if/$")):
        _dial(office, place).evaluate(
            "(dial, value) => { dial.value = value; dial.dispatchEvent(new Event('input', {bubbles: true})) }", value
        )


@pytest.mark.parametrize("device", WIDTHS)
def test_a_draft_is_checked_while_typing_tried_compared_and_adopted(visit: Visit, device: str) -> None:
    with visit(device, OFFICE) as office, visit(device, APPROVER) as approver:
        draft = _written(office, f"{_CALLED[device]}方案{_STAMP}")
        _tried(office)
        _compared(office, draft)
        approver.goto(f"{draft}adopt/")
        approver.look("scheme-adopt", axe=True)
        approver.page.get_by_role("checkbox").check()
        approver.page.get_by_role("button", name="采用", exact=True).click()
        approver.sees("从此不再改变")
        approver.look("scheme-adopted")
        approver.goto("/schemes/")
        approver.look("schemes", axe=True)


def _written(office: Visitor, name: str) -> str:
    """Begin from the shipped scheme, make a mistake, be told its line, mend it, save; the draft's address."""
    office.goto("/schemes/shipped/hangjin/2016/")
    office.look("scheme", axe=True)
    office.page.get_by_role("link", name="以此起草").click()
    text = office.page.get_by_label("方案原文")
    whole = text.input_value()
    text.fill(whole.replace("share: 15%", "share: 150%"))
    faults = office.page.locator("#faults")
    expect(faults).to_contain_text("共 1 处问题")
    expect(faults).to_contain_text("第 180 行")
    office.look("scheme-fault", axe=True)
    faults.get_by_role("button", name="第 180 行").click()
    assert office.page.evaluate("getSelection().toString()").strip() == "share: 150%"
    text.fill(whole.replace("share: 15%", f"share: {14 if office.device == 'phone' else 13}.{_STAMP}%"))
    expect(faults).to_contain_text("没有问题")
    office.page.get_by_label("草案名称").fill(name)
    office.page.get_by_role("button", name="保存草案").click()
    return office.arrives(r"(/schemes/drafts/\d+/)edit/$")[1]


def _tried(office: Visitor) -> None:
    office.page.get_by_role("link", name="试算").click()
    office.page.get_by_role("button", name="试算").click()
    office.sees("全部名次")
    office.look("scheme-try", axe=True)


def _compared(office: Visitor, draft: str) -> None:
    office.goto(draft)
    office.page.get_by_role("link", name="对比").click()
    office.page.get_by_label("从").select_option("shipped-hangjin/2016")
    office.page.get_by_role("button", name="对比").click()
    office.sees("比例由“15%”改为")
    office.look("scheme-compare", axe=True)


def test_how_steady_every_place_is_comes_from_a_job(visit: Visit) -> None:
    with visit(username=OFFICE) as office:
        _open_trial(office)
        office.page.get_by_role("link", name="稳定性检验").click()
        office.look("robustness-ask", axe=True)
        office.page.get_by_label("抽取次数").fill("1000")
        office.page.get_by_role("button", name="发起检验").click()
        office.arrives(r"/jobs/\d+/$")
        office.page.get_by_role("link", name="查看检验结果").click(timeout=_JOB_SECONDS)
        office.arrives(r"/robustness/\d+/$")
        office.sees("悬于一线")
        office.look("robustness", axe=True)
