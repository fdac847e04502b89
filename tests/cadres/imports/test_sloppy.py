"""Each of the sloppy and hostile rosters ends as stated, and nothing is written unless all of it can be."""

import pytest

from cadres.accounts.models import User
from cadres.imports.services import order_writing
from cadres.jobs.services import Refused
from cadres.people.models import Person, Post
from cadres.units.models import Unit
from tests.cadres.imports.conftest import Look, faults
from tests.cadres.imports.conftest import perform as work
from tests.cadres.imports.rosters import UNITS, UNITS_HEAD, book
from tests.cadres.imports.sloppy import CASES, TEXTS, Case


def test_there_are_enough_of_them() -> None:
    assert len(CASES) + len(TEXTS) >= 60


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_ends_as_stated(case: Case, looked: Look, clerk: User) -> None:
    _ends(case, looked, clerk)


@pytest.mark.parametrize("case", TEXTS.values(), ids=TEXTS)
def test_texts_are_read_in_every_encoding(case: Case, looked: Look, written: Look, clerk: User) -> None:
    written(book({"单位": [UNITS_HEAD, *UNITS]}))
    _ends(case, looked, clerk)


def _ends(case: Case, looked: Look, clerk: User) -> None:
    order = looked(case.made(), case.name)
    found = faults(order)
    assert [cell for cell, _ in found] == [cell for cell, _ in case.faults], found
    assert all(words in what for (_, words), (_, what) in zip(case.faults, found, strict=True)), found
    assert all(any(words in what for what in order.passed) for words in case.passed), order.passed
    if case.faults:
        with pytest.raises(Refused):
            order_writing(order, "", order.digest, looked=True, actor=clerk)
        assert not Person.objects.exists() and not Post.objects.exists()
        return
    assert (order.counts, order.asks) == (case.counts, case.asks)
    order = order_writing(order, "", order.digest, looked=True, actor=clerk)
    assert order.writing
    work(order.writing)
    people = case.counts.get("person", {})
    assert Person.objects.count() == people.get("new", 0)
    assert Post.objects.count() == sum(people.values())
    assert Unit.objects.count() == (3 if "unit" in case.counts or people else 0)
