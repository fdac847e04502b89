"""The empty data book of a method has room for everything that the method's own sample says."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.__main__ import main
from scoring.shipped import names, shipped
from scoring.tables.blank import NOTES, blank_pages, tables_of
from scoring.tables.forms import ASIDE
from scoring.tables.texts import heading

ROOT = Path(__file__).resolve().parents[3]
OTHERS = [name for name in names() if not name.startswith("hangjin/")]


@pytest.mark.parametrize("name", OTHERS)
def test_it_has_the_tables_and_columns_that_the_sample_fills(name: str) -> None:
    (path,) = (ROOT / "samples" / name.partition("/")[0]).glob("*.xlsx")
    sample = load_workbook(path, read_only=True)
    empty = {page.name: {column.heading for column in page.columns} for page in blank_pages(shipped(name))}
    used = {sheet.title: next(sheet.iter_rows(max_row=1, values_only=True)) for sheet in sample.worksheets}
    assert set(used) <= set(empty)
    for title, head in used.items():
        if title not in (NOTES, "对象"):
            assert {heading(str(word)) for word in head if word} - ASIDE <= empty[title], title


def test_its_words_are_the_schemes() -> None:
    *_, notes = blank_pages(shipped("qianjiang/2007"))
    told = {(row[0], row[1], row[2]) for row in notes.rows}
    assert ("对象 · 种类", "单位", "unit") in told
    assert ("对象 · 组别（班子）", "部门班子", "department") in told
    assert {where.partition(" · ")[0] for where, _, _ in told} <= {
        one.name for one in tables_of(shipped("qianjiang/2007"))
    }


def test_the_command_writes_it_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "空表.xlsx"
    scheme = str(ROOT / "scoring" / "schemes" / "jiuyuan" / "2022.yaml")
    assert main(["blank", scheme, str(out)]) == 0
    before = out.read_bytes()
    assert load_workbook(out).sheetnames[0] == "对象"
    assert main(["blank", scheme, str(out)]) == 1 and out.read_bytes() == before
    assert "文件已经有了" in capsys.readouterr().err
    assert main(["blank", scheme, str(tmp_path / "空表.csv")]) == 1
