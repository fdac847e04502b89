"""Rosters walked through: sent with a fault, mended, previewed, written, found in the history, taken back."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.cadres.imports.rosters import HEAD, UNITS_HEAD, book
from tests.cadres.people.lrmx.sheets import id_number

OFFICE = "kaopingban"
_JOB_SECONDS = 90_000
#: Units and people (born in a year of their own) of this walk alone: a room may be walked in again.
_STAMP = time.time_ns() // 10**6 % 400
WIDTHS = ("desktop", "phone")


def rosters(serial: int, category: str, **cells: object) -> bytes:
    """A new unit and a man (odd serial) who was never sent before."""
    unit = [900, f"W{serial}", f"示例第{serial}局", "", category, None]
    row = [
        1,
        f"示例第{serial}局",
        "欧阳　靖",
        "男",
        "汉族",
        "1981.03",
        id_number("19810315", serial),
        "局长",
        "一把手",
        "2016.05",
    ]
    row = [cells.get(heading, value) for heading, value in zip(HEAD, row, strict=True)]
    titled = [["示例县科级干部名册"], ["填报单位：示例县委组织部"], HEAD, row, ["合计", "1人"]]
    return book({"单位名册": [UNITS_HEAD, unit], "干部名册": titled})


@pytest.mark.parametrize("device", WIDTHS)
def test_rosters_are_sent_mended_written_and_taken_back(visit: Visit, tmp_path: Path, device: str) -> None:
    serial = 2 * _STAMP + 101 + 50 * WIDTHS.index(device)
    with visit(device, OFFICE) as office:
        office.goto("/people/rosters/")
        office.look("rosters", axe=True)
        _send(office, tmp_path, rosters(serial, "苏木镇", 性别="女", 任现职时间=2016.1))
        expect(office.page.locator("main")).to_contain_text("1 行有问题", timeout=_JOB_SECONDS)
        expect(office.page.locator("main")).to_contain_text("分不清1月和10月")
        office.look("rosters-faults", axe=True)
        with office.page.expect_download() as download:
            office.page.get_by_role("link", name="下载批注副本").click()
        assert download.value.suggested_filename == "名册（批注）.xlsx"
        office.page.get_by_role("link", name="重新上传").click()
        _send(office, tmp_path, rosters(serial, "苏木镇", 出生年月="1981.04"))
        button = office.page.get_by_role("button", name="确认写入")
        expect(button).to_be_visible(timeout=_JOB_SECONDS)
        office.look("rosters-preview", axe=True)
        office.page.get_by_label("须核对的 1 行已逐行核对无误").check()
        button.click()
        expect(office.page.locator("main")).to_contain_text("已全部写入名册", timeout=_JOB_SECONDS)
        office.page.get_by_text("撤销这次导入").click()
        office.look("rosters-written", axe=True)
        office.page.get_by_label("撤销理由").fill("传错了表")
        office.page.get_by_role("button", name="撤销").click()
        expect(office.page.locator("main")).to_contain_text("撤销了这次导入", timeout=_JOB_SECONDS)
        office.goto("/people/rosters/")
        expect(office.page.locator("main")).to_contain_text("已撤销")
        office.look("rosters-history")


def _send(office: Visitor, folder: Path, content: bytes) -> None:
    path = folder / "名册.xlsx"
    path.write_bytes(content)
    office.page.get_by_label("名册文件").set_input_files(path)
    office.page.get_by_role("button", name="上传并预览").click()
    office.arrives(r"/rosters/\d+/$")
