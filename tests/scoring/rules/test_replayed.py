"""Figures of the combining kinds can be recomputed from parts and basis alone, and a basis that is made up is found."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring.judge import judge
from scoring.keeping import replay
from scoring.language.scheme import Scheme
from scoring.model.figure import LEAVES, Figure, dumps, loads
from tests.scoring import build

FOLDER = Path(__file__).parents[1] / "cases"


def figures() -> Iterator[Any]:
    """Every computed figure with a basis, of the cases of the combining kinds."""
    for stem in ("combine", "gaps", "totals"):
        data = yaml.load((FOLDER / f"{stem}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for case in data["cases"]:
            scheme = build.method({**data["method"], **case["method"]})
            for standing in judge(scheme, build.sheet(case, scheme)).standings:
                for figure in below(standing.figure):
                    yield pytest.param(scheme, figure, id=f"{case['name']}-{standing.key.code}-{figure.rule}")


def below(figure: Figure) -> Iterator[Figure]:
    """The figure and all below it that have a value and a basis of what was used, not of the subject's attributes."""
    if figure.rule not in LEAVES and figure.value is not None and figure.basis and figure.parts:
        yield figure
    for part in figure.parts:
        yield from below(part)


@pytest.mark.parametrize(("scheme", "figure"), list(figures()))
def test_a_made_up_basis_does_not_give_the_value(scheme: Scheme, figure: Figure) -> None:
    assert replay.differences(scheme, loads(dumps(figure))) == []
    for basis in ((), (*figure.basis, "1"), tuple("9" for _ in figure.basis), tuple("？" for _ in figure.basis)):
        assert scheme.rule_of(figure.rule).value(figure._replace(basis=basis)) != figure.value


@pytest.mark.parametrize(("scheme", "figure"), list(figures()))
@pytest.mark.parametrize("entry", ["？", "1/0"])
def test_a_malformed_basis_never_raises(scheme: Scheme, figure: Figure, entry: str) -> None:
    for place in range(len(figure.basis)):
        basis = (*figure.basis[:place], entry, *figure.basis[place + 1 :])
        found = replay.recomputed(scheme, figure._replace(basis=basis))
        assert found is None or isinstance(found, Fraction)
