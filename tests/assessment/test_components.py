"""Template tags and filters of the component set."""

from decimal import Decimal
from typing import NamedTuple

import pytest
from django.template import Context, Template

from assessment.templatetags import hengjian


class Line(NamedTuple):
    depth: int
    label: str
    value: str = "1.00"
    weight: str = ""
    sentence: str = ""
    clause: str = ""
    ref: int | None = None


@pytest.mark.parametrize(
    ("value", "shown"),
    [("96.4200", "96.42"), ("96.4250", "96.425"), ("96", "96.00"), ("96.5", "96.50"), (None, "—"), ("-0.5", "−0.50")],
)
def test_a_score_keeps_every_digit_that_counts(value: str | None, shown: str) -> None:
    assert hengjian.score(value) == shown
    assert hengjian.score(value and Decimal(value)) == shown


def test_digests_are_shortened_and_short_ones_left() -> None:
    assert hengjian.short("sha256:" + "7f3a91c0" * 8) == "7f3a91c0…91c0"
    assert hengjian.short("") == ""


@pytest.mark.parametrize(("count", "words"), [(512, "512 字节"), (2048, "2.0 KB"), (1 << 20, "1.0 MB")])
def test_bytes_in_words(count: int, words: str) -> None:
    assert hengjian.size(count) == words


def test_lines_nest_by_their_depth() -> None:
    trees = hengjian.nested([Line(0, "总"), Line(1, "平时"), Line(2, "1月"), Line(1, "专项")])
    assert [node.line.label for node in trees] == ["总"]
    assert [node.line.label for node in trees[0].children] == ["平时", "专项"]
    assert [node.line.label for node in trees[0].children[0].children] == ["1月"]


def test_a_tree_opens_as_far_as_asked_and_escapes_what_people_wrote() -> None:
    lines = [Line(0, "综合得分"), Line(1, "平时"), Line(2, "<b>1月</b>")]
    text = Template("{% load hengjian %}{% tree lines unfolded=1 %}").render(Context({"lines": lines}))
    assert text.count("<details open>") == 1 and text.count("<details>") == 1
    assert "&lt;b&gt;1月" in text


def test_parts_stand_side_by_side_and_say_their_figures() -> None:
    rows = [["平时", "96.00", "38.40"], ["专项", "90.00", "18.00"], ["定期", "", ""]]
    text = Template("{% load hengjian %}{% parts rows %}").render(Context({"rows": rows}))
    assert '<rect x="0" y="0" width="38.40"' in text and '<rect x="38.40" y="0" width="18.00"' in text
    assert "平时 96.00，计入 38.40" in text
