"""Of every kind of rule: the order of rows and the names of people do not matter, and more points never harm."""

import random
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from scoring.judge import judge
from scoring.keeping import digest
from scoring.model.sheet import Key, Sheet, Subject
from scoring.model.verdict import Verdict
from tests import rounds
from tests.reference import strategies as random_methods
from tests.scoring import build
from tests.scoring.naming import people, pointers, renamed
from tests.scoring.test_unnamed import CASES, case_of, marked

RANDOM = settings(max_examples=rounds.of(20, 300), deadline=None, suppress_health_check=list(HealthCheck))
LISTS = ("marks", "ledger", "ratings", "tallies", "readings", "earlier", "decisions")
STEP = 10


def shuffled(sheet: Sheet, seed: int) -> Sheet:
    """The same facts in another order."""
    rng = random.Random(seed)

    def mixed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(rng.sample(rows, len(rows)))

    subjects = [replace(one, **{name: mixed(getattr(one, name)) for name in LISTS}) for one in sheet.subjects]
    lists = {name: mixed(getattr(sheet, name)) for name in ("duties", "tenures", "rulings")}
    return replace(sheet, subjects=mixed(tuple(subjects)), **lists)


@pytest.mark.parametrize("name", CASES)
def test_the_order_of_rows_changes_nothing(name: str) -> None:
    scheme, _, sheet = case_of(name)
    other = shuffled(sheet, 1)
    assert digest.digest(scheme, other, judge(scheme, other)) == digest.digest(scheme, sheet, judge(scheme, sheet))


def _outcome(verdict: Verdict, names: Mapping[str, str]) -> dict[Key, tuple[object, ...]]:
    """Where everybody stands, under the name that `names` gives him."""
    return {
        Key(one.key.kind, names.get(one.key.code, one.key.code)): (
            (one.group, one.status, one.score, one.rank, one.tied, one.place, one.colour, one.grade),
            one.figure.value,
            len(one.reasons),
            [raised.flag for raised in one.flags],
        )
        for one in verdict.standings
    }


@pytest.mark.parametrize("name", CASES)
def test_other_names_change_nothing_but_names(name: str) -> None:
    scheme, method, sheet = case_of(name)
    other, names = marked(scheme, method, sheet, "Ж", 5)
    before, after = judge(scheme, sheet), judge(scheme, other)
    kinds = {one.key: scheme.subjects[one.key.kind].people for one in before.standings}
    assert _outcome(after, {}) == {
        Key(key.kind, names[key.code] if kinds[key] else key.code): told for key, told in _outcome(before, {}).items()
    }
    assert (len(before.problems), len(before.missing)) == (len(after.problems), len(after.missing))


@RANDOM
@given(st.data(), st.integers(0, 2**16))
def test_names_do_not_matter_to_random_methods(data: st.DataObject, seed: int) -> None:
    method = data.draw(random_methods.methods())
    scheme, sheet = build.method(method), data.draw(random_methods.sheets(method))
    codes = people(scheme, sheet)
    names = dict(zip(codes, random.Random(seed).sample(codes, len(codes)), strict=True))
    other = renamed(scheme, sheet, names, pointers(method))
    assert _outcome(judge(scheme, other), {}) == _outcome(judge(scheme, sheet), names)


def rises(entry: Any) -> bool:
    """Whether more points can never mean less: no place, nothing of which less is better, no ratio to a mean."""
    if isinstance(entry, list):
        return all(map(rises, entry))
    if not isinstance(entry, Mapping):
        return True
    falls = entry.get("kind") == "rank" or entry.get("better") == "lower" or entry.get("take") == "rank"
    return not falls and entry.get("to") != "mean" and all(map(rises, entry.values()))


def _raised(subject: Subject, place: int) -> Subject:
    marks = list(subject.marks)
    marks[place] = marks[place]._replace(value=min(marks[place].value + STEP, build.Decimal(100)))
    return replace(subject, marks=tuple(marks))


def _value(verdict: Verdict, key: Key) -> Fraction | None:
    value = next(one.figure.value for one in verdict.standings if one.key == key)
    return None if value is None else Fraction(value)


@settings(RANDOM, max_examples=rounds.of(10, 200))  # few of the random methods rise throughout
@given(st.data())
def test_more_points_never_lower_a_score_of_rules_that_rise(data: st.DataObject) -> None:
    method = data.draw(random_methods.methods().filter(rises))
    scheme, sheet = build.method(method), data.draw(random_methods.sheets(method))
    marked_ones = [number for number, one in enumerate(sheet.subjects) if one.marks]
    assume(marked_ones)
    number = data.draw(st.sampled_from(marked_ones))
    subject = sheet.subjects[number]
    more = _raised(subject, data.draw(st.integers(0, len(subject.marks) - 1)))
    after = replace(sheet, subjects=(*sheet.subjects[:number], more, *sheet.subjects[number + 1 :]))
    values = [_value(judge(scheme, one), subject.key) for one in (sheet, after)]
    note(f"{subject.key}: {values}")
    assert (values[0] is None) == (values[1] is None)
    if values[0] is not None and values[1] is not None:
        assert values[1] >= values[0]


def test_a_rule_that_falls_would_be_found() -> None:
    """The twin: less of a place is more, so a rank is not among those that rise."""
    part = {"kind": "mean", "label": "工作", "source": "work"}
    rank = {
        "kind": "rank",
        "label": "名次",
        "within": "kind",
        "better": "higher",
        "ties": "competition",
        "take": "place",
    }
    scheme = build.method({"score": {**rank, "part": part}, "sources": {"work": WORK}})
    sheet = build.sheet({"subjects": {"cadre:甲": {"marks": {"work": "80"}}, "cadre:乙": {}}}, scheme)
    more = replace(sheet, subjects=(_raised(_raised(sheet.subjects[0], 0), 0), sheet.subjects[1]))
    values = [_value(judge(scheme, one), Key("cadre", "甲")) for one in (sheet, more)]
    assert values == [2, 1]
    assert not rises({"score": rank})


WORK = {
    "kind": "marks",
    "label": "工作",
    "counted": "次",
    "range": {"low": "0", "high": "100"},
    "periods": {"Y": {"label": "全年", "due": "2016-12-31"}},
}
