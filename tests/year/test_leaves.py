"""No figure without its leaves: entries of score cards added up by hand give the published figure."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from html import unescape

import pytest
from django.test import Client

from assessment.cycles.selectors import scheme_of
from assessment.entries.models import Deduction, Entry
from assessment.runs.models import Result
from scoring.model.figure import LINE, MARK, Figure, loads
from scoring.telling import wording
from tests.year.conftest import Year

pytestmark = pytest.mark.django_db

WEIGHTS = {"routine": 40, "special": 20, "periodic": 40}
FACTORS = {"responsible": Fraction(1), "principal": Fraction(1, 2)}


def sample(year: Year) -> list[Result]:
    """Every seventh card, and every one that a deduction, a move or a late start makes unusual."""
    results = Result.objects.filter(run=year.run, score__isnull=False).select_related("seat").order_by("id")
    deducted = set(Deduction.objects.values_list("unit_task__member_tasks__seat_id", flat=True))
    late = {result.seat_id for result in results if result.seat.first_on > year.cycle.first_on}
    return [result for n, result in enumerate(results) if n % 7 == 0 or result.seat_id in deducted | late]


def leaves(figure: Figure, within: Figure | None = None) -> Iterator[tuple[Figure, Figure]]:
    """Each entry of an explanation with the figure it stands in."""
    if figure.rule in (MARK, LINE):
        assert within is not None
        yield figure, within
    for part in figure.parts:
        yield from leaves(part, figure)


def mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def by_hand(result: Result, entries: dict[int, Entry], lines: dict[int, Deduction]) -> Decimal:
    """The score from the recorded values that the card's leaves point at."""
    marks: dict[str, dict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
    taken = Fraction(0)
    for leaf, within in leaves(loads(result.explanation)):
        if leaf.rule == MARK:
            entry = entries[int(leaf.basis[-1])]
            assert (entry.seat_id, entry.value) == (result.seat_id, leaf.value)
            marks[entry.source][entry.period].append(Fraction(entry.value or 0))
        else:
            factor = FACTORS[str(within.basis[0])] if result.kind == "cadre" else Fraction(1)
            taken += Fraction(lines[int(leaf.basis[-1])].points or 0) * factor
    parts = {source: mean([mean(values) for values in periods.values()]) for source, periods in marks.items()}
    parts["routine"] = max(Fraction(0), parts["routine"] + taken)
    exact = sum(WEIGHTS[source] * part for source, part in parts.items()) / sum(WEIGHTS[source] for source in parts)
    return Decimal((exact * 100 + Fraction(1, 2)).__floor__()).scaleb(-2)


def test_leaves_added_up_by_hand_give_the_figure(year: Year) -> None:
    cards = sample(year)
    entries = Entry.objects.filter(seat__in=[card.seat_id for card in cards]).in_bulk()
    lines = Deduction.objects.in_bulk()
    assert len(cards) > 200
    assert [card.seat.code for card in cards if by_hand(card, entries, lines) != card.score] == []


def test_no_entry_is_left_out(year: Year) -> None:
    for card in sample(year)[:100]:
        refs = [int(leaf.basis[-1]) for leaf, _ in leaves(loads(card.explanation)) if leaf.rule == MARK]
        assert sorted(refs) == list(
            Entry.objects.filter(seat_id=card.seat_id).order_by("id").values_list("id", flat=True)
        )


def test_page_and_interface_say_the_sentences_of_the_one_voice(year: Year) -> None:
    client = Client()
    client.force_login(year.office, backend="django.contrib.auth.backends.ModelBackend")
    for card in sample(year)[::60]:
        lines = wording.lines(scheme_of(year.cycle), loads(card.explanation))
        assert f"{card.score:.2f}" in lines[0].sentence
        page = unescape(client.get(f"/cards/{card.pk}/").content.decode())
        told = client.get(f"/api/v1/score-cards/{card.pk}/").json()["lines"]
        assert [line["sentence"] for line in told] == [line.sentence for line in lines]
        assert [line.sentence for line in lines if line.sentence not in page] == []
