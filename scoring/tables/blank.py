"""An empty data book for one scheme: the tables it reads with their heads, and the words that may stand in them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scoring.language.scheme import Scheme
from scoring.language.source import BALLOT, LEDGER, MARKS, RATINGS, READINGS, BallotSource, LedgerSource, RatingSource
from scoring.tables.forms import FORMS, SUBJECTS, Form
from scoring.tables.page import Column, Page
from scoring.tables.vocabulary import BALLOTS

NOTES = "说明"
_BY_SORT = {MARKS: "得分", RATINGS: "评分", BALLOT: "得票", LEDGER: "台账", READINGS: "指标"}
_ALWAYS = ("往年", "决定", "裁定")
"""What any method may come to need: results of earlier years, decisions, rulings."""


class Wanted(NamedTuple):
    """One table: its name, its columns (those that may stay empty apart), which sources it feeds."""

    name: str
    columns: tuple[str, ...]
    optional: tuple[str, ...]
    feeds: tuple[str, ...]


def tables_of(scheme: Scheme) -> list[Wanted]:
    """The tables that a scheme reads, in the order of docs/sheet-format.md."""
    return [
        Wanted(form.name, form.columns, _optional(form), tuple(_feeds(scheme, form.name)))
        for form in FORMS.values()
        if form.name in (SUBJECTS, *_ALWAYS) or any(_feeds(scheme, form.name)) or _relates(scheme, form.name)
    ]


def _optional(form: Form) -> tuple[str, ...]:
    return (*form.optional, "名称") if form.name == SUBJECTS else form.optional


def _feeds(scheme: Scheme, table: str) -> Iterator[str]:
    return (one.label for one in scheme.sources.values() if _BY_SORT[one.kind] == table)


def _relates(scheme: Scheme, table: str) -> bool:
    """Posts and duties matter where something is carried from one subject to another."""
    kinds = {rule.kind for rule in scheme.rules.values()}
    return (table == "职务" and bool(kinds & {"carried", "other", "coloured", "rating"})) or (
        table == "责任" and "carried" in kinds
    )


def blank_pages(scheme: Scheme) -> list[Page]:
    """The empty tables, and behind them a page of the scheme's words, which no reading takes for data."""
    empty = [_empty(one) for one in tables_of(scheme)]
    words = [(place, word, key) for place, words in _words(scheme) for key, word in words.items()]
    return [*empty, Page(NOTES, (Column("填在哪里", 34), Column("可以写", 34), Column("或写", 24)), words)]


def _empty(table: Wanted) -> Page:
    columns = (*table.columns, *table.optional)
    return Page(table.name, [Column(one, max(10, 3 * len(one))) for one in columns], [])


def _words(scheme: Scheme) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Where a word is written, and the words by key."""
    yield "对象 · 种类", {key: kind.label for key, kind in scheme.subjects.items()}
    for subject in scheme.subjects.values():
        yield f"对象 · 组别（{subject.label}）", subject.groups
    yield "对象 · 情形", {key: one.label for key, one in scheme.situations.items()}
    for source in scheme.sources.values():
        table = _BY_SORT[source.kind]
        yield f"{table} · 来源", {source.key: source.label}
        yield f"{table} · 期次（{source.label}）", {one.key: one.label for one in source.periods}
        for kind, items in (source.items or {}).items():
            yield f"{table} · 项目（{source.label}，{scheme.subjects[kind].label}）", {one: one for one in items}
        if isinstance(source, RatingSource | BallotSource):
            yield f"{table} · 评价主体（{source.label}）", {one.key: one.label for one in source.groups}
        if isinstance(source, BallotSource):
            yield (
                f"{table} · 选项（{source.label}）",
                {**(source.options or {}), **{key: word for word, key in BALLOTS.items()}},
            )
        if isinstance(source, LedgerSource):
            yield f"{table} · 规则（{source.label}）", {key: one.label for key, one in source.rules.items()}
    for kind, ladder in scheme.grades.items():
        yield (
            f"往年 · 结果（{scheme.subjects[kind].label}等次）",
            {key: one.label for key, one in ladder.grades.items()},
        )
    yield "裁定 · 名额", {key: one.label for key, one in scheme.quotas.items()}
