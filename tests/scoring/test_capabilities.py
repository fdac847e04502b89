"""docs/capabilities.md names for each capability the cases that prove it; none of them may be gone or say nothing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "capabilities.md").read_text(encoding="utf-8")
WORDS = ("says", "because", "pays", "flagged", "never")
"""What a case expects in sentences; which flags are raised, and what is paid, is in them too."""
TEXTS = {"says", "because", "never", "pays"}


class Named(NamedTuple):
    """A case as the page names it: the file in cases/, or 'refused/…', and the case's name."""

    file: str
    case: str


def _rows() -> Iterator[tuple[str, list[Named]]]:
    """The capabilities in the order of the page, each with its cases."""
    for phrase, cell in re.findall(r"^\| (.+?) \| (`.+) \|$", PAGE, flags=re.MULTILINE):
        yield phrase, [Named(*re.fullmatch(r"`(.+?)` (.+)", one).groups()) for one in cell.split("<br>")]  # type: ignore[union-attr]


def _cases() -> dict[Named, dict[str, Any]]:
    folders = {"": HERE / "cases", "refused/": HERE / "refused"}
    return {
        Named(f"{prefix}{file.stem}", case["name"]): case
        for prefix, folder in folders.items()
        for file in folder.glob("*.yaml")
        if file.stem != "base"
        for case in _in(file)
    }


def _in(file: Path) -> list[dict[str, Any]]:
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    found: list[dict[str, Any]] = data["cases"] if isinstance(data, dict) else data
    return found


ROWS, CASES = list(_rows()), _cases()


def _told(case: dict[str, Any]) -> tuple[bool, bool]:
    """Whether a case expects a value, and whether it expects a sentence about it."""
    expected = list(case.get("expect", {}).values())
    sentences = any(one.get(key) for one in expected for key in WORDS) or bool(case.get("quotas"))
    values = any(one.keys() - TEXTS or one.get("pays") for one in expected) or bool(case.get("quotas"))
    return values, sentences


@pytest.mark.parametrize(("phrase", "named"), ROWS, ids=[phrase for phrase, _ in ROWS])
def test_each_capability_is_proved_by_value_and_sentence(phrase: str, named: list[Named]) -> None:
    assert [one for one in named if one not in CASES] == []
    proofs = [CASES[one] for one in named]
    refusals = all(
        one.file.startswith("refused/") and (case.get("says") or case.get("has"))
        for one, case in zip(named, proofs, strict=True)
    )
    assert refusals or (True, True) in [_told(case) for case in proofs]


def test_every_row_of_the_page_is_read_and_none_stands_twice() -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith("| ") and line != "| Capability | Cases |"]
    assert len(ROWS) == len(lines)
    assert len({phrase for phrase, _ in ROWS}) == len(ROWS)


def test_every_file_of_cases_proves_something() -> None:
    used = {one.file for _, named in ROWS for one in named}
    assert {path.stem for path in (HERE / "cases").glob("*.yaml")} - used == set()


def test_no_two_cases_of_a_file_have_the_same_name() -> None:
    for file in [*(HERE / "cases").glob("*.yaml"), *(HERE / "refused").glob("*.yaml")]:
        names = [case["name"] for case in _in(file)] if file.stem != "base" else []
        assert len(set(names)) == len(names), file.stem
