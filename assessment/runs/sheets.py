"""A cycle's records as the engine's sheet: a few set-based queries, read in one snapshot."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef

from assessment.cycles.models import Cycle, Seat, Tenure
from assessment.entries.models import Deduction
from assessment.intake import versions
from assessment.runs.models import Ruling
from assessment.tasklists.models import MemberTask
from cadres.people.models import PostLevel
from scoring.model import sheet
from scoring.model.sheet import Duty, Key, LedgerLine, Mark, Sheet, Subject


class Bounds(NamedTuple):
    """The last entry, deduction, ruling and data book to be read, by id.

    Each is appended under the cycle's lock, so in order.
    """

    entry: int = 2**63 - 1
    deduction: int = 2**63 - 1
    ruling: int = 2**63 - 1
    book: int = 2**63 - 1


EVERYTHING = Bounds()
_CHUNK = 5_000
_MARK = tuple.__new__
"""Makes the marks, tens of thousands of them, at half the cost of the class's own constructor."""

# In force: entries that hold a value and that no later entry supersedes. NOT IN over the few corrections is hashed
# whatever the statistics say; an anti-join is planned as a nested loop over the whole table right after an intake, when
# nothing has been analysed yet.
_MARKS = """
    SELECT e.seat_id, e.source, e.period, e.item, e.value, e.id
    FROM assessment_entry e
    WHERE e.cycle_id = %(cycle)s AND e.value IS NOT NULL AND e.id <= %(last)s
      AND e.id NOT IN (
          SELECT later.supersedes_id FROM assessment_entry later
          WHERE later.cycle_id = %(cycle)s AND later.supersedes_id IS NOT NULL AND later.id <= %(last)s
      )
"""


def sheet_of(cycle: Cycle, upto: Bounds = EVERYTHING) -> tuple[Sheet, dict[Key, int]]:
    """The sheet of a cycle as it stands now, or as it stood at the bounds, and which seat each subject is."""
    book = versions.newest(cycle, upto.book)
    return _of_book(cycle, book, upto) if book else _of_records(cycle, upto)


def _of_book(cycle: Cycle, book: Any, upto: Bounds) -> tuple[Sheet, dict[Key, int]]:
    """What the data book says. On one tie the later word counts: its own, or a ruling that was recorded since."""
    told = versions.sheet(book.book)
    own = {(one.quota, one.group) for one in told.rulings}
    recorded = [
        one for one in _latest(cycle, upto.ruling) if one.recorded_at > book.accepted_at or _tie(one) not in own
    ]
    replaced = set(map(_tie, recorded))
    rulings = (*(one for one in told.rulings if (one.quota, one.group) not in replaced), *map(_ruling, recorded))
    seats = Seat.objects.filter(roster=book).values_list("id", "kind", "code")
    return replace(told, rulings=rulings), {Key(kind, code): pk for pk, kind, code in seats}


def _of_records(cycle: Cycle, upto: Bounds) -> tuple[Sheet, dict[Key, int]]:
    seats = list(
        Seat.objects.filter(cycle=cycle).values_list(
            "id", "kind", "code", "peer_group", "unit__code", "first_on", "last_on", "situation"
        )
    )
    marks, lines = _marks(cycle, upto.entry), _ledger(cycle, upto.deduction)
    subjects = tuple(
        Subject(
            Key(kind, code), group, unit, first, last, situation, tuple(marks.get(pk, ())), tuple(lines.get(pk, ()))
        )
        for pk, kind, code, group, unit, first, last, situation in seats
    )
    ids = {subject.key: row[0] for subject, row in zip(subjects, seats, strict=True)}
    return Sheet(cycle.year, subjects, _duties(cycle), _tenures(cycle), _rulings(cycle, upto.ruling)), ids


def _marks(cycle: Cycle, last: int) -> dict[int, list[Mark]]:
    marks: dict[int, list[Mark]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_MARKS, {"cycle": cycle.pk, "last": last})
        while rows := cursor.fetchmany(_CHUNK):
            for row in rows:
                marks[row[0]].append(_MARK(Mark, row[1:]))
    return marks


def _ledger(cycle: Cycle, last: int) -> dict[int, list[LedgerLine]]:
    lines: dict[int, list[LedgerLine]] = defaultdict(list)
    superseding = Deduction.objects.filter(supersedes=OuterRef("pk"), pk__lte=last)
    in_force = Deduction.objects.filter(~Exists(superseding), cycle=cycle, points__isnull=False, pk__lte=last)
    rows = in_force.values_list(
        "seat_id", "source", "unit_task__code", "happened_on", "points", "reason", "document", "id"
    )
    for seat, source, task, on, points, reason, document, ref in rows:
        lines[seat].append(LedgerLine(source, task, on, points, reason, document, ref))
    return lines


def _duties(cycle: Cycle) -> tuple[Duty, ...]:
    rows = MemberTask.objects.filter(unit_task__cycle=cycle).values_list(
        "unit_task__code", "seat__code", "main", "first_on", "last_on"
    )
    return tuple(map(Duty._make, rows))


def _tenures(cycle: Cycle) -> tuple[sheet.Tenure, ...]:
    rows = Tenure.objects.filter(seat__cycle=cycle, seat__individual=True).values_list(
        "unit_seat__code", "seat__code", "post_level", "first_on", "last_on"
    )
    return tuple(
        sheet.Tenure(unit, cadre, level == PostLevel.PRINCIPAL, first, last) for unit, cadre, level, first, last in rows
    )


def _rulings(cycle: Cycle, last: int) -> tuple[sheet.Ruling, ...]:
    return tuple(map(_ruling, _latest(cycle, last)))


def _latest(cycle: Cycle, last: int) -> list[Ruling]:
    """The latest ruling on each tie: a later one replaces an earlier one of the same quota and group."""
    rulings = Ruling.objects.filter(cycle=cycle, pk__lte=last).order_by("id")
    return list({_tie(ruling): ruling for ruling in rulings}.values())


def _tie(ruling: Ruling) -> tuple[str, str]:
    return ruling.quota, ruling.peer_group


def _ruling(ruling: Any) -> sheet.Ruling:
    decided_on: date = ruling.decided_on
    return sheet.Ruling(
        ruling.quota,
        ruling.peer_group,
        frozenset(ruling.admitted),
        frozenset(ruling.refused),
        ruling.decided_by,
        decided_on,
        ruling.document,
        ruling.pk,
    )
