"""One form or a zip of many, from friends and strangers."""

import io
import struct
import tracemalloc
import zipfile
from random import Random

import pytest

from cadres.people.lrmx import bundles
from cadres.people.lrmx.bundles import unbundled
from cadres.people.lrmx.forms import read_form
from cadres.workbooks.faults import Unreadable
from tests.cadres.people.lrmx.sheets import PLAIN, noise, people, zipped


def what(name: str, content: bytes) -> str:
    """What is said of the bundle, or else of its first sheet."""
    with pytest.raises(Unreadable) as refusal:
        unbundled(name, io.BytesIO(content)).sheets[0].content()
    assert "xlsx" not in refusal.value.cure
    assert "Excel" not in refusal.value.cure
    return refusal.value.what


def test_one_form_is_a_bundle_of_one() -> None:
    bundle = unbundled("王宁.lrmx", io.BytesIO(PLAIN.encode()))
    [sheet] = bundle.sheets
    assert (sheet.name, sheet.content(), bundle.passed) == ("王宁.lrmx", PLAIN.encode(), [])


def test_forms_of_a_zip_are_read_each_on_its_own_and_the_rest_is_named() -> None:
    files = {
        "甲/王宁.lrmx": PLAIN.encode(),
        "说明.txt": b"x",
        "__MACOSX/._a.lrmx": b"",
        ".DS_Store": b"",
        "李.LRMX": b"?",
    }
    bundle = unbundled("全县.zip", io.BytesIO(zipped(files)))
    assert [sheet.name for sheet in bundle.sheets] == ["甲/王宁.lrmx", "李.LRMX"]
    assert [sheet.content() for sheet in bundle.sheets] == [PLAIN.encode(), b"?"]
    assert bundle.passed == ["说明.txt"]


def test_names_as_windows_writes_them_are_read() -> None:
    raw = zipped({"xxxx.lrmx": b"1"}).replace(b"xxxx", "王宁".encode("gb18030"))
    assert unbundled("a.zip", io.BytesIO(raw)).sheets[0].name == "王宁.lrmx"


@pytest.mark.parametrize(
    "name", ["../../etc/x.lrmx", "/etc/x.lrmx", "a/../../x.lrmx", "a\\..\\..\\x.lrmx", "C:\\x.lrmx"]
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    assert what("a.zip", zipped({name: PLAIN.encode()})) == "压缩包内的文件名指向别处"


def test_zips_in_zips_and_old_forms_are_refused_with_their_cure() -> None:
    assert what("a.zip", zipped({"b.zip": zipped({"c.lrmx": b""})})) == "压缩包内还有压缩包"
    assert what("a.zip", zipped({"b.lrm": b""})) == what("b.lrm", b"x") == "是旧版任免审批表（.lrm）"


def test_empty_and_broken_zips_are_refused() -> None:
    assert what("a.zip", zipped({})) == "压缩包内没有 .lrmx 文件"
    assert what("a.zip", zipped({"a.txt": b"x"})) == "压缩包内没有 .lrmx 文件"
    assert what("a.zip", zipped({"a.lrmx": b"x"})[:-10]) == "压缩包已损坏，不能打开"


def test_bombs_are_refused() -> None:
    assert "压缩炸弹" in what("a.zip", zipped({"a.lrmx": b"\0" * 9_000_000}))
    assert "超过 10 MB" in what("a.zip", zipped({"a.lrmx": Random(1).randbytes(11_000_000)}))
    assert "超过 5000 个" in what("a.zip", zipped({f"{number}.lrmx": b"" for number in range(5_001)}))


def test_a_member_that_is_larger_than_it_says_is_refused() -> None:
    content = zipped({"a.lrmx": PLAIN.encode() * 10})
    size = struct.pack("<I", len(PLAIN.encode()) * 10)
    assert "比声明的大" in what("a.zip", content.replace(size, struct.pack("<I", 100)))


def test_a_locked_zip_is_refused() -> None:
    raw = bytearray(zipped({"a.lrmx": b"x"}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert "密码" in what("a.zip", bytes(raw))


def test_a_large_form_alone_is_refused() -> None:
    assert "超过 10 MB" in what("a.lrmx", b"<" * (bundles.MOST_UNPACKED // 100))


def test_two_thousand_forms_in_one_zip_are_read_one_at_a_time() -> None:
    """Memory stays with the largest of them, not with their sum."""
    files = people(2_000, picture=noise(160, 200))
    raw = io.BytesIO(zipped(files, zipfile.ZIP_STORED))
    names, ids = [], []
    sheets = unbundled("全县.zip", raw).sheets
    for sheet in sheets:
        if sheet is sheets[1_800]:
            tracemalloc.start()
        form = read_form(sheet.content())
        names.append(sheet.name)
        ids.append(form.value("ShenFenZheng"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert names == list(files)
    assert [name[-23:-5] for name in names] == ids
    assert peak < 3_000_000 < 6_000_000 < 200 * min(map(len, files.values()))
