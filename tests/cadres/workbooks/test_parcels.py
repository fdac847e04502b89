"""Files are checked by what they are before a parser sees them."""

import io
import random
import struct
import zipfile
import zlib
from pathlib import Path
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from cadres.workbooks import members
from cadres.workbooks.faults import Fault, Faults, Unreadable
from cadres.workbooks.members import MEGABYTE
from cadres.workbooks.parcels import MOST_FILE_BYTES, Sent, books

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def workbook(title: str = "单位名册") -> bytes:
    book, raw = Workbook(), io.BytesIO()
    book.worksheets[0].title = title
    book.worksheets[0].append(["序号", "单位名称"])
    book.worksheets[0].append([1, "旗财政局"])
    book.save(raw)
    return raw.getvalue()


def remade(changes: dict[str, bytes], source: bytes | None = None) -> bytes:
    """A workbook with some of its parts put in place of the real ones, or added."""
    raw = io.BytesIO()
    with ZipFile(io.BytesIO(source or workbook())) as old, ZipFile(raw, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return raw.getvalue()


def opened(folder: Path, name: str, content: bytes) -> tuple[list[str], list[Fault]]:
    """The sheets found in one sent file, and its faults."""
    path, faults, found = folder / "sent", Faults(), []
    path.write_bytes(content)
    for book in books([Sent(name, len(content), path.read_bytes)], faults):
        found += [f"{book.name}!{sheet}" for sheet in book.names()]
    return found, faults.kept


def fault(folder: Path, name: str, content: bytes) -> str:
    found, [only] = opened(folder, name, content)
    assert found == []
    assert only.file == name
    assert only.cure
    return only.what


def test_a_workbook_opens(tmp_path: Path) -> None:
    assert opened(tmp_path, "甲.xlsx", workbook()) == (["甲.xlsx!单位名册"], [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xe5\xba\x8f\xe5\x8f\xb7,\xe5\xa7\x93\xe5\x90\x8d\n1,x\n", "改了扩展名的文本"),
        (b"", "内容不是 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 .xls 或加了密码"),
        (b"PK\x03\x04" + bytes(100), "文件已损坏"),
        (workbook()[:-200], "文件已损坏"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in fault(tmp_path, "甲.xlsx", content)


def test_a_zip_that_calls_itself_a_workbook(tmp_path: Path) -> None:
    raw = io.BytesIO()
    with ZipFile(raw, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert "没有工作簿的部件" in fault(tmp_path, "甲.xlsx", raw.getvalue())


def test_a_file_too_large_is_named_with_its_size(tmp_path: Path) -> None:
    faults = Faults()
    assert list(books([Sent("大.xlsx", 30 * MEGABYTE, None)], faults)) == []
    assert faults.kept[0].what == "文件“大.xlsx”有 30.0 MB，超过 20 MB"
    assert MOST_FILE_BYTES == 20 * MEGABYTE


def test_macros_are_refused(tmp_path: Path) -> None:
    assert fault(tmp_path, "甲.xlsx", remade({"xl/vbaProject.bin": b"x"})) == "工作簿带有宏"


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "docProps/core.xml"]
)
def test_entities_are_refused_in_every_part(tmp_path: Path, part: str, code: str) -> None:
    text = '<?xml version="1.0"?><!-- x --><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    assert "DOCTYPE" in fault(tmp_path, "甲.xlsx", remade({part: text.encode(code)}))


def test_a_bomb_that_says_its_size(tmp_path: Path) -> None:
    bomb = remade({"xl/worksheets/sheet1.xml": bytes(210 * MEGABYTE)})
    assert len(bomb) < MEGABYTE
    assert "疑似压缩炸弹" in fault(tmp_path, "甲.xlsx", bomb)


def test_a_bomb_within_the_sum_but_beyond_the_ratio(tmp_path: Path) -> None:
    bomb = remade({"xl/media/a.bin": bytes(50 * MEGABYTE)})
    assert "压缩比异常" in fault(tmp_path, "甲.xlsx", bomb)


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    """The directory claims ten bytes (and their checksum); the packed stream goes on for three megabytes."""
    content = bytes(3 * MEGABYTE)
    raw = bytearray(remade({"xl/media/a.bin": content}))
    true, false = struct.pack("<I", len(content)), struct.pack("<I", 10)
    crc, false_crc = struct.pack("<I", zlib.crc32(content)), struct.pack("<I", zlib.crc32(content[:10]))
    lying = bytes(raw).replace(true, false).replace(crc, false_crc)
    with ZipFile(io.BytesIO(lying)) as archive:
        assert archive.read("xl/media/a.bin") == bytes(10)  # which zipfile takes for the whole of it
    assert "比声明的大" in fault(tmp_path, "甲.xlsx", lying)


def test_a_cell_far_out_does_not_fill_the_memory(tmp_path: Path) -> None:
    far = SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert "工作表过大（到第1048576行、第16384列）" in fault(
        tmp_path, "甲.xlsx", remade({"xl/worksheets/sheet1.xml": far.encode()})
    )


def test_a_formatted_but_empty_cell_far_out_does_no_harm(tmp_path: Path) -> None:
    far = SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert opened(tmp_path, "甲.xlsx", remade({"xl/worksheets/sheet1.xml": far.encode()}))[1] == []


def test_too_many_members(tmp_path: Path) -> None:
    assert "2" in fault(tmp_path, "甲.xlsx", remade({f"x/{n}": b"" for n in range(2001)}))


def test_two_members_of_one_name(tmp_path: Path) -> None:
    raw = io.BytesIO(workbook())
    with ZipFile(raw, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", b"<x/>")
    assert fault(tmp_path, "甲.xlsx", raw.getvalue()) == "压缩包内有同名部件"


def bundle(files: dict[bytes, bytes]) -> bytes:
    """A zip whose names are the given bytes, without the flag that says UTF-8."""
    raw, names = io.BytesIO(), {}
    with ZipFile(raw, "w", ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(files.items()):
            stand_in = f"{number}".rjust(len(name), "_")
            names[stand_in.encode()] = name
            archive.writestr(stand_in, content)
    packed = raw.getvalue()
    for stand_in, name in names.items():
        packed = packed.replace(stand_in, name)
    return packed


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_zip_of_workbooks(tmp_path: Path, encoding: str) -> None:
    files = {
        "01单位名册.xlsx".encode(encoding): workbook(),
        "二/02干部.xlsx".encode(encoding): workbook("干部名册"),
        "__MACOSX/._01.xlsx".encode(encoding): b"x",
        "~$01单位名册.xlsx".encode(encoding): b"x",
    }
    assert opened(tmp_path, "全部.zip", bundle(files)) == (
        ["全部.zip/01单位名册.xlsx!单位名册", "全部.zip/二/02干部.xlsx!干部名册"],
        [],
    )


def test_in_a_zip_each_file_is_told_apart(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with ZipFile(inner, "w") as archive:
        archive.writestr("a.xlsx", workbook())
    files = {
        b"1.xlsx": workbook(),
        b"2.xls": b"\xd0\xcf\x11\xe0" + bytes(99),
        b"3.txt": b"x",
        b"4.zip": inner.getvalue(),
    }
    found, faults = opened(tmp_path, "全部.zip", bundle(files))
    assert found == ["全部.zip/1.xlsx!单位名册"]
    assert [f.file for f in faults] == ["全部.zip/2.xls", "全部.zip/3.txt", "全部.zip/4.zip"]


def test_an_empty_zip(tmp_path: Path) -> None:
    assert fault(tmp_path, "全部.zip", bundle({b".DS_Store": b"x"})) == "压缩包是空的"


def test_a_bomb_within_a_zip(tmp_path: Path) -> None:
    bomb = remade({"xl/media/a.bin": bytes(50 * MEGABYTE)})
    _, [only] = opened(tmp_path, "全部.zip", bundle({b"1.xlsx": bomb}))
    assert (only.file, only.what) == ("全部.zip/1.xlsx", "压缩比异常，疑似压缩炸弹")


def test_a_part_with_a_wrong_checksum(tmp_path: Path) -> None:
    raw = bytearray(workbook())
    with ZipFile(io.BytesIO(raw)) as archive:
        crc = archive.getinfo("xl/_rels/workbook.xml.rels").CRC
    damaged = bytes(raw).replace(struct.pack("<I", crc), struct.pack("<I", crc ^ 1))
    assert "文件已损坏" in fault(tmp_path, "甲.xlsx", damaged)


@pytest.mark.parametrize("seed", range(150))
def test_a_damaged_workbook_never_brings_the_reader_down(tmp_path: Path, seed: int) -> None:
    """Bytes changed at random, in the zip and inside its parts: sheets that can be read, or faults; nothing else."""
    chance = random.Random(seed)
    damaged = _damaged(workbook(), chance) if seed % 2 else remade(_parts(chance))
    path, faults = tmp_path / "sent", Faults()
    path.write_bytes(damaged)
    for book in books([Sent("甲.xlsx", len(damaged), path.read_bytes)], faults):
        for name in book.names().values():
            try:
                sheet = book.sheet(name)
            except Unreadable as told:
                assert told.cure
            else:
                assert all(len(row) < 500 for row in sheet.rows())


def _damaged(content: bytes, chance: random.Random) -> bytes:
    raw = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw[: chance.choice([len(raw), len(raw), chance.randrange(len(raw))])])


def _parts(chance: random.Random) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        names = chance.sample([n for n in archive.namelist() if n.endswith((".xml", ".rels"))], 2)
        return {name: _damaged(archive.read(name), chance) for name in names}


@pytest.mark.parametrize("start", [b"<c ", b'<c r="A1" ', b'<c t="e" ', b'<c r="A1" t="str" ', b"<a:c "])
@pytest.mark.parametrize("closed", [True, False])
def test_the_search_for_cells_grows_with_the_text_only(start: bytes, closed: bool) -> None:
    """Repeated without an end, or as attributes of one tag: by its square the search would take minutes."""
    text = start * 60_000 if not closed else b"<c " + start.partition(b" ")[2] * 60_000 + b"<f"
    began = process_time()
    members.Extent().look(text + b" t = <f")
    assert process_time() - began < 3


@pytest.mark.parametrize(
    "text", ["<sheet " * 100_000, "<sheet " + "n" * 100_000 + ">", "<sheet " + "n " * 99_999 + ">"]
)
def test_the_search_for_sheets_grows_with_the_text_only(tmp_path: Path, text: str) -> None:
    began = process_time()
    opened(tmp_path, "甲.xlsx", remade({"xl/workbook.xml": text.encode()}))
    assert process_time() - began < 3
