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

from scoring.after.payouts import remainders
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
    extra = remainders(total, exact, 2)
    everything = sum(exact.values())
    parts = {code: int(fen * value / everything) + (code in extra) for code, value in exact.items()}
    assert sum(parts.values()) == fen
    assert remainders(total, dict(reversed(exact.items())), 2) == extra


def test_of_equal_remainders_the_code_decides() -> None:
    assert remainders(Decimal("0.01"), {"乙": Fraction(1), "丙": Fraction(1)}, 2) == {"丙"}


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
