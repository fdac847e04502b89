"""docs/scheme-language.md cannot fall behind the table of rule kinds."""

import re
from pathlib import Path

from scoring.rules import RULES

TEXT = (Path(__file__).parents[2] / "docs" / "scheme-language.md").read_text(encoding="utf-8")


def test_every_rule_kind_has_a_section() -> None:
    sections = set(re.findall(r"^### `(\w+)`", TEXT, flags=re.MULTILINE))
    assert sections == set(RULES)


def test_every_sentence_quoted_in_the_docs_is_said_in_a_case() -> None:
    cases = "".join(path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "cases").glob("*.yaml"))
    quoted = re.findall(r"^> (.+)$", TEXT, flags=re.MULTILINE)
    assert quoted
    assert [sentence for sentence in quoted if sentence not in cases] == []
