"""Single entries: appended, never overwritten; each change leaves a line in the trail."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from assessment.cycles.models import Seat
from assessment.cycles.selectors import scheme_of
from assessment.entries.due import MarkKey, of_no_use
from assessment.entries.models import Entry
from assessment.entries.services import correct, supply
from cadres.jobs.services import Refused
from cadres.trail.models import TrailLine
from tests.world import World

MARCH = MarkKey("routine", "2016-03", "")


@pytest.fixture
def entry(world: World) -> Entry:
    """The March mark of a cadre: 91.00."""
    return Entry.objects.get(seat=world.seats["cadre", "D05"], **MARCH._asdict())


def test_a_correction_keeps_what_it_replaces(world: World, entry: Entry) -> None:
    later = correct(entry, Decimal("93.5"), "  核查认定漏记 ", actor=world.office)
    entry.refresh_from_db()
    assert (entry.value, later.value, later.supersedes_id) == (Decimal("91.00"), Decimal("93.5"), entry.pk)
    assert (later.seat_id, later.source, later.period, later.item) == (entry.seat_id, *MARCH)
    assert later.reason == "核查认定漏记" and later.origin == "更正 平时考核-干部!G7"


def test_a_withdrawal_holds_no_value_and_is_told_as_such(world: World, entry: Entry) -> None:
    assert correct(entry, None, "误录", actor=world.office).value is None
    line = TrailLine.objects.get(act="entry.corrected")
    assert line.summary == "塔娜 3月平时考核：撤销，理由：误录" and line.after is None


def test_a_correction_may_be_corrected_in_turn(world: World, entry: Entry) -> None:
    second = correct(correct(entry, Decimal(93), "一", actor=world.office), Decimal(94), "二", actor=world.office)
    assert Entry.objects.get(seat=entry.seat, **MARCH._asdict(), superseded_by__isnull=True) == second


@pytest.mark.parametrize(
    ("value", "reason", "said"),
    [
        (Decimal("100.01"), "理由", "0 至 100"),
        (Decimal("-1"), "理由", "0 至 100"),
        (Decimal("90.005"), "理由", "2 位小数"),
        (Decimal("91"), "理由", "相同"),
        (Decimal("92"), "  ", "理由"),
    ],
)
def test_what_is_not_a_correction_is_refused(
    world: World, entry: Entry, value: Decimal, reason: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        correct(entry, value, reason, actor=world.office)
    assert not TrailLine.objects.filter(act="entry.corrected").exists()


def test_of_two_corrections_of_one_entry_the_second_is_refused(world: World, entry: Entry) -> None:
    correct(entry, Decimal(93), "一", actor=world.office)
    with pytest.raises(Refused, match="已被更正过"):
        correct(entry, Decimal(94), "二", actor=world.office)
    assert Entry.objects.filter(supersedes=entry).count() == 1


@pytest.mark.parametrize("statement", ["UPDATE assessment_entry SET value = 1", "DELETE FROM assessment_entry"])
def test_the_database_itself_refuses_to_overwrite(world: World, statement: str) -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_gap_is_filled_by_a_first_entry(world: World) -> None:
    seat = bare(world)
    entry: Any = supply(seat, MarkKey("special", "S1", "脱贫攻坚"), Decimal("88"), "考核表漏录", actor=world.office)
    assert (entry.origin, entry.supersedes_id, entry.intake_id) == ("补录", None, None)
    assert (
        TrailLine.objects.get(act="entry.supplied").summary == "塔娜二 专项考核1“脱贫攻坚”：补录 88，理由：考核表漏录"
    )


def bare(world: World) -> Seat:
    """Somebody without a single mark, in office until the middle of May."""
    like = world.seats["cadre", "D05"]
    like.pk, like.code, like.name, like.last_on = None, "D99", "塔娜二", date(2016, 5, 31)
    like.save(force_insert=True)
    return like


@pytest.mark.parametrize("key", [MarkKey("special", "S2", "脱贫攻坚"), MarkKey("special", "S1", "新项目")])
def test_what_is_not_due_is_not_supplied(world: World, key: MarkKey) -> None:
    with pytest.raises(Refused, match="不应有这项得分"):
        supply(bare(world), key, Decimal("88"), "理由", actor=world.office)


def test_a_mark_that_is_not_due_can_be_withdrawn_and_nothing_else(world: World) -> None:
    seat = bare(world)
    entry = Entry.objects.get(seat=world.seats["cadre", "D01"], source="routine", period="2016-06")
    entry.pk, entry.seat = None, seat
    entry.save(force_insert=True)
    assert of_no_use(scheme_of(seat.cycle), seat, Entry.objects.filter(seat=seat)) == [entry]
    with pytest.raises(Refused, match="不应有这项得分"):
        correct(entry, Decimal("80"), "理由", actor=world.office)
    correct(entry, None, "误录", actor=world.office)
    assert of_no_use(scheme_of(seat.cycle), seat, Entry.objects.filter(seat=seat)) == []


def test_a_gap_left_by_a_withdrawal_is_filled_by_superseding_it(world: World, entry: Entry) -> None:
    gone = correct(entry, None, "误录", actor=world.office)
    assert supply(entry.seat, MARCH, Decimal("92"), "重新核定", actor=world.office).supersedes == gone


def test_a_mark_that_is_there_is_no_gap(world: World, entry: Entry) -> None:
    with pytest.raises(Refused, match="已经有了"):
        supply(entry.seat, MARCH, Decimal("92"), "理由", actor=world.office)
