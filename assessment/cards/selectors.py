"""What stands behind a score card: the entries and deductions its leaves point to, and the year around them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessment.cycles.models import Seat, Tenure
from assessment.entries.models import Deduction, Entry
from scoring.figure import LINE, MARK, Figure


def leaves(figure: Figure) -> Iterator[Figure]:
    """Every figure of a tree, parent before children, as `scoring.wording.lines` lists them."""
    yield figure
    for part in figure.parts:
        yield from leaves(part)


def refs(figure: Figure, rule: str) -> list[int]:
    """The entries (rule 'mark') or deductions (rule 'line') that a figure rests on."""
    return [int(leaf.basis[-1]) for leaf in leaves(figure) if leaf.rule == rule]


@dataclass(frozen=True, slots=True)
class Sources:
    """The records of a card by id, and the chains of corrections around them."""

    entries: dict[int, Entry]
    deductions: dict[int, Deduction]
    later: dict[int, Entry]

    def replaced(self, entry: Entry) -> Iterator[tuple[Entry, Entry]]:
        """Each correction up to this entry with what it replaced, newest first."""
        while entry.supersedes_id is not None:
            before = self.entries[entry.supersedes_id]
            yield entry, before
            entry = before

    def newest(self, entry: Entry) -> Entry:
        """The entry in force today: this one unless it has been corrected since."""
        while entry.pk in self.later:
            entry = self.later[entry.pk]
        return entry


def sources_of(seat: Seat, figure: Figure, *, cleared: bool) -> Sources:
    """The entries of the seat and the deductions its figure names: two queries, whatever their number.

    Who is not `cleared` for unpublished records gets what the run read: the leaves and what they replaced.
    """
    entries = Entry.objects.filter(seat=seat).select_related("recorded_by")
    by_id = {entry.pk: entry for entry in entries}
    if not cleared:
        by_id = {entry.pk: entry for ref in refs(figure, MARK) for entry in _with_replaced(by_id, ref)}
    lines = Deduction.objects.filter(pk__in=refs(figure, LINE)).select_related("recorded_by", "unit_task", "seat")
    return Sources(
        entries=by_id,
        deductions={line.pk: line for line in lines},
        later={entry.supersedes_id: entry for entry in by_id.values() if entry.supersedes_id},
    )


def _with_replaced(entries: Mapping[int, Entry], ref: int | None) -> Iterator[Entry]:
    while ref is not None:
        yield entries[ref]
        ref = entries[ref].supersedes_id


def tenures_of(seat: Seat) -> list[Tenure]:
    """The posts a cadre held in the year, in their order; empty for a unit or team."""
    return list(seat.tenures.select_related("unit_seat").order_by("first_on"))
