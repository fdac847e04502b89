"""An empty data book for one scheme: all that it asks for, with the words that may be written, and nothing else."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from scoring.language.scheme import Scheme
from scoring.language.source import BALLOT, LEDGER, MARKS, RATINGS, READINGS, BallotSource, LedgerSource, RatingSource
from scoring.language.yearly import UNGRADED
from scoring.tables.asked import Asked, attributes_of, decisions_of, facts_of
from scoring.tables.forms import EARLIER, FACTS, FORMS, SUBJECTS, TITLE, YEAR, Form
from scoring.tables.page import Cell, Column, Page
from scoring.tables.texts import plain
from scoring.tables.vocabulary import BALLOTS

NOTES = "说明"
NAMED = "名称"
_BY_SORT = {MARKS: "得分", RATINGS: "评分", BALLOT: "得票", LEDGER: "台账", READINGS: "指标"}
_ALWAYS = (SUBJECTS, FACTS, "往年", "决定", "裁定")
"""What any method may come to need: results of earlier years, decisions, rulings; and the year, to be compared."""
_YES_NO = ("是", "否")


class Wanted(NamedTuple):
    """One table: its name, its columns (those that may stay empty apart), which sources it feeds.

    `asked` are the attributes that the scheme looks at: further columns of the subjects.
    """

    name: str
    columns: tuple[str, ...]
    optional: tuple[str, ...]
    feeds: tuple[str, ...]
    asked: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """All columns of the empty table."""
        return (*self.columns, *self.asked, *self.optional)


def tables_of(scheme: Scheme) -> list[Wanted]:
    """The tables that a scheme reads, in the order of docs/sheet-format.md."""
    return [
        _wanted(scheme, form)
        for form in FORMS.values()
        if form.name in _ALWAYS or any(_feeds(scheme, form.name)) or _relates(scheme, form.name)
    ]


def _wanted(scheme: Scheme, form: Form) -> Wanted:
    feeds = tuple(_feeds(scheme, form.name))
    if form.name != SUBJECTS:
        return Wanted(form.name, form.columns, form.optional, feeds)
    people = any(kind.people for kind in scheme.subjects.values())
    asked = dict.fromkeys(one.name for one in attributes_of(scheme))
    return Wanted(form.name, (*form.columns, NAMED), (*form.optional, *([TITLE] if people else [])), feeds, (*asked,))


def _feeds(scheme: Scheme, table: str) -> Iterator[str]:
    return (one.label for one in scheme.sources.values() if _BY_SORT[one.kind] == table)


def _relates(scheme: Scheme, table: str) -> bool:
    """Posts and duties matter where something is carried from one to another, and where raters go by their tie."""
    kinds = {rule.kind for rule in scheme.rules.values()}
    held = table == "职务" and bool(kinds & {"carried", "other", "coloured", "rating"})
    return held or (table == "责任" and scheme.by_duty)


def blank_pages(scheme: Scheme) -> list[Page]:
    """The empty tables, and behind them a page of the scheme's words, which no reading takes for data."""
    empty = [_empty(scheme, one) for one in tables_of(scheme)]
    words = [(place, word, key) for place, words in _words(scheme) for key, word in words.items()]
    heads = (Column("填在哪里", 40), Column("可以写", 48), Column("或写", 24))
    return [*empty, Page(NOTES, heads, [*words, *_asked(scheme)])]


def _empty(scheme: Scheme, table: Wanted) -> Page:
    choices = dict(_choices(scheme, table))
    columns = [Column(one, max(10, 3 * len(one)), None, choices.get(one, ())) for one in table.headings]
    return Page(table.name, columns, list(_begun(scheme)) if table.name == FACTS else [])


def _begun(scheme: Scheme) -> Iterator[tuple[Cell, ...]]:
    """The rows of the overview as far as they are known: the year, and each fact that is asked for, to be told."""
    yield YEAR, str(scheme.year)
    yield from ((one.name, None) for one in facts_of(scheme) if not one.kind)


def _choices(scheme: Scheme, table: Wanted) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The columns of a table in which only certain words may stand."""
    sources = [one for one in scheme.sources.values() if _BY_SORT[one.kind] == table.name]
    kinds = scheme.subjects.values()
    yield "种类", _said({key: kind.label for key, kind in scheme.subjects.items()})
    if table.name == SUBJECTS:
        yield "组别", _all(_said(kind.groups) for kind in kinds)
        yield "情形", _said({key: one.label for key, one in scheme.situations.items()})
        yield from _closed(attributes_of(scheme))
    yield "来源", _said({one.key: one.label for one in sources})
    yield "期次", _all(_said({period.key: period.label for period in one.periods}) for one in sources)
    if all(one.items is not None for one in sources):
        yield "项目", _all(items for one in sources for items in (one.items or {}).values())
    yield (
        "评价主体",
        _all(
            _said({group.key: group.label for group in one.groups})
            for one in sources
            if isinstance(one, RatingSource | BallotSource)
        ),
    )
    yield "选项", _all((*_said(one.options or {}), *BALLOTS) for one in sources if isinstance(one, BallotSource))
    yield (
        "规则",
        _all(
            _said({key: rule.label for key, rule in one.rules.items()})
            for one in sources
            if isinstance(one, LedgerSource)
        ),
    )
    yield from (("主要负责人", _YES_NO), ("主要责任", _YES_NO))
    yield "名额", _said({key: one.label for key, one in scheme.quotas.items()})
    if table.name == "决定":
        yield "事项", tuple(dict.fromkeys(one.name for one in decisions_of(scheme)))


def _closed(asked: Iterable[Asked]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Those that take nothing but known words, of whatever kind they are asked."""
    told: dict[str, list[Asked]] = {}
    for one in asked:
        told.setdefault(one.name, []).append(one)
    for name, ones in told.items():
        if all(one.closed for one in ones):
            yield name, _all(one.words for one in ones)


def _all(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The words of all lists, each once."""
    return tuple(dict.fromkeys(word for words in lists for word in words))


def _said(words: Mapping[str, str]) -> tuple[str, ...]:
    """How each key is best written: by its label where that stands for no other, else as the key."""
    labels = [plain(label) for label in words.values()]
    clear = {key: labels.count(plain(label)) == 1 and label not in words for key, label in words.items()}
    return tuple(label if clear[key] else key for key, label in words.items())


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
    yield "往年 · 内容", {key: word for word, key in EARLIER.items()}
    for kind, ladder in scheme.grades.items():
        yield (
            f"往年 · 结果（{scheme.subjects[kind].label}等次）",
            {key: one.label for key, one in ladder.grades.items()} | {UNGRADED: "不定等次"},
        )
    yield "裁定 · 名额", {key: one.label for key, one in scheme.quotas.items()}


def _asked(scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    """What the scheme asks for by names of its own: attributes, facts, decisions, each with what to write."""
    for one in attributes_of(scheme):
        yield from _told(f"{SUBJECTS} · {one.name}（{scheme.subjects[one.kind].label}）", one)
    for one in facts_of(scheme):
        yield f"{FACTS} · 内容（项目 {one.name}）", one.note, ""
    for one in decisions_of(scheme):
        whose = f"{scheme.subjects[one.kind].label}，" if one.kind else ""
        yield from _told(f"决定 · 决定（{whose}事项 {one.name}）", one)


def _told(place: str, one: Asked) -> Iterator[tuple[str, str, str]]:
    """A row for each word; a note stands first."""
    if one.note or not one.words:
        yield place, one.note or "按方案填写", ""
    for word in one.words:
        yield place, word, ""
