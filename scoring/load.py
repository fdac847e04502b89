"""YAML text → Scheme, or every fault of the text at once."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from scoring.reader import Entry, Page, listed
from scoring.rounding import MODES
from scoring.rules import read as read_rule
from scoring.scheme import (
    LEDGER,
    MARKS,
    ColourBand,
    Colours,
    Period,
    Places,
    Quota,
    Rule,
    Scheme,
    Situation,
    Source,
    SubjectKind,
)
from scoring.verdict import NOT_RANKED, UNDETERMINED

_STATUSES = (UNDETERMINED, NOT_RANKED)
_ENDS = ("top", "bottom")


def load_file(path: Path) -> Scheme:
    """The scheme in a file; SchemeError with all faults, OSError if it cannot be read."""
    return loads(path.read_bytes().decode("utf-8-sig", errors="replace"), str(path))


@lru_cache(maxsize=32)
def loads(text: str, file: str = "方案") -> Scheme:
    """The scheme written in `text`; `file` is its name in messages. SchemeError holds every fault."""
    page = Page(text, file)
    scheme = _scheme(page.top)
    _check_sources(page, scheme)
    _check_clauses(page, scheme)
    page.finish()
    return scheme


def _scheme(top: Entry) -> Scheme:
    year = top.whole("year", 1949, 2999)
    sources = {key: _source(key, entry, year) for key, entry in top.entries("sources").items()}
    subjects = {key: _subject(key, entry) for key, entry in top.entries("subjects").items()}
    reference, effective_from = _day_in(top, "reference", year), top.day("effective_from")
    if effective_from > reference > date.min:
        top.note("effective_from", f"生效日 {effective_from} 晚于考核基准日 {reference}", "请核对两个日期")
    return Scheme(
        title=top.text("title"),
        document=top.text("document"),
        effective_from=effective_from,
        year=year,
        reference=reference,
        places=_places(top.entry("places")),
        clauses=_clauses(top),
        sources=sources,
        subjects=subjects,
        situations={key: _situation(key, entry) for key, entry in top.entries("situations", required=False).items()},
        quotas=_quotas(top.entries("quotas", required=False), subjects),
        colours=tuple(_colours(key, entry, subjects) for key, entry in top.entries("colours", required=False).items()),
    )


def _day_in(entry: Entry, key: str, year: int) -> date:
    """A day of the year."""
    day = entry.day(key)
    if day != date.min and day.year != year:
        entry.note(key, f"{day} 不在 {year} 年", "请改为当年的日期")
    return day


def _places(entry: Entry) -> Places:
    places = Places(
        entry.whole("stored", 0, 8), entry.whole("published", 0, 8), entry.choice("mode", MODES, "舍入方式")
    )
    if places.published > places.stored:
        entry.note(
            "published", f"发布 {places.published} 位多于保存 {places.stored} 位", "请使 published 不大于 stored"
        )
    return places


def _clauses(top: Entry) -> dict[str, str]:
    entry = top.entry("clauses")
    return {key: entry.text(key) for key in entry.names()}


def _source(key: str, entry: Entry, year: int) -> Source:
    kind = entry.choice("kind", [MARKS, LEDGER], "来源种类 kind ")
    label, clause = entry.text("label"), entry.clause()
    if kind == MARKS:
        return _marks(key, entry, label, clause, year)
    if kind == LEDGER:
        return Source(key, kind, label, clause, owner=entry.text("of"))
    entry.excused = True
    return Source(key, kind, label, clause)


def _marks(key: str, entry: Entry, label: str, clause: str, year: int) -> Source:
    span = entry.entry("range")
    low, high = span.number("low"), span.number("high")
    if low >= high and not span.lost:
        entry.note("range", f"下限 {low} 不小于上限 {high}", "请使 low 小于 high")
    periods = tuple(
        Period(name, one.text("label"), _day_in(one, "due", year)) for name, one in entry.entries("periods").items()
    )
    return Source(key, MARKS, label, clause, entry.text("counted"), low, high, periods, _items(entry))


def _items(entry: Entry) -> dict[str, tuple[str, ...]] | None:
    if not entry.has("items"):
        return None
    items = entry.entry("items")
    return {kind: items.texts(kind) for kind in items.names()}


def _subject(key: str, entry: Entry) -> SubjectKind:
    groups = entry.entry("groups")
    labels = {group: groups.text(group) for group in groups.names()}
    if not labels and not groups.lost:
        entry.note("groups", "没有一个组", "请至少写一组")
    score = read_rule(entry.entry("score"), f"{key}.score")
    return SubjectKind(key, entry.text("label"), labels, entry.whole("minimum_months", 0, 12), score)


def _situation(key: str, entry: Entry) -> Situation:
    status = entry.choice("status", _STATUSES, "状态")
    return Situation(key, entry.text("label"), status, entry.clause())


def _quotas(entries: dict[str, Entry], subjects: Iterable[str]) -> dict[str, Quota]:
    found: dict[str, Quota] = {}
    for key, entry in entries.items():
        quota = _quota(key, entry, subjects)
        earlier = [other.label for other in found.values() if other.of == quota.of]
        if quota.of and earlier:
            entry.note("of", f"这类对象已有名额“{earlier[0]}”", "每类对象只写一个名额")
        found[key] = quota
    return found


def _quota(key: str, entry: Entry, subjects: Iterable[str]) -> Quota:
    of = entry.choice("of", subjects, "对象")
    also = entry.texts("also_counted")
    for status in also:
        if status not in _STATUSES:
            entry.note("also_counted", f"不认识的状态“{status}”", f"可用：{listed(_STATUSES)}")
    return Quota(key, entry.text("label"), of, entry.share("share"), also, entry.clause())


def _colours(of: str, entry: Entry, subjects: Iterable[str]) -> Colours:
    if of not in subjects:
        entry.note("", f"不认识的对象“{of}”", f"可用：{listed(subjects)}")
    bands = tuple(
        ColourBand(colour, band.choice("end", _ENDS, "方向 end "), band.share("share"))
        for colour, band in entry.entries("bands").items()
    )
    return Colours(of, bands, entry.text("otherwise"), entry.text("unranked"), entry.clause())


def _check_sources(page: Page, scheme: Scheme) -> None:
    """Each source is used by somebody, and each rule reads a source of its sort."""
    used: set[str] = set()
    for kind in scheme.subjects.values():
        for rule in kind.score.walk():
            used.update(rule.sources())
            for key in rule.sources():
                _check_use(page.named[rule.path], scheme, kind.key, rule, key)
    for key, entry in page.top.entries("sources").items():
        source = scheme.sources[key]
        if key not in used:
            entry.note("", f"来源“{key}”声明了却没有规则使用", "请在 score 中使用它，或删去声明")
        if source.owner and source.owner not in scheme.subjects:
            entry.note("of", f"不认识的对象“{source.owner}”", f"可用：{listed(scheme.subjects)}")


def _check_use(entry: Entry, scheme: Scheme, kind: str, rule: Rule, key: str) -> None:
    source = scheme.sources.get(key)
    if not key:
        return
    if source is None:
        entry.note("source", f"来源“{key}”没有在 sources 里声明", f"请先声明，或改用：{listed(scheme.sources)}")
    elif source.kind and source.kind != rule.reads:
        entry.note("source", f"{rule.kind} 规则不能用 {source.kind} 类来源“{key}”", f"请换成 {rule.reads} 类来源")
    elif source.kind == MARKS and not source.items_of(kind):
        entry.note("source", f"来源“{key}”没有写对象“{kind}”的项目", f"请在 sources.{key}.items 补写 {kind}")


def _check_clauses(page: Page, scheme: Scheme) -> None:
    for entry, cited in page.cites:
        if cited not in scheme.clauses:
            entry.note("clause", f"条款“{cited}”没有在 clauses 里写明", f"可用：{listed(scheme.clauses)}")
