"""Figures of every kind can be recomputed from parts and basis alone, and what is made up of them is found."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from scoring.judge import judge
from scoring.keeping import replay
from scoring.language.payout import Term
from scoring.language.scheme import Scheme
from scoring.model.figure import LEAVES, MARK, Figure, dumps, loads
from scoring.rules import RULES
from tests.scoring import build

FOLDER = Path(__file__).parents[1] / "cases"
COMBINING = ("combine", "gaps", "totals")
ALIKE = 40
"""So many figures of one kind and shape are changed: there are thousands."""


class Kept(NamedTuple):
    """A figure with the scheme that it was made by, and the case."""

    scheme: Scheme
    figure: Figure
    case: str

    @property
    def kind(self) -> str:
        """The kind of rule; a step of one is marked."""
        return f"{self.scheme.rule_of(self.figure.rule).kind}{'' if self.figure.rule in self.scheme.rules else '.step'}"

    @property
    def shape(self) -> tuple[str, str, int, int]:
        """Figures of one shape are put together alike."""
        told = str(self.figure.basis[0]) if self.kind.startswith(("ballot", "rating", "graded", "vote")) else ""
        return self.kind, told, min(len(self.figure.parts), 3), min(len(self.figure.basis), 5)


@cache
def kept(stem: str) -> tuple[Kept, ...]:
    """Every computed figure with a value of the cases of a file."""
    data = yaml.load((FOLDER / f"{stem}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    own = isinstance(data, dict)
    found = []
    for case in data["cases"] if own else data:
        scheme = build.method({**data["method"], **case.get("method", {})}) if own else build.HANGJIN
        for standing in judge(scheme, build.sheet(case, scheme)).standings:
            for whole in (standing.figure, *standing.payout):
                found += [Kept(scheme, figure, case["name"]) for figure in below(whole)]
    return tuple(found)


STEMS = sorted(file.stem for file in FOLDER.glob("*.yaml"))


@cache
def samples() -> tuple[Kept, ...]:
    """A few figures of each shape, of all files."""
    seen: dict[tuple[str, str, int, int], list[Kept]] = {}
    for stem in STEMS:
        for one in kept(stem):
            if len(seen.setdefault(one.shape, [])) < ALIKE:
                seen[one.shape].append(one)
    return tuple(one for alike in seen.values() for one in alike)


def below(figure: Figure) -> Iterator[Figure]:
    """The figure and all below it that are computed and have a value."""
    if figure.rule not in LEAVES and figure.value is not None:
        yield figure
    for part in figure.parts:
        yield from below(part)


def changed(figure: Figure) -> Iterator[tuple[str, Figure]]:
    """The figure with parts and entries of its basis deleted, doubled, swapped and added, and with another value."""
    parts, basis = figure.parts, figure.basis
    yield "value", figure._replace(value=Fraction(figure.value or 0) + 1)
    for strange in (Figure(MARK, Decimal(0), ("？", "", 0)), Figure(figure.rule, None), Figure("？", Fraction(0))):
        yield "part added", figure._replace(parts=(*parts, strange))
    for text in ("1", "", "？"):
        yield "entry added", figure._replace(basis=(*basis, text))
    for at in range(len(parts)):
        yield "part deleted", figure._replace(parts=parts[:at] + parts[at + 1 :])
        yield "part doubled", figure._replace(parts=parts[: at + 1] + parts[at:])
        if at and parts[at - 1] != parts[at]:
            yield "parts swapped", figure._replace(parts=(*parts[: at - 1], parts[at], parts[at - 1], *parts[at + 1 :]))
    for at in range(len(basis)):
        yield "entry deleted", figure._replace(basis=basis[:at] + basis[at + 1 :])
        yield "entry doubled", figure._replace(basis=basis[: at + 1] + basis[at:])
        yield "entry changed", figure._replace(basis=(*basis[:at], "7/3", *basis[at + 1 :]))
        if at and basis[at - 1] != basis[at]:
            yield (
                "entries swapped",
                figure._replace(basis=(*basis[: at - 1], basis[at], basis[at - 1], *basis[at + 1 :])),
            )


TOLD = {
    ("aggregate", "part deleted"): "that a part does not apply, which is in no divisor either way",
    ("choose", "entry changed"): "another value of the attribute leads to the same rule",
    ("table", "entry changed"): "another value of the attribute leads to the same row",
    ("ledger.step", "entry changed"): "the points of the line that counts instead, the document that exempts",
    ("merged", "entry changed"): "what they share, how many there are",
    ("payout", "entry changed"): "who decided",
    ("payout", "entries swapped"): "a sum for each head and the heads have the same product either way",
    ("rating", "entries swapped"): "how many sheets were blank, how many void",
    ("rating.step", "entries swapped"): "how many sheets were blank, how many void",
    ("relative", "entry changed"): "how many are compared; a yard on which nothing hangs",
    ("relative", "entries swapped"): "how many are compared, where nothing hangs on the lower end of the yard",
    ("target.step", "entry changed"): "a target on which nothing hangs",
}
"""What only the sheet can tell, and the digest of the inputs proves: by kind and change, what it is."""


@pytest.mark.parametrize("stem", STEMS)
def test_every_figure_is_recomputed_from_its_text(stem: str) -> None:
    for one in kept(stem):
        assert replay.differences(one.scheme, loads(dumps(one.figure))) == [], (one.case, one.figure.rule)


def test_no_kind_is_left_out() -> None:
    assert {one.kind.removesuffix(".step") for one in samples()} == {*RULES, "payout", Term.kind}


def test_whatever_is_deleted_doubled_added_or_swapped_is_found() -> None:
    passed: set[tuple[str, str]] = set()
    found = 0
    for one in samples():
        for change, figure in changed(one.figure):
            found += 1
            if replay.differences(one.scheme, figure) == []:
                assert (one.kind, change) in TOLD, (one.case, figure)
                passed.add((one.kind, change))
    assert passed == set(TOLD)  # no exception is claimed that is not needed
    assert found > 5000


MERGED = ("农口", "2", "170", "90", "80")


@pytest.mark.parametrize(
    ("basis", "value"),
    [
        (MERGED, Fraction(85)),
        (("农口", "2", "170", "90", "85"), None),  # the own 84 is below the lowest
        (("农口", "2", "170", "83", "80"), None),  # and here above the highest
        (("农口", "2", "181", "90", "80"), None),  # more than twice the highest
        (("农口", "2", "159", "90", "80"), None),  # less than twice the lowest
        (("农口", "0", "0", "90", "80"), None),
        (("农口", "5/2", "200", "90", "80"), None),
        (MERGED[:4], None),
    ],
)
@pytest.mark.parametrize("standing", ["together", "apart"])
def test_what_is_told_of_those_merged_must_have_room_for_the_own(
    standing: str, basis: tuple[str, ...], value: Fraction | None
) -> None:
    method = {
        "sources": {
            "work": {
                "kind": "marks",
                "label": "工作",
                "counted": "次",
                "range": {"low": "0", "high": "100"},
                "periods": {"Y": {"label": "全年", "due": "2016-12-31"}},
            }
        },
        "score": {
            "kind": "merged",
            "label": "合并",
            "by": "归口",
            "take": "mean",
            "standing": standing,
            "part": {"kind": "mean", "label": "工作", "source": "work"},
        },
    }
    scheme = build.method(method)
    part = Figure("cadre.score.part", Fraction(84), ("1",), (Figure(MARK, Decimal(84), ("Y", "", 0)),))
    assert replay.recomputed(scheme, Figure("cadre.score", Fraction(85), basis, (part,))) == value


@pytest.mark.parametrize("stem", COMBINING)
def test_a_made_up_basis_does_not_give_the_value(stem: str) -> None:
    for scheme, figure, _ in kept(stem):
        if figure.basis and figure.parts:
            for basis in (
                (),
                (*figure.basis, "1"),
                tuple("9" for _ in figure.basis),
                tuple("？" for _ in figure.basis),
            ):
                assert replay.recomputed(scheme, figure._replace(basis=basis)) != figure.value


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("entry", ["？", "1/0"])
def test_a_malformed_basis_never_raises(stem: str, entry: str) -> None:
    for scheme, figure, _ in kept(stem):
        for place in range(len(figure.basis)):
            basis = (*figure.basis[:place], entry, *figure.basis[place + 1 :])
            found = replay.recomputed(scheme, figure._replace(basis=basis))
            assert found is None or isinstance(found, Fraction)
