"""The colour board as an A3 poster: a column for each group, a dot and a word for each unit, no personal data."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from reports.documents import pdf, words
from reports.documents.contents import Contents, Line
from scoring.language.scheme import Colours
from scoring.telling import wording

#: Columns on a sheet, and rows that a column holds at the least readable height.
COLUMNS, ROWS = 5, 40
#: Height in millimetres that the rows of a column share, and the bounds of one row.
ROOM, LOWEST, HIGHEST = 192, 5, 9


class Cell(NamedTuple):
    """One unit on the board; `points` is the size of its name."""

    rank: str
    name: str
    points: str
    colour: str
    word: str


class Column(NamedTuple):
    """A group, or the part of a large one that fits; `counts` are of the whole group."""

    label: str
    cells: tuple[Cell, ...]
    counts: tuple[tuple[str, str, int], ...]


class Poster(NamedTuple):
    """One A3 sheet: as many columns as stand side by side."""

    columns: tuple[Column, ...]


def render(contents: Contents) -> bytes:
    """The board as PDF."""
    columns = tuple(_columns(contents))
    return pdf.render(
        "reports/documents/board.html",
        at=contents.published_at,
        identifier=f"{contents.seal} board",
        contents=contents,
        posters=[Poster(columns[at : at + COLUMNS]) for at in range(0, len(columns), COLUMNS)],
        row_height=row_height(max((len(column.cells) for column in columns), default=1)),
        rules=[contents.scheme.clauses[rule.clause] for rule in contents.coloured if rule.clause],
        legend=[(colour, rule.word(colour)) for rule in contents.coloured[:1] for colour in wording.COLOUR if colour],
        reference=words.day(contents.reference),
        published=words.day(contents.published_on),
    )


def row_height(rows: int) -> str:
    """Millimetres for one row, so that the longest column just fills the sheet."""
    return str(max(LOWEST, min(HIGHEST, ROOM * 10 // max(rows, 1) / 10)))


def type_size(name: str) -> str:
    """Points in which a unit's name stays on one line of its column (42 mm), never below what can be read."""
    return str(max(7, min(11, 117 * 10 // len(name) / 10)))


def _columns(contents: Contents) -> Iterator[Column]:
    rules = {rule.of: rule for rule in contents.coloured}
    for table in contents.tables:
        lines = (*table.lines, *table.others)
        if table.kind in rules and lines:
            cells, counts = [_cell(rules[table.kind], line) for line in lines], _counts(rules[table.kind], lines)
            for at in range(0, len(cells), ROWS):
                label = f"{table.label}（续）" if at else table.label
                yield Column(label, tuple(cells[at : at + ROWS]), counts)


def _cell(rule: Colours, line: Line) -> Cell:
    return Cell(str(line.rank or "—"), line.name, type_size(line.name), line.colour, rule.word(line.colour))


def _counts(rule: Colours, lines: tuple[Line, ...]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(line.colour for line in lines)
    return tuple((colour, rule.word(colour), counts[colour]) for colour in wording.COLOUR if counts[colour])
