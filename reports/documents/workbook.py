"""The rankings as an Excel workbook, with a sheet that says how the figures were made (统计口径)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple

from openpyxl import Workbook

from cadres.workbooks.sheets import Column, Sheet, write
from reports.documents import method, sealing, words
from reports.documents.contents import Contents, Line, Table
from scoring.language.scheme import Colours

RANK = Column("名次", 8, "whole")
NUMBER = Column("序号", 7, "whole")
SCORE, GRADE, PROPOSAL = Column("综合得分", 11, "score"), Column("等次建议", 12), Column("建议", 16)
TAIL = (Column("同分", 8, "whole"), Column("计算式", 66))


def render(contents: Contents) -> bytes:
    """The workbook for everybody; the same publication gives the same bytes."""
    return _written(contents, "排名表", sheets(contents))


def render_carried(contents: Contents) -> bytes:
    """A workbook of its own for those who read all results: each person's carried deductions with their reasons."""
    return _written(contents, "扣分传导", (_carried_sheet(contents),))


def _written(contents: Contents, title: str, sheets: Iterable[Sheet]) -> bytes:
    book = Workbook(write_only=True)
    for sheet in sheets:
        write(book, sheet)
    _describe(book, contents, title)
    draft = BytesIO()
    book.save(draft)
    return sealing.sealed(draft.getvalue(), contents.published_at)


def sheets(contents: Contents) -> Iterator[Sheet]:
    """Units, teams, the classes of cadres, quotas, method. Nothing of a person but what the rankings tell."""
    note = _note(contents)
    scheme = contents.scheme
    for kind in scheme.subjects.values():
        if not kind.people:
            yield _ranking(contents, kind.key, tuple(kind.groups), f"{kind.label}排名", note)
    yield from _of_people(contents, note)
    yield Sheet("名额", f"{contents.cycle}名额", note, QUOTA, tuple(_quotas(contents)))
    yield Sheet("统计口径", f"{contents.cycle}统计口径", note, METHOD, tuple(_method(contents)))


def _of_people(contents: Contents, note: str) -> Iterator[Sheet]:
    """A sheet for each group of people, named like it; where several kinds have a group of that name with the kind."""
    kinds = [kind for kind in contents.scheme.subjects.values() if kind.people]
    counts = Counter(label for kind in kinds for label in kind.groups.values())
    for kind in kinds:
        for group, label in kind.groups.items():
            name = label if counts[label] == 1 else f"{kind.label}·{label}"
            yield _ranking(contents, kind.key, (group,), name, note)


def _carried_sheet(contents: Contents) -> Sheet:
    return Sheet("扣分传导", f"{contents.cycle}扣分传导", _note(contents), CARRIED, tuple(_carried(contents)))


def _note(contents: Contents) -> str:
    return f"{contents.department}　{words.day(contents.published_on)}公布　基准日{words.day(contents.reference)}"


def _ranking(contents: Contents, kind: str, groups: Sequence[str], name: str, note: str) -> Sheet:
    tables = [table for table in contents.tables_of(kind) if table.group in groups]
    parts = tuple(Column(label, 10, "score") for label in tables[0].part_labels)
    rows = [(table.label, line) for table in tables for line in (*table.lines, *table.others)]
    shows = _shows(contents, tables[0])
    cadre, who = shows.cadre, CADRE if shows.cadre else UNIT
    result = (SCORE, GRADE, PROPOSAL) if shows.grade else (SCORE, PROPOSAL)
    return Sheet(
        name,
        f"{contents.cycle}{tables[0].kind_label}排名（{name}）" if cadre else f"{contents.cycle}{name}",
        note,
        (
            NUMBER,
            Column("排名组", 14),
            RANK,
            *who,
            *parts,
            *result,
            *TAIL,
            *((Column(shows.colour.label, 9),) if shows.colour else ()),
        ),
        tuple(_row(number, label, line, shows) for number, (label, line) in enumerate(rows, 1)),
    )


class Shows(NamedTuple):
    """What the method gives the subjects of a sheet beside score and rank."""

    cadre: bool
    grade: bool
    colour: Colours | None


def _shows(contents: Contents, table: Table) -> Shows:
    colours = next((rule for rule in contents.coloured if rule.of == table.kind), None)
    return Shows(table.people, table.graded, colours)


CADRE = (Column("干部编号", 12), Column("姓名", 24), Column("单位", 26), Column("单位及职务", 34))
UNIT = (Column("单位代码", 10), Column("名称", 32))


def _row(number: int, group: str, line: Line, shows: Shows) -> tuple[object, ...]:
    who = (line.code, line.name, line.unit, line.post) if shows.cadre else (line.code, line.name)
    parts = tuple(Decimal(part) if part else None for part in line.parts)
    result = (line.score, line.grade, line.remark) if shows.grade else (line.score, line.remark)
    tail = (line.tied + 1 if line.tied else None, line.sentence)
    colour = (shows.colour.word(line.colour),) if shows.colour else ()
    return number, group, line.rank, *who, *parts, *result, *tail, *colour


QUOTA = (
    Column("名额", 12),
    Column("排名组", 16),
    Column("基数", 8, "whole"),
    Column("名额数", 8, "whole"),
    Column("入选最低分", 12, "score"),
    Column("待裁定", 40),
    Column("余额", 8, "whole"),
    Column("裁定", 40),
    Column("说明", 80),
)


def _quotas(contents: Contents) -> Iterator[tuple[object, ...]]:
    for line in contents.quotas:
        lowest = Decimal(line.line) if line.line else None
        label = contents.scheme.quotas[line.quota].label
        tied, open_seats = "、".join(line.undecided), line.open_seats or None
        yield label, line.group, line.base, line.seats, lowest, tied, open_seats, line.ruling, line.sentence


CARRIED = (
    NUMBER,
    Column("干部编号", 12),
    Column("姓名", 24),
    Column("单位及职务", 34),
    Column("被扣分单位", 26),
    Column("发生时间", 12, "day"),
    Column("任务", 34),
    Column("单位扣分", 10, "points"),
    Column("责任", 14),
    Column("系数", 8, "points"),
    Column("连带扣分", 10, "points"),
    Column("事由", 40),
    Column("文号", 28),
)


def _carried(contents: Contents) -> Iterator[tuple[object, ...]]:
    for number, one in enumerate(contents.carried, 1):
        fact: tuple[date | str | Decimal, ...] = (one.unit, one.happened_on, one.task, one.points)
        bears = (one.role, Decimal(one.factor), one.carried)
        yield number, one.code, one.name, one.post, *fact, *bears, one.reason, one.document


METHOD = (NUMBER, Column("事项", 18), Column("口径", 100), Column("方案条款", 16))


def _method(contents: Contents) -> Iterator[tuple[object, ...]]:
    said: Iterable[tuple[str, str, str]] = [
        *((one.about, one.text, one.clause) for one in method.method(contents.scheme, contents.outline)),
        *((what, value, "") for what, value in method.provenance(contents)),
    ]
    for number, (about, text, clause) in enumerate(said, 1):
        yield number, about, text, clause


def _describe(book: Workbook, contents: Contents, title: str) -> None:
    book.properties.title = f"{contents.county}{contents.cycle}{title}"
    book.properties.creator = contents.department
    book.properties.created = contents.published_at.replace(tzinfo=None)
    book.properties.keywords = contents.digest
