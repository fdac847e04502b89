"""What a row says of a person's civil-service rank, against those on record: the same, the first, or another."""

from collections.abc import Sequence
from datetime import date

from cadres.imports.findings import RANK, Difference, Finding, Standing
from cadres.imports.layouts import PersonLine
from cadres.people.records.models import Rank


def standing(found: Finding, row: PersonLine, ranks: Sequence[Rank], today: date) -> None:
    """Put down on the finding what becomes of the rank; `ranks` are those on record, the latest first."""
    if row.rank is None:
        if row.rank_since:
            found.read.fault("rank", "有任职级时间，没有职级", "请填写职级；不是公务员的，两栏都留空。")
        return
    if found.joins is not None:
        found.notes.append("职级以同一人的前一行为准")
        return
    if row.rank_since and row.rank_since > today:
        found.read.fault("rank_since", f"任职级时间 {row.rank_since:%Y-%m-%d} 晚于今天", "请核对年月。")
        return
    held = next((rank for rank in ranks if rank.last_on is None), None)
    if held and held.name == row.rank:
        _since_agrees(found, row, held)
    elif hindrance := _hindered(row, ranks, held):
        found.read.fault("rank_since", hindrance, "请核对任职级时间。")
    else:
        _changes(found, row, held)


def _changes(found: Finding, row: PersonLine, held: Rank | None) -> None:
    if found.read.faults or row.rank is None:
        return
    found.standing = Standing(row.rank, row.rank_since, row.paper or "")
    if found.thing is not None:
        found.differences.append(Difference(RANK, "职级", str(held or ""), found.standing.told()))


def _hindered(row: PersonLine, ranks: Sequence[Rank], held: Rank | None) -> str:
    """Which rank on record the new one would overlap, in words."""
    if ranks and row.rank_since is None:
        return f"名册中{'现任' if held else '曾任'}{ranks[0]}，表中的职级没有任职级时间"
    for rank in ranks:
        first, last = rank.first_on, rank.last_on
        if rank is held and first and row.rank_since and row.rank_since <= first:
            return f"名册中自 {first:%Y-%m-%d} 任{rank}，表中的任职级时间不晚于此"
        if rank is not held and last and row.rank_since and row.rank_since <= last:
            return f"名册中任{rank}到 {last:%Y-%m-%d}，与表中的任职级时间重叠"
    return ""


def _since_agrees(found: Finding, row: PersonLine, held: Rank) -> None:
    """Days on record are no business of a roster; where it tells otherwise somebody should know."""
    since, first = row.rank_since, held.first_on
    if since and (first is None or (since.year, since.month) != (first.year, first.month)):
        was = f"{first:%Y-%m-%d}" if first else "没有记载"
        found.notes.append(f"任职级时间：名册{was}，表中 {since:%Y.%m}；名册不改")
