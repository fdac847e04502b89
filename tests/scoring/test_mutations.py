"""200 faulty schemes and sheets, made by seeded changes: each is told by place, reason and cure; no traceback, no hang.

A change that leaves a scheme or sheet sound is fine as long as nothing breaks; enough of them must be faults.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.__main__ import main
from scoring.shipped import scheme_text
from tests.scoring.refused_of import base
from tests.scoring.tables.county import SCHEME, TABLES, Rows, csv_folder

EACH = 100
TEXTS = {
    "hangjin": scheme_text("hangjin/2016"),
    **{name: base(name) for name in ("judgement", "membership", "graded_sheets")},
}
_JUNK = [
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
]
_CELLS = [
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
]
_PLACED = re.compile(r"第 \d+ 行|\.csv")


def _bad_schemes(text: str) -> Iterator[str]:
    chance = random.Random(20261121)
    changes = (_cut, _doubled, _junk, _shifted, _misspelt)
    for number in range(EACH):
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


def _bad_tables() -> Iterator[dict[str, Rows]]:
    chance = random.Random(20261122)
    filled = [name for name, rows in TABLES.items() if len(rows) > 1]
    for _ in range(EACH):
        name = chance.choice(filled)
        rows = [list(row) for row in TABLES[name]]
        row = chance.choice([row for row in rows if row])
        row[chance.randrange(len(row))] = chance.choice(_CELLS)
        yield {**TABLES, name: rows}


@pytest.fixture
def scheme(tmp_path: Path) -> Path:
    path = tmp_path / "方案.yaml"
    path.write_text(SCHEME, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", TEXTS)
def test_faulty_schemes_earn_their_words(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused = 0
    for text in _bad_schemes(TEXTS[name]):
        path = tmp_path / "方案.yaml"
        path.write_text(text, encoding="utf-8")
        refused += main(["check", str(path)])
        _check_words(capsys.readouterr().err, "方案.yaml")
    assert refused > EACH * 0.7


def test_faulty_sheets_earn_their_words(tmp_path: Path, scheme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused = 0
    for number, tables in enumerate(_bad_tables()):
        refused += main(["check", str(scheme), str(csv_folder(tmp_path / str(number), tables))])
        _check_words(capsys.readouterr().err, "")
    assert refused > EACH * 0.7


def _check_words(told: str, file: str) -> None:
    for line in told.splitlines():
        assert file in line
        assert _PLACED.search(line), line
        assert re.search(r"：.+。.+。$", line), line
