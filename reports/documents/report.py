"""The ranking report in the layout of an official document (GB/T 9704-2012), with its tables as attachments."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from assessment.rankings.words import OPEN_GRADE
from reports.documents import method, pdf, words
from reports.documents.contents import Contents, Line, QuotaLine, Table
from scoring.language.scheme import Colours, Scheme
from scoring.model.verdict import INSIDE
from scoring.telling import wording


class Point(NamedTuple):
    """A paragraph of the body, with its （一） heading or without ('')."""

    heading: str
    text: str


class Section(NamedTuple):
    """A part of the body under a 一、 heading."""

    heading: str
    points: tuple[Point, ...]


class Row(NamedTuple):
    """A table row as printed; under the `last_inside` of a quota the quota line is drawn."""

    number: int
    line: Line
    score: str
    last_inside: bool


class Sheet(NamedTuple):
    """A table as printed."""

    table: Table
    rows: tuple[Row, ...]

    @property
    def counted(self) -> str:
        """The measure word of its subjects."""
        return "人" if self.table.people else "个"

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return 5 + len(self.table.part_labels) + self.table.people + self.table.graded


class Attachment(NamedTuple):
    """Tables that belong together, under one 附件 number."""

    number: int
    title: str
    sheets: tuple[Sheet, ...]


def render(contents: Contents) -> bytes:
    """The report as PDF."""
    return pdf.render(
        "reports/documents/report.html",
        at=contents.published_at,
        identifier=contents.seal,
        contents=contents,
        title=title(contents),
        opening=opening(contents),
        sections=sections(contents),
        attachments=attachments(contents),
        colours=colour_rows(contents),
        quotas=[(contents.scheme.quotas[line.quota].label, line) for line in contents.quotas],
        provenance=method.provenance(contents),
        signed_on=words.day(contents.published_on),
    )


def title(contents: Contents) -> str:
    """The document's title, broken by meaning where it is printed."""
    again = f"（第{contents.number}次公布）" if contents.number > 1 else ""
    return f"关于{contents.cycle}结果的通报{again}"


def opening(contents: Contents) -> str:
    """The first sentence: on what the notice rests."""
    head = f"根据{contents.scheme.document}，现将{contents.cycle}结果通报如下。"
    return head + f"本通报依据第{contents.run}次测算，考核基准日为{words.day(contents.reference)}。"


def sections(contents: Contents) -> tuple[Section, ...]:
    """The body: what the method has and the year gave."""
    kinds = contents.scheme.subjects.values()
    found = (
        Section("计分办法", tuple(_method(contents))),
        Section("总体情况", tuple(Point(kind.label, _overview(contents, kind.key)) for kind in kinds)),
        Section("名额与待裁定事项", tuple(_quotas(contents))),
        Section("晾晒情况", tuple(_colours(contents))),
        Section("需要说明的事项", tuple(_remarks(contents))),
    )
    return tuple(section for section in found if section.points)


def _method(contents: Contents) -> Iterator[Point]:
    """The sentences of the method, those of one theme in one paragraph."""
    for theme, said in groupby(method.method(contents.scheme, contents.outline), key=lambda sentence: sentence.theme):
        yield Point(theme, "".join(sentence.text for sentence in said))


def _overview(contents: Contents, kind: str) -> str:
    counted = contents.scheme.subjects[kind].measure
    tables = contents.tables_of(kind)
    ranked = sum(len(table.lines) for table in tables)
    others = Counter(line.status for table in tables for line in table.others)
    said = f"参加考核{ranked + others.total()}{counted}，参加排名{ranked}{counted}"
    said += "".join(f"，{wording.STATUS[status]}{count}{counted}" for status, count in sorted(others.items()))
    said += f"；基准日前离任未列入{contents.absent[kind]}{counted}" if contents.absent[kind] else ""
    spread = "".join(_spread(contents.scheme, table) for table in tables if table.lines)
    return said + "。" + spread + _graded(contents, kind)


def _graded(contents: Contents, kind: str) -> str:
    """How often each grade is proposed among the ranked, in the order of the ladder."""
    ladder = contents.scheme.grades.get(kind)
    if ladder is None:
        return ""
    counts = Counter(line.grade for table in contents.tables_of(kind) for line in table.lines)
    labels = [*(grade.label for grade in ladder.grades.values()), OPEN_GRADE]
    told = (f"{label}{counts[label]}{contents.scheme.subjects[kind].measure}" for label in labels if counts[label])
    return f"等次建议：{'，'.join(told) or '无'}。"


def _spread(scheme: Scheme, table: Table) -> str:
    """Best, mean and lowest score of a group."""
    scores = [line.score for line in table.lines if line.score is not None]
    mean = scheme.places.publish(sum(map(Fraction, scores), Fraction(0)) / len(scores))
    head = f"{table.label}{len(scores)}{scheme.subjects[table.kind].measure}"
    return f"{head}，最高{max(scores)}分，平均{mean}分，最低{min(scores)}分。"


def _quotas(contents: Contents) -> Iterator[Point]:
    """Totals, then by name whatever was tied across a line; the rest of the lines are in the last attachment."""
    for key, quota in contents.scheme.quotas.items():
        counted, lines = contents.scheme.subjects[quota.of].measure, contents.quotas_under(key)
        seats = "、".join(f"{line.group}{line.seats}{counted}" for line in lines)
        share = "" if quota.fields or quota.shares else f"比例{wording.percent(quota.share)}，"
        among = f"，其中{seats}" if 1 < len(lines) <= _LISTED else ""
        said = f"{share}名额共{sum(line.seats for line in lines)}{counted}{among}。"
        yield Point(quota.label, said + "".join(_tied(line) for line in lines))


_LISTED = 12
"""Places of a quota that a sentence can name; where it is counted by units there may be a hundred."""


def _tied(line: QuotaLine) -> str:
    """The page's sentence where a tie is open, the ruling where there was one."""
    open_tie = words.closed_up(line.sentence) if line.undecided else ""
    return open_tie + (f"{line.group}：跨线同分由{line.ruling}。" if line.ruling else "")


def _colours(contents: Contents) -> Iterator[Point]:
    for label, counts in colour_rows(contents):
        told = "，".join(f"{word}{count}个" for word, count in counts if count)
        if told:
            yield Point("", f"{label}：{told}。")


def colour_rows(contents: Contents) -> Sequence[tuple[str, tuple[tuple[str, int], ...]]]:
    """How many of each colour there are in each group that has colours."""
    rules = {rule.of: rule for rule in contents.coloured}
    return [(table.label, _count(rules[table.kind], table)) for table in contents.tables if table.kind in rules]


def _count(rule: Colours, table: Table) -> tuple[tuple[str, int], ...]:
    counts = Counter(line.colour for line in (*table.lines, *table.others))
    return tuple((rule.word(colour), counts[colour]) for colour in wording.COLOUR if colour)


def _remarks(contents: Contents) -> Iterator[Point]:
    yield Point("", "应有的得分全部到齐，没有缺项。")
    if contents.scheme.grades:
        yield Point("", "表中等次和“候选”是按得分、名次和名额得出的建议，等次和表彰由有权机关按程序决定。")
    else:
        yield Point("", "表中“候选”是按名次和名额得出的建议，等次和表彰由有权机关按程序决定。")
    yield Point("", "每一名干部的得分构成，可由本人在系统中逐项查看。")


def attachments(contents: Contents) -> tuple[Attachment, ...]:
    """The tables of each kind of subject, in the scheme's order."""
    kinds = contents.scheme.subjects.values()
    return tuple(
        Attachment(number, f"{kind.label}排名表", tuple(_sheet(table) for table in contents.tables_of(kind.key)))
        for number, kind in enumerate(kinds, 1)
    )


def _sheet(table: Table) -> Sheet:
    places = [number for number, line in enumerate(table.lines, 1) if line.place in INSIDE]
    inside = max(places, default=0) if table.drawn else 0
    lines = enumerate((*table.lines, *table.others), 1)
    return Sheet(table, tuple(_row(number, line, number == inside) for number, line in lines))


def _row(number: int, line: Line, last_inside: bool) -> Row:
    return Row(number, line, "" if line.score is None else str(line.score), last_inside)
