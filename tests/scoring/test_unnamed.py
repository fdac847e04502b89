"""Explanations never name a voter, a rater or another cadre: of every kind of rule, under whatever names."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from scoring.facts.context import Binding, Case, Score
from scoring.judge import judge
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.model.sheet import Sheet
from scoring.reading.reader import Entry
from scoring.rules import RULES
from scoring.rules.head import Head
from tests import rounds
from tests.reference import strategies as random_methods
from tests.scoring import build
from tests.scoring.naming import Leak, leaks, markers, people, pointers, renamed
from tests.scoring.test_cases import FILES, cases_of

CASES = {one.id: one.values for file in FILES for one in cases_of(file)}
#: Letters that no method and no sheet of the tests has.
SALTS = st.text("ЖЩЯФЮ", min_size=1, max_size=4)


def marked(
    scheme: Scheme, method: Mapping[str, Any] | None, sheet: Sheet, salt: str, seed: int
) -> tuple[Sheet, dict[str, str]]:
    """The sheet with a random name for every person."""
    codes = people(scheme, sheet)
    order = random.Random(seed).sample(range(len(codes)), len(codes))
    names = markers(codes, salt, order)
    return renamed(scheme, sheet, names, pointers(method)), names


def told(scheme: Scheme, method: Mapping[str, Any] | None, sheet: Sheet, salt: str, seed: int) -> list[Leak]:
    """What leaks when the people of a sheet have random names."""
    other, names = marked(scheme, method, sheet, salt, seed)
    return leaks(scheme, other, judge(scheme, other), names)


def case_of(name: str) -> tuple[Scheme, Mapping[str, Any] | None, Sheet]:
    """The scheme, the method it is made of and the sheet of a case."""
    method, case = CASES[name]
    scheme = build.HANGJIN if method is None else build.method(method)
    return scheme, method, build.sheet(case, scheme)


def test_every_kind_of_rule_is_told_to_several_people_in_some_case() -> None:
    seen = set[str]()
    for name in CASES:
        scheme, _, sheet = case_of(name)
        if len(people(scheme, sheet)) > 1:
            seen |= {rule.kind for rule in scheme.rules.values()}
    assert set(RULES) - seen == set()


@pytest.mark.parametrize("name", CASES)
def test_no_case_names_another(name: str) -> None:
    assert told(*case_of(name), "Ж", 0) == []


@settings(max_examples=rounds.of(40, 400), deadline=None)
@given(st.sampled_from(list(CASES)), SALTS, st.integers(0, 2**16))
def test_no_case_names_another_whatever_the_names(name: str, salt: str, seed: int) -> None:
    assert told(*case_of(name), salt, seed) == []


@settings(max_examples=rounds.of(20, 300), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), SALTS, st.integers(0, 2**16))
def test_no_random_method_names_another(data: st.DataObject, salt: str, seed: int) -> None:
    method = data.draw(random_methods.methods())
    scheme, sheet = build.method(method), data.draw(random_methods.sheets(method))
    for leak in (found := told(scheme, method, sheet, salt, seed)):
        note(f"{leak.shown_to} 看到 {leak.names}：{leak.text}")
    assert found == []


@dataclass(frozen=True)
class Gossip(Rule):
    """Tells everybody who is on the sheet: what must never be."""

    kind: ClassVar[str] = "gossip"
    compares: ClassVar[bool] = True

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Gossip":
        """Nothing but the head."""
        return cls(*head.common())

    def bind(self, to: Binding) -> Score:
        """One point, and in the basis who else there is."""

        def score(case: Case) -> Figure | None:
            others = [one.subject.key.code for one in to.context.population[to.kind] if one is not case]
            return Figure(self.path, Fraction(1), tuple(others))

        return score

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'与甲、乙相比'."""
        return f"与{'、'.join(map(str, figure.basis))}相比"


def test_a_rule_that_names_others_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(dict_of_rules(), "gossip", Gossip)
    parts = {"told": {"kind": "gossip", "label": "闲话"}, "zero": {"kind": "ledger", "label": "台账", "source": "book"}}
    source = {"kind": "ledger", "label": "台账", "of": "cadre"}
    method = {"score": {"kind": "sum", "label": "得分", "parts": parts}, "sources": {"book": source}}
    scheme = build.method(method)
    sheet = build.sheet({"subjects": {"cadre:甲": {}, "cadre:乙": {}}}, scheme)
    found = told(scheme, method, sheet, "Ж", 1)
    assert {(leak.shown_to, leak.names) for leak in found} == {("cadre:‹Ж000›", "‹Ж001›"), ("cadre:‹Ж001›", "‹Ж000›")}
    assert "与‹Ж001›相比" in {leak.text for leak in found}


def dict_of_rules() -> dict[str, type[Rule]]:
    """The table of kinds, as what it is."""
    assert isinstance(RULES, dict)
    return RULES
