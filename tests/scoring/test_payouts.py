"""A pool adds up to its last unit, whatever the points and the order of rows."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scoring.after.remainders import Rest, rests
from scoring.judge import judge
from scoring.keeping import replay
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure, dumps, loads
from tests.scoring import build

FOLDER = Path(__file__).parent / "cases"

POINTS = st.dictionaries(st.text("甲乙丙丁", min_size=1, max_size=3), st.integers(0, 12), min_size=1).filter(
    lambda points: any(points.values())
)


@given(st.integers(0, 100000), POINTS)
def test_parts_add_up_and_rows_do_not_count(fen: int, points: dict[str, int]) -> None:
    total, exact = Decimal(fen) / 100, {code: Fraction(value) for code, value in points.items()}
    rest = rests(total, exact, 2)
    assert isinstance(rest, dict)
    everything = sum(exact.values())
    parts = {code: int(fen * value / everything) + rest[code].extra for code, value in exact.items()}
    assert sum(parts.values()) == fen
    assert rests(total, dict(reversed(exact.items())), 2) == rest


@given(st.integers(0, 100000), POINTS)
def test_whoever_is_alike_and_parted_is_told_why(fen: int, points: dict[str, int]) -> None:
    """Equal points and unequal parts: each of them is told that the code did it, or that a ruling is awaited."""
    exact = {code: Fraction(value) for code, value in points.items()}
    rest = rests(Decimal(fen) / 100, exact, 2)
    assert isinstance(rest, dict)
    for value in set(points.values()):
        alike = [rest[code] for code in points if points[code] == value]
        assert {one.why for one in alike} == ({"code"} if len({one.extra for one in alike}) > 1 else {alike[0].why})
    parted = any(one.why == "code" for one in rest.values())
    assert isinstance(rests(Decimal(fen) / 100, exact, 2, frozenset()), int) == parted


def test_of_equal_remainders_the_code_decides_and_a_ruling_where_the_scheme_asks_for_one() -> None:
    points = {"乙": Fraction(1), "丙": Fraction(1)}
    assert rests(Decimal("0.01"), points, 2) == {"丙": Rest(1, "code"), "乙": Rest(0, "code")}
    assert rests(Decimal("0.01"), points, 2, {"乙"}) == {"丙": Rest(0, "ruled"), "乙": Rest(1, "ruled")}
    assert rests(Decimal("0.01"), points, 2, {"乙", "丙"}) == 1


def _shared() -> Iterator[Any]:
    """Every share of a pool in the cases, with its scheme."""
    data = yaml.load((FOLDER / "payouts.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for case in data["cases"]:
        scheme = build.method({**data["method"], **case.get("method", {})})
        for standing in judge(scheme, build.sheet(case, scheme)).standings:
            for figure in standing.payout:
                if figure.basis:
                    yield pytest.param(scheme, figure, id=f"{case['name']}-{standing.key.code}")


@pytest.mark.parametrize(("scheme", "figure"), list(_shared()))
def test_a_made_up_basis_gives_no_share(scheme: Scheme, figure: Figure) -> None:
    rule = scheme.rule_of(figure.rule)
    assert rule.value(loads(dumps(figure))) == figure.value
    doubled = ("2000000", *figure.basis[1:])
    for basis in ((), figure.basis[:2], (*figure.basis, "1"), tuple("？" for _ in figure.basis), doubled):
        assert rule.value(figure._replace(basis=basis)) != figure.value


def test_a_changed_share_is_found() -> None:
    scheme, figure = next(_shared()).values
    assert replay.differences(scheme, figure) == []
    assert replay.differences(scheme, figure._replace(value=Fraction(1))) == [figure.rule]
