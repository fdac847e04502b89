"""A bad scheme earns its words: file, line, path, reason, cure, all faults at once."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import SchemeError
from scoring.load import load_file, loads
from scoring.rules import RULES
from scoring.shipped import names, scheme_text, shipped

FOLDER = Path(__file__).parent / "refused"
BASE = (FOLDER / "base.yaml").read_text(encoding="utf-8")


def _faults() -> Iterator[Any]:
    """Cases of faults.yaml change base.yaml; any other file holds a base of its own and its cases."""
    for file in sorted(FOLDER.glob("*.yaml")):
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        own = isinstance(data, dict)
        if file.stem != "base":
            base = data["base"] if own else BASE
            yield from (
                pytest.param(base, case, id=f"{file.stem}-{case['name']}") for case in (data["cases"] if own else data)
            )


def _bases() -> list[str]:
    return list(dict.fromkeys(case.values[0] for case in _faults()))


@pytest.mark.parametrize("base", _bases())
def test_the_base_of_the_bad_schemes_is_good(base: str) -> None:
    assert loads(base, "方案.yaml").title == "示例方案"


@pytest.mark.parametrize(("base", "case"), list(_faults()))
def test_a_bad_scheme_earns_its_words(base: str, case: dict[str, Any]) -> None:
    text = base
    for old, new in case["change"]:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(SchemeError) as caught:
        loads(text, "方案.yaml")
    told = str(caught.value)
    if "says" in case:
        assert sorted(told.splitlines()) == sorted(line.replace("{kinds}", "、".join(RULES)) for line in case["says"])
    assert [words for words in case.get("has", ()) if words not in told] == []


@pytest.mark.parametrize("text", ["", "只有一句话", "- 一\n- 二", "\x00", "{" * 100, "a: " * 5, "键: [1, 2"])
def test_what_is_no_scheme_at_all_is_refused_in_words(text: str) -> None:
    with pytest.raises(SchemeError, match="第 1 行"):
        loads(text, "方案.yaml")


def test_a_huge_or_deep_file_is_refused_at_once() -> None:
    with pytest.raises(SchemeError, match="个字符"):
        loads("a: 1\n" * 2_000_000, "方案.yaml")
    with pytest.raises(SchemeError, match="嵌套超过"):
        loads("a: " + "[" * 5000, "方案.yaml")


@settings(deadline=None)
@given(st.data())
def test_no_mutation_of_a_scheme_ends_in_a_traceback(data: st.DataObject) -> None:
    lines = BASE.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        lines[place] = data.draw(
            st.sampled_from(
                ["", lines[place] * 2, lines[place].replace(":", " "), "  " + lines[place], "x: 1\n", "!\n"]
            )
        )
    try:
        loads("".join(lines), "方案.yaml")
    except SchemeError as error:
        assert all(fault.line >= 1 and fault.reason and fault.cure for fault in error.faults)  # noqa: PT017


def test_numbers_are_read_exactly() -> None:
    scheme = loads(BASE, "方案.yaml")
    assert scheme.quotas["best"].share == Decimal("0.15")
    assert scheme.sources["routine"].high == Decimal(100)


def test_shipped_schemes_are_good_and_named(tmp_path: Path) -> None:
    assert "hangjin/2016" in names()
    for name in names():
        path = tmp_path / "方案.yaml"
        path.write_text(scheme_text(name), encoding="utf-8")
        assert load_file(path) == shipped(name)
    with pytest.raises(KeyError):
        scheme_text("nowhere/1999")


def test_every_proposed_setting_of_hangjin_says_so() -> None:
    """What the source is silent about is marked [P] on its line."""
    settings = ("when_not_due", "floor", "minimum_months", "factors", "principals", "also_counted", "bands")
    found = [line for line in scheme_text("hangjin/2016").splitlines() if line.strip().startswith(settings)]
    assert len(found) >= len(settings)
    assert [line for line in found if "[P]" not in line] == []
