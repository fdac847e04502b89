"""The exported JSON Schema knows every rule kind, and says yes to whatever the reader says yes to."""

from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from scoring.rules import RULES
from scoring.schema.export import schema
from scoring.shipped import names, scheme_text
from tests.scoring import build

SCHEMA = schema()
FOLDER = Path(__file__).parent
GOOD = {
    **{name: scheme_text(name) for name in names()},
    "skeleton": resources.files("scoring").joinpath("skeleton.yaml").read_text(encoding="utf-8"),
    "base": (FOLDER / "refused" / "base.yaml").read_text(encoding="utf-8"),
}


def _faults(data: Any) -> list[str]:
    return [f"{list(one.absolute_path)} {one.message}" for one in Draft7Validator(SCHEMA).iter_errors(data)]


def test_it_is_a_schema_and_has_every_rule_kind() -> None:
    Draft7Validator.check_schema(SCHEMA)
    for definition in SCHEMA["definitions"].values():
        assert definition["properties"]["kind"]["enum"] == list(RULES)
        assert [one["if"]["properties"]["kind"]["const"] for one in definition["allOf"]] == list(RULES)


@pytest.mark.parametrize("name", GOOD)
def test_good_schemes_fit(name: str) -> None:
    assert _faults(yaml.load(GOOD[name], Loader=yaml.BaseLoader)) == []
    assert _faults(yaml.load(GOOD[name], Loader=_Editor)) == []


class _Editor(yaml.SafeLoader):
    """As editors read YAML: numbers are numbers, days are texts."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_methods_of_all_cases_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    monkeypatch.setattr(build, "loads", lambda text, file: texts.append(text))
    for path in sorted((FOLDER / "cases").glob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for case in data["cases"] if isinstance(data, dict) else ():
            build.method({**data["method"], **case.get("method", {})})
    assert texts
    assert [fault for text in dict.fromkeys(texts) for fault in _faults(yaml.load(text, Loader=yaml.BaseLoader))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: weighted", "kind: formula"),
        ("weight: 40%", "wait: 40%"),
        ("weight: 40%", "weight: 四成"),
        ("year: 2016", "year: 今年"),
        ("when_not_due: spread", "when_not_due: lose"),
        ("due: 2016-01-31", "due: 2016.01"),
        ("    minimum_months: 3\n", ""),
        ("      cadre: [德, 能]", "      cadre: 德"),
    ],
)
def test_slips_are_found(old: str, new: str) -> None:
    assert old in GOOD["base"]
    assert _faults(yaml.load(GOOD["base"].replace(old, new, 1), Loader=yaml.BaseLoader)) != []
