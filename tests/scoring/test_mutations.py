"""Faulty schemes, sheets and books, made by seeded changes: each is told by place, reason and cure; no traceback.

A change that leaves a scheme or sheet sound is fine as long as nothing breaks; enough of them must be faults.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from openpyxl import Workbook

from scoring.__main__ import main
from scoring.errors import SchemeError
from scoring.load import loads
from scoring.shipped import names, scheme_text
from tests import rounds
from tests.scoring import build
from tests.scoring.refused_of import base
from tests.scoring.tables import county, newest
from tests.scoring.tables.county import Rows, csv_folder

EACH, FEWER = rounds.of(40, 400), rounds.of(10, 50)
CASES = Path(__file__).parent / "cases"


def _case(stem: str, name: str) -> str:
    """The method of one case."""
    data = yaml.load((CASES / f"{stem}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    case = next(one for one in data["cases"] if one["name"].startswith(name))
    return build.text({**data["method"], **case.get("method", {})})


TEXTS = {
    **{name: scheme_text(name) for name in names()},
    **{name: base(name) for name in ("judgement", "membership", "graded_sheets")},
    "newest": newest.SCHEME,
    "pool": _case("payouts", "余数、分值都相同的由决定裁定"),
    "merged": _case("merged", "方案写明各占一个名次的"),
    "when_none": _case("others", "没有写所在单位的"),
    "are": _case("boards", "绿黄红各一个"),
}
MANY = ("hangjin/2016", "judgement", "membership", "graded_sheets", "newest")
"""The others are changed in fewer places: a county's whole method takes a while to read."""
_JUNK = [
    *(
        "",
        "？",
        "-1",
        "1e9",
        "null",
        "[1, 2]",
        "{a: b}",
        "九十",
        "2016-13-01",
        "=1+1",
        "&a x",
        "!!python/x y",
        '"',
        "\t",
    ),
    *("*a", "|", ">", "@x", "'", "{", "[", "- a", "? b", "1/0", "1000000000000000", "0.00000000000001", "%"),
]
_CELLS = [
    *(
        "",
        "？",
        "-1",
        "1e9",
        "九十",
        "2016.1",
        "20261301",
        "#REF!",
        "=1+1",
        "9" * 400,
        "甲,乙",
        '"',
        "\x07",
        "NaN",
        "∞",
    ),
    *("否", "1,000", "９９９", "字" * 600, "-", "—", "0x10", "２０２６．１３", "C999", "1 2"),
]
_PLACED = re.compile(r"第 \d+ 行|\.csv|\.xlsx")


def _bad_schemes(text: str, count: int) -> Iterator[str]:
    chance = random.Random(20261121)
    changes = (_cut, _doubled, _junk, _shifted, _misspelt)
    for number in range(count):
        lines = text.splitlines(keepends=True)
        place = chance.choice([at for at, line in enumerate(lines) if ":" in line and not line.startswith("#")])
        lines[place] = changes[number % len(changes)](lines[place], chance)
        yield "".join(lines)


def _cut(line: str, chance: random.Random) -> str:
    return ""


def _doubled(line: str, chance: random.Random) -> str:
    return line * 2


def _junk(line: str, chance: random.Random) -> str:
    return f"{line.split(':')[0]}: {chance.choice(_JUNK)}\n"


def _shifted(line: str, chance: random.Random) -> str:
    return " " * chance.randint(1, 3) + line


def _misspelt(line: str, chance: random.Random) -> str:
    at = chance.randrange(len(line) - 1)
    return line[:at] + chance.choice("xX？:") + line[at + 1 :]


def _bad_tables(tables: Mapping[str, Rows]) -> Iterator[dict[str, Rows]]:
    chance = random.Random(20261122)
    filled = [name for name, rows in tables.items() if len(rows) > 1 and name != "说明"]
    changes = (_cell, _cell, _cell, _heading, _without, _twice, _renamed)
    for number in range(EACH):
        name = chance.choice(filled)
        rows = [list(row) for row in tables[name]]
        changed = changes[number % len(changes)](rows, chance)
        yield {**{key: kept for key, kept in tables.items() if key != name}, f"{name}{changed}": rows}


def _cell(rows: list[list[str]], chance: random.Random) -> str:
    row = chance.choice([row for row in rows if row])
    row[chance.randrange(len(row))] = chance.choice(_CELLS)
    return ""


def _heading(rows: list[list[str]], chance: random.Random) -> str:
    row = max(rows, key=len)
    row[chance.randrange(len(row))] += "们"
    return ""


def _without(rows: list[list[str]], chance: random.Random) -> str:
    """A column less."""
    at = chance.randrange(max(map(len, rows)))
    for row in rows:
        del row[at : at + 1]
    return ""


def _twice(rows: list[list[str]], chance: random.Random) -> str:
    rows.append(chance.choice([row for row in rows if row]))
    return ""


def _renamed(rows: list[list[str]], chance: random.Random) -> str:
    return chance.choice(("表", "1", "（2）"))


def _folder(place: Path, tables: Mapping[str, Rows]) -> Path:
    return csv_folder(place, tables)


def _book(place: Path, tables: Mapping[str, Rows]) -> Path:
    """A workbook of texts; what no workbook can hold is left out."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row, start=1):
                cell = page.cell(number, column, text.replace("\x07", ""))
                cell.data_type = "s"  # never a formula
    path = place.with_suffix(".xlsx")
    book.save(path)
    return path


@pytest.mark.parametrize("name", TEXTS)
def test_faulty_schemes_earn_their_words(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused, count = 0, EACH if name in MANY else FEWER
    for text in _bad_schemes(TEXTS[name], count):
        path = tmp_path / "方案.yaml"
        path.write_text(text, encoding="utf-8")
        refused += main(["check", str(path)])
        _check_words(capsys.readouterr().err, "方案.yaml")
    assert refused > count * 0.7


@pytest.mark.parametrize("write", [_folder, _book], ids=["folder", "book"])
@pytest.mark.parametrize(
    ("scheme", "tables"),
    [(county.SCHEME, county.TABLES), (newest.SCHEME, newest.TABLES)],
    ids=["county", "newest"],
)
def test_faulty_sheets_earn_their_words(
    scheme: str,
    tables: Mapping[str, Rows],
    write: Callable[[Path, Mapping[str, Rows]], Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text(scheme, encoding="utf-8")
    sound = write(tmp_path / "sound", {name: rows for name, rows in tables.items() if name != "说明"})
    assert (main(["check", str(path), str(sound)]), capsys.readouterr().err) == (0, "")
    refused = 0
    for number, changed in enumerate(_bad_tables(tables)):
        refused += main(["check", str(path), str(write(tmp_path / str(number), changed))])
        _check_words(capsys.readouterr().err, "")
    assert refused > EACH * 0.7


def _check_words(told: str, file: str) -> None:
    for line in told.splitlines():
        assert file in line
        assert _PLACED.search(line), line
        assert re.search(r"：.+。.+。$", line), line
        assert len(line) < 2000, line


_LAUGHS = "a0: &a0 [哈, 哈]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("a: 1\n" * 2_000_000, "个字符", id="ten megabytes"),
        pytest.param("a: " + "[" * 100_000, "嵌套超过", id="deep brackets"),
        pytest.param("".join(" " * depth + "a:\n" for depth in range(700)), "嵌套超过", id="deep indents"),
        pytest.param(_LAUGHS, "锚点或引用", id="exploding anchors"),
        pytest.param("sources: {<<: [*a]}\n", "锚点或引用", id="merge keys"),
        pytest.param("a: [" + "1," * 100_000 + "1]", "内容超过", id="a hundred thousand values"),
        pytest.param("a: '" + "b" * 290_000 + "'\n", "", id="one long text"),
        pytest.param("a: " + "9" * 290_000 + "\n", "", id="one long number"),
    ],
)
def test_what_would_burst_is_refused_at_once(text: str, why: str) -> None:
    with pytest.raises(SchemeError) as caught:
        loads(text, "方案.yaml")
    told = str(caught.value)
    assert why in told
    assert len(told) < 20_000
    assert all(fault.line >= 1 and fault.reason and fault.cure for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: b: c\n", "冒号的位置不对"),
        ("a: [1, 2\nb: 3\n", "方括号里缺少逗号"),
        ("a: {b: 1\nc: 2\n", "花括号里缺少逗号"),
        ('a: "b\n', "引号没有写完"),
        ("a: 1\n\tb: 2\n", "制表符"),
        ("a: 1\n b: 2\n", "冒号的位置不对"),
        ("a:\n  b: 1\n c: 2\n", "缩进与上下行不一致"),
        ('a: "\\q"\n', "反斜杠"),
        ("a: 1\n---\nb: 2\n", "写了两份内容"),
        ("a: @b\n", "符号开头"),
        ("a\n" * 3 + "b: 1\n", "冒号的位置不对"),
    ],
)
def test_what_is_no_yaml_is_told_in_chinese(text: str, told: str) -> None:
    with pytest.raises(SchemeError) as caught:
        loads(text, "方案.yaml")
    assert told in str(caught.value)
    assert not re.search(r"[A-Za-z]{4,}", str(caught.value).replace("方案.yaml", "").replace("YAML", ""))
