"""What stands behind a score card: the entries and deductions its leaves point to, and the year around them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from assessment.cycles.models import Seat, Tenure
from assessment.entries.models import Deduction, Entry
from scoring.keeping.sheetfile import NO_REF
from scoring.model.figure import LINE, MARK, OTHER, Figure
from scoring.model.sheet import Key

Record = TypeVar("Record", Entry, Deduction)


def leaves(figure: Figure) -> Iterator[Figure]:
    """Every figure of a tree, parent before children, as `scoring.telling.wording.lines` lists them."""
    yield figure
    for part in figure.parts:
        yield from leaves(part)


def refs(figure: Figure, rule: str) -> list[int]:
    """The entries (rule 'mark') or deductions (rule 'line') that a figure rests on; a data book's have no reference."""
    found = [int(leaf.basis[-1]) for leaf in leaves(figure) if leaf.rule == rule]
    return [ref for ref in found if ref != NO_REF]


@dataclass(frozen=True, slots=True)
class Chains(Generic[Record]):
    """Records by id, each with the correction that came after it, if any."""

    records: dict[int, Record]
    later: dict[int, Record]

    def replaced(self, record: Record) -> Iterator[tuple[Record, Record]]:
        """Each correction up to this record with what it replaced, newest first."""
        while record.supersedes_id is not None:
            before = self.records[record.supersedes_id]
            yield record, before
            record = before

    def newest(self, record: Record) -> Record:
        """The record in force today: this one unless it has been corrected since."""
        while record.pk in self.later:
            record = self.later[record.pk]
        return record


@dataclass(frozen=True, slots=True)
class Sources:
    """The records behind a card with their corrections; `burdens` are the deductions that its figure names.

    `names` are those of the units and other things whose results it takes, by kind and code.
    """

    entries: Chains[Entry]
    deductions: Chains[Deduction]
    burdens: Sequence[Deduction]
    names: Mapping[Key, str]


def sources_of(seat: Seat, figure: Figure, *, cleared: bool) -> Sources:
    """The entries of the seat, the deductions and the other subjects its figure names: three queries at most.

    Who is not `cleared` for unpublished records gets what the run read: the leaves and what they replaced.
    """
    entries = {entry.pk: entry for entry in Entry.objects.filter(seat=seat).select_related("recorded_by")}
    lines, named = _on_the_tasks_of(refs(figure, LINE)), dict.fromkeys(refs(figure, LINE))
    return Sources(
        entries=_chains(entries, None if cleared else refs(figure, MARK)),
        deductions=_chains(lines, None if cleared else named),
        burdens=[lines[ref] for ref in named],
        names=_names_of(seat, {code for leaf in leaves(figure) if (code := taken_from(leaf))}),
    )


def taken_from(leaf: Figure) -> str:
    """The code of the unit or thing whose result a leaf is; '' for other leaves, and for people, who are not named."""
    return str(leaf.basis[1]) if leaf.rule == OTHER else ""


def _names_of(seat: Seat, codes: set[str]) -> dict[Key, str]:
    if not codes:
        return {}
    same = Seat.objects.filter(cycle=seat.cycle_id, roster=seat.roster_id, individual=False, code__in=codes)
    return {Key(kind, code): name for kind, code, name in same.values_list("kind", "code", "name")}


def _on_the_tasks_of(lines: list[int]) -> dict[int, Deduction]:
    """These deductions and all others on their tasks; among them every correction, which never leaves its task."""
    tasks = Deduction.objects.filter(pk__in=lines).values("unit_task")
    found = Deduction.objects.filter(unit_task__in=tasks).select_related("recorded_by", "unit_task", "seat")
    return {line.pk: line for line in found}


def _chains(records: dict[int, Record], read: Iterable[int] | None) -> Chains[Record]:
    """All the records, or only those that were `read` and what they replaced."""
    if read is not None:
        records = {record.pk: record for ref in read for record in _with_replaced(records, ref)}
    return Chains(records, {record.supersedes_id: record for record in records.values() if record.supersedes_id})


def _with_replaced(records: Mapping[int, Record], ref: int | None) -> Iterator[Record]:
    while ref is not None:
        yield records[ref]
        ref = records[ref].supersedes_id


def tenures_of(seat: Seat) -> list[Tenure]:
    """The posts a cadre held in the year, in their order; empty for a unit or team."""
    return list(seat.tenures.select_related("unit_seat").order_by("first_on"))


def books_of(seat: Seat) -> list[Seat]:
    """The seats of the same code in the year's data books up to this one, in their order; only itself where it has no
    roster.
    """
    if seat.roster_id is None:
        return [seat]
    same = Seat.objects.filter(cycle=seat.cycle_id, kind=seat.kind, code=seat.code, roster__lte=seat.roster_id)
    return list(same.select_related("roster").order_by("roster_id"))
