"""What a trail line tells beside its sentence has a Chinese name on the page, and its act belongs to an area."""

import ast
from collections.abc import Iterator
from pathlib import Path

from assessment.templatetags.hengjian import detail_name
from cadres.trail.searching import AREAS

ROOT = Path(__file__).resolve().parents[3]
_APPS = ("cadres", "assessment", "outcomes", "reports", "config")
#: What `record` takes for its own columns.
_COLUMNS = {"actor", "county", "before", "after", "reason"}


def details() -> Iterator[str]:
    """Every further name with which a line is recorded, anywhere in the program."""
    for file in (file for app in _APPS for file in (ROOT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and _called(node) in {"record", "_tell"}:
                yield from (word.arg for word in node.keywords if word.arg and word.arg not in _COLUMNS)


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def test_every_detail_of_a_line_is_called_something_in_the_office() -> None:
    found = set(details())
    assert {"acts", "sha256", "policy"} <= found
    assert {name for name in found if detail_name(name) == name} == set()


def beginnings() -> Iterator[str]:
    """How every act begins that is recorded anywhere in the program: `person.` of `person.renamed`."""
    for file in (file for app in _APPS for file in (ROOT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and _called(node) == "record" and node.args:
                yield from (text.partition(".")[0] + "." for text in _texts(node.args[0]) if "." in text)


def _texts(first: ast.expr) -> Iterator[str]:
    """The text of an act, or the first part of one that is put together."""
    parts = first.values[:1] if isinstance(first, ast.JoinedStr) else [first]
    yield from (part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


def test_every_act_is_found_by_an_area() -> None:
    found, areas = set(beginnings()), {beginning for _, told in AREAS.values() for beginning in told}
    assert {"person.", "register.", "account.", "unit."} <= found
    assert found - areas == set()
