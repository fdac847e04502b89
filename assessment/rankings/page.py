"""A ranking as a page shows it: heads, rows, tiles. Plain data made of results; nothing is computed anew."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from assessment.rankings.selectors import Spread
from assessment.rankings.words import Badge, badges_of, flag_words, grade_of
from assessment.runs.models import Result, Run
from assessment.runs.quotas import Line, scope_word
from scoring.language.scheme import Scheme
from scoring.model.verdict import ABSENT, RANKED, UNDECIDED, UNDETERMINED
from scoring.rules.weighted import Weighted
from scoring.telling import wording


class Head(NamedTuple):
    """A column of a part: its name and its weight as written, '' where the scheme adds parts up."""

    label: str
    weight: str


class Tile(NamedTuple):
    """A figure at the top of a page: label, figure, the small words after it, its tone ('bad' calls for action)."""

    label: str
    value: str
    note: str = ""
    tone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a ranking. `bar` and `cells` follow the heads; `opens` when the reader may unfold the score card.

    `grade` is '' where there is none to tell, `flags` are for those who read all results.
    """

    result: Result
    badges: Sequence[Badge]
    grade: str
    flags: Sequence[str]
    bar: Sequence[Sequence[str]]
    cells: Sequence[str]
    opens: bool
    shows_score: bool
    situation: str
    line_below: bool


def heads_of(scheme: Scheme, kind: str) -> list[Head]:
    """The parts of a kind's score, in the scheme's order."""
    score = scheme.subjects[kind].score
    if isinstance(score, Weighted):
        pairs = zip(score.parts, score.weights, strict=True)
        return [Head(part.short, wording.percent(weight)) for part, weight in pairs]
    return [Head(part.short, "") for part in score.children()]


@dataclass(frozen=True, slots=True)
class Reader:
    """What the reader may see beyond the published: which cards open, and whether all results are theirs to read."""

    cards: Set[int]
    sees_all: bool


def rows_of(
    scheme: Scheme, results: Iterable[Result], heads: Sequence[Head], reader: Reader, last_above: int
) -> list[Row]:
    """The rows of one page; below the row numbered `last_above` (from 0; -1 for none) the quota line is drawn."""
    return [_row(scheme, result, heads, reader, number == last_above) for number, result in enumerate(results)]


def _row(scheme: Scheme, result: Result, heads: Sequence[Head], reader: Reader, line_below: bool) -> Row:
    shows = reader.sees_all or result.status == RANKED
    parts = {part[0]: part for part in result.parts} if shows else {}
    situation = (
        scheme.situations.get(result.seat.situation) if reader.sees_all and result.status == UNDETERMINED else None
    )
    return Row(
        result=result,
        badges=badges_of(scheme, result, cleared=reader.sees_all),
        grade=grade_of(scheme, result, cleared=reader.sees_all),
        flags=flag_words(scheme, result) if reader.sees_all else (),
        bar=[parts.get(head.label, (head.label, "未计", "0")) for head in heads],
        cells=[parts[head.label][2] or "—" if head.label in parts else "—" for head in heads],
        opens=result.pk in reader.cards,
        shows_score=shows and result.score is not None,
        situation=situation.label if situation else "",
        line_below=line_below,
    )


def tiles_of(scheme: Scheme, run: Run, kind: str, group: str, lines: Sequence[Line], spread: Spread) -> list[Tile]:
    """Due, scored, seats under each quota that concerns the group, mean and spread, what waits for someone."""
    present, placed = due(run, kind, group), ranked(run, kind, group)
    measure = scheme.subjects[kind].measure
    others = f"，{present - placed}{measure}不排名" if present > placed else ""
    tiles = [Tile("应参加", str(present), measure), Tile("有名次", str(placed), measure + others)]
    tiles += [_seats(scheme, line, group, measure) for line in lines]
    tiles.append(Tile("组内平均 / 标准差", two(scheme, spread.mean), f"/ {two(scheme, spread.deviation)}"))
    return [*tiles, _waiting(run, kind, lines)]


def _seats(scheme: Scheme, line: Line, group: str, measure: str) -> Tile:
    """The seats of a quota line; where others compete for them too it says who."""
    quota = scheme.quotas[line["quota"]]
    share = "" if quota.fields or quota.shares else f" {wording.percent(quota.share)}"
    shared = "" if line["peer_group"] == group else f"，{scope_word(scheme, line, {})}"
    return Tile(f"{line['label']}名额{share}", str(line["seats"]), measure + shared)


def due(run: Run, kind: str, group: str) -> int:
    """How many of a group take part: everybody but those who had left."""
    counts: Mapping[str, int] = run.counts.get(kind, {}).get(group, {})
    return sum(count for status, count in counts.items() if status != ABSENT)


def ranked(run: Run, kind: str, group: str) -> int:
    """How many of a group have a rank."""
    counts: Mapping[str, int] = run.counts.get(kind, {}).get(group, {})
    return counts.get(RANKED, 0)


def two(scheme: Scheme, value: Decimal | None) -> str:
    """A figure with the scheme's published decimals, a dash for none."""
    return "—" if value is None else str(scheme.places.publish(value))


def _waiting(run: Run, kind: str, lines: Sequence[Line]) -> Tile:
    ties = sum(map(is_open, lines))
    gaps = sum(missing["kind"] == kind for missing in run.missing)
    return Tile("待处理", str(ties + gaps), waiting_note(ties, gaps), tone="bad" if ties + gaps else "")


def waiting_note(ties: int, gaps: int) -> str:
    """What waits, in words; the count of a single kind is the tile's figure and is not said again."""
    kinds = [(count, words) for count, words in ((ties, "处同分跨线"), (gaps, "项缺分")) if count]
    return "，".join(words if len(kinds) == 1 else f"{count}{words}" for count, words in kinds)


def is_open(line: Line) -> bool:
    """Whether a tie across the line waits for a ruling."""
    return bool(line[UNDECIDED])
