"""The same inputs give the same digits for anyone; a changed mark changes what depends on it and nothing else."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from assessment.cycles.models import Cycle, Seat, Tenure
from assessment.entries.models import Deduction, Entry
from assessment.entries.services import correct
from assessment.runs.models import Result, Run
from assessment.tasklists.models import MemberTask
from cadres.people.models import Person, Post
from samples.hangjin import write_workbooks
from tests.year.conftest import Year, judged, taken_in

pytestmark = pytest.mark.django_db

SAME = ("status", "score", "parts", "figures")
MOVING = ("rank", "tied", "place")
Rows = dict[tuple[str, str], dict[str, Any]]


def rows_of(run: Run) -> Rows:
    """What a run says of each seat."""
    rows = Result.objects.filter(run=run).values(
        "seat__kind", "seat__code", "peer_group", "quota", "colour", "status", "score", "parts", "explanation", *MOVING
    )
    return {(row.pop("seat__kind"), row.pop("seat__code")): row | {"figures": row.pop("explanation")} for row in rows}


def test_the_sample_is_the_true_size(year: Year) -> None:
    counts = {kind: sum(1 for key in rows_of(year.run) if key[0] == kind) for kind in ("unit", "team", "cadre")}
    assert counts["unit"] == counts["team"] >= 100
    assert counts["cadre"] >= 1_400


def test_a_second_run_gives_the_same_digest(year: Year) -> None:
    again = judged(year.cycle, year.office)
    assert again.number == year.run.number + 1
    assert (again.inputs_digest, again.digest) == (year.run.inputs_digest, year.run.digest)
    assert rows_of(again) == rows_of(year.run)


def facts(cycle: Cycle) -> dict[str, Any]:
    """All that an intake wrote, without database keys and without the cells it stood in."""
    seats, people = Seat.objects.filter(cycle=cycle), Person.objects.filter(county=cycle.county)
    posts = Post.objects.filter(person__in=people)
    of_seat = ("kind", "code", "name", "unit_name", "title", "peer_group", "category", "first_on", "last_on")
    return {
        "seats": sorted(seats.values_list(*of_seat, "situation", "protocol_order")),
        "people": sorted(people.values_list("code", "name", "sex", "ethnicity", "birth_month", "id_index")),
        "posts": sorted(map(str, posts.values_list("person__code", "unit__code", "title", "first_on", "last_on"))),
        "tenures": sorted(
            Tenure.objects.filter(seat__cycle=cycle).values_list(
                "seat__code", "unit_seat__code", "title", "post_level", "first_on", "last_on"
            )
        ),
        "duties": sorted(
            MemberTask.objects.filter(unit_task__cycle=cycle).values_list(
                "unit_task__code", "seat__code", "main", "share", "title", "first_on", "last_on"
            )
        ),
        "marks": sorted(
            Entry.objects.filter(cycle=cycle).values_list(
                "seat__kind", "seat__code", "source", "period", "item", "value"
            )
        ),
        "deductions": sorted(
            Deduction.objects.filter(cycle=cycle).values_list(
                "unit_task__code", "seat__code", "happened_on", "points", "reason", "document"
            )
        ),
    }


def test_shuffled_workbooks_give_the_same_county_and_digest(year: Year, tmp_path: Path) -> None:
    write_workbooks(tmp_path, shuffle=7)
    sent = {path.name: path.read_bytes() for path in year.folder.glob("*.xlsx")}
    assert all(path.read_bytes() != sent[path.name] for path in tmp_path.glob("*.xlsx"))
    cycle, office = taken_in(tmp_path, "990102")
    told, before = facts(cycle), facts(year.cycle)
    assert len(told["seats"]) == 110 + 110 + 1474
    assert len(told["marks"]) > 50_000
    for kind, rows in before.items():
        assert told[kind] == rows, kind
    run = judged(cycle, office)
    assert (run.inputs_digest, run.digest) == (year.run.inputs_digest, year.run.digest)


def a_mark(year: Year) -> Entry:
    """A monthly mark of a deputy in the middle of his class, who has served all year."""
    ranked = Result.objects.filter(run=year.run, kind="cadre", peer_group="deputy", status="ranked", tied=0)
    whole = ranked.filter(seat__first_on__lte=year.cycle.first_on, place="out").order_by("rank", "id")
    result = whole[whole.count() // 2]
    return Entry.objects.select_related("seat").get(seat_id=result.seat_id, source="routine", period="2016-03")


def expected_score(before: Decimal, change: Decimal, figures: str) -> Decimal:
    """40 % of a twelfth of the change, on the exact figure, rounded half up to the hundredth."""
    from scoring.model.figure import loads

    exact = loads(figures).value
    assert exact is not None
    new = Fraction(exact) + Fraction(change) / 12 * Fraction(2, 5)
    rounded = Decimal((new * 100 + Fraction(1, 2)).__floor__()).scaleb(-2)
    assert before == Decimal((Fraction(exact) * 100 + Fraction(1, 2)).__floor__()).scaleb(-2)
    return rounded


def test_one_changed_mark_changes_what_depends_on_it_and_nothing_else(year: Year) -> None:
    entry = a_mark(year)
    who = ("cadre", entry.seat.code)
    assert entry.value is not None
    new = (entry.value - 6).quantize(Decimal("0.01"), ROUND_HALF_UP)
    correct(entry, new, "录入有误", actor=year.office)
    later = judged(year.cycle, year.office)
    assert later.inputs_digest != year.run.inputs_digest
    assert later.digest != year.run.digest
    before, after = rows_of(year.run), rows_of(later)
    assert before.keys() == after.keys()
    assert after[who]["score"] == expected_score(before[who]["score"], new - entry.value, before[who]["figures"])
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {who} | moved(before, after, who)
    assert 1 < len(changed) < 200


def moved(before: Rows, after: Rows, who: tuple[str, str]) -> set[tuple[str, str]]:
    """Whose rank or tie must move, reckoned from the scores alone; and that nothing else of theirs has."""
    group = {
        key: row for key, row in before.items() if key[0] == who[0] and row["peer_group"] == before[who]["peer_group"]
    }
    ranked = [key for key, row in group.items() if row["status"] == "ranked"]
    places = {key: standing(after, ranked, key) for key in ranked}
    for key in ranked:
        assert (after[key]["rank"], after[key]["tied"]) == places[key]
        assert key == who or all(after[key][column] == before[key][column] for column in SAME)
    return {key for key in ranked if places[key] != (before[key]["rank"], before[key]["tied"])}


def standing(rows: Rows, ranked: list[tuple[str, str]], key: tuple[str, str]) -> tuple[int, int]:
    score = rows[key]["score"]
    better = sum(rows[other]["score"] > score for other in ranked)
    level = sum(rows[other]["score"] == score for other in ranked)
    return better + 1, level - 1
