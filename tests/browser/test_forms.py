"""Appointment forms walked through: sent, previewed with what differs, confirmed, found in the list, given out."""

import io
import re
import time
import zipfile
from pathlib import Path

from playwright.sync_api import expect

from cadres.people.lrmx.forms import read_form
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.cadres.people.lrmx.sheets import PLAIN, filled, id_number, zipped

OFFICE = "kaopingban"
_JOB_SECONDS = 90_000
#: People of this walk's own: a room may be walked in again.
_STAMP = time.time_ns() // 10**6 % 400


def person(name: str, serial: int, **values: str) -> bytes:
    """A form of a man (odd serial) who was never sent before."""
    return filled({"XingMing": name, "ShenFenZheng": id_number("19800315", serial), **values})


def test_forms_are_sent_previewed_confirmed_and_given_out(visit: Visit, tmp_path: Path) -> None:
    serial = 2 * _STAMP + 1
    forms = {"单雄.lrmx": person("单　雄", serial), "解晋.lrmx": person("解晋", serial + 100, XingBie="男")}
    with visit(username=OFFICE) as office:
        office.goto("/people/forms/")
        office.page.get_by_role("link", name="导入任免审批表").click()
        office.look("forms-imports", axe=True)
        _send(office, tmp_path, forms | {"坏.lrmx": PLAIN[:300].encode(), "说明.txt": b""})
        expect(office.page.locator("main")).to_contain_text("1 份表有问题", timeout=_JOB_SECONDS)
        office.look("forms-faults", axe=True)
        office.page.get_by_role("link", name="重新上传").click()
        _send(office, tmp_path, forms)
        button = office.page.get_by_role("button", name="确认写入")
        expect(button).to_be_visible(timeout=_JOB_SECONDS)
        office.look("forms-preview", axe=True)
        button.click()
        expect(office.page.locator("main")).to_contain_text("已全部写入名册", timeout=_JOB_SECONDS)
        office.look("forms-result")
        _again_with_a_difference(office, tmp_path, serial)
        _give_out(office, forms["单雄.lrmx"])


def _send(office: Visitor, folder: Path, files: dict[str, bytes]) -> None:
    path = folder / "任免审批表.zip"
    path.write_bytes(zipped(files))
    office.page.get_by_label("任免审批表").set_input_files(path)
    office.page.get_by_role("button", name="上传并预览").click()
    office.arrives(r"/imports/\d+/$")


def _again_with_a_difference(office: Visitor, folder: Path, serial: int) -> None:
    """Someone known, with another birthplace and a new degree: told field by field."""
    office.goto("/people/forms/imports/")
    again = person("单雄", serial, ChuShengDi="另一省另一县", QuanRiZhiJiaoYu_XueWei="法学学士")
    _send(office, folder, {"单雄.lrmx": again})
    expect(office.page.get_by_role("button", name="确认写入")).to_be_visible(timeout=_JOB_SECONDS)
    expect(office.page.locator("main")).to_contain_text("名册 示例省示例县，表中 另一省另一县")
    office.look("forms-conflict", axe=True)


def _give_out(office: Visitor, sent: bytes) -> None:
    office.goto("/people/forms/?order=pinyin&q=单雄")
    office.look("forms-people", axe=True)
    office.page.get_by_label(re.compile("勾选单")).first.check()
    with office.page.expect_download() as download:
        office.page.get_by_role("button", name="导出勾选的干部").click()
    content = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        given = read_form(archive.read(archive.namelist()[0]))
    assert given.value("XingMing") == read_form(sent).value("XingMing")
