"""Reading the sources of a scheme; which rule may read which."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.language.source import (
    BALLOT,
    BOOKED,
    DIVIDED,
    EACH,
    FACT,
    FIRST,
    IN_CHARGE,
    LEDGER,
    MARKS,
    RATINGS,
    READINGS,
    BallotSource,
    LedgerRule,
    LedgerSource,
    MarkSource,
    Period,
    RaterGroup,
    RatingSource,
    ReadingSource,
    Source,
    Window,
)
from scoring.reading.reader import Entry, listed

RELATIONS: Mapping[str, str] = {
    "own_unit": "本单位人员",
    IN_CHARGE: "分管领导",
    "principal": "本单位主要负责人",
    "peers": "同单位同组人员",
}
"""How a rater's group is found from posts and duties, with its words."""


def read(key: str, entry: Entry, year: int) -> Source:
    """The source written at `entry`."""
    kind = entry.choice("kind", _READERS, "来源种类 kind ")
    if not kind:
        entry.excused = True
        return Source(key, entry.text("label"), entry.clause())
    return _READERS[kind](key, entry, year)


def _marks(key: str, entry: Entry, year: int) -> Source:
    low, high = _range(entry)
    counted = entry.text("counted")
    return MarkSource(*_common(key, entry, year), counted, low, high)


def _ledger(key: str, entry: Entry, year: int) -> Source:
    label, clause, owner = entry.text("label"), entry.clause(), entry.text("of")
    rules = {name: _rule(name, one) for name, one in entry.entries("rules", required=False).items()}
    return LedgerSource(key, label, clause, owner=owner, rules=rules, window=_window(entry))


def _rule(key: str, entry: Entry) -> LedgerRule:
    """A code of a ledger: `points` (with `per` for each unit) or a `table`; neither leaves the points to the line."""
    table: dict[tuple[str, ...], Decimal] = {
        (level, prize): row.decimal(prize)
        for level, row in entry.entries("table", required=False).items()
        for prize in row.names()
    }
    points = entry.decimal("points") if entry.has("points") else None
    if table and points is not None:
        entry.note("points", "points 和 table 只能写一个", "请删去其中一个")
    shared = entry.choice("shared", [DIVIDED], "分享办法 shared ") if entry.has("shared") else ""
    first = entry.whole("first", 1, 99) if entry.has("first") else 0
    months = entry.whole("effect_months", 1, 120) if entry.has("effect_months") else 0
    per = entry.text("per", "")
    return LedgerRule(key, entry.text("label"), entry.clause(), points, per, table, shared, first, months)


def _window(entry: Entry) -> Window | None:
    if not entry.has("counts"):
        return None
    counts = entry.entry("counts")
    window = Window(counts.choice("by", [FACT, BOOKED], "日期 by "), counts.day("first"), counts.day("last"))
    if window.first > window.last > date.min:
        counts.note("first", f"起日 {window.first} 晚于止日 {window.last}", "请核对两个日期")
    return window


def _ratings(key: str, entry: Entry, year: int) -> Source:
    low, high = _range(entry)
    groups = _groups(entry)
    return RatingSource(*_common(key, entry, year), low, high, groups, _several(entry, groups))


def _several(entry: Entry, groups: tuple[RaterGroup, ...]) -> str:
    """Asked where more than one group is found by relation, so that one person may fit several."""
    if entry.has("several_groups") or sum(bool(group.relation) for group in groups) > 1:
        return entry.choice("several_groups", [FIRST, EACH], "多重身份 several_groups ")
    return FIRST


def _ballot(key: str, entry: Entry, year: int) -> Source:
    options = entry.entry("options")
    labels = {option: options.text(option) for option in options.names()}
    if len(labels) < 2 and not options.lost:
        entry.note("options", "选项不足两个", "请至少写两个选项")
    return BallotSource(*_common(key, entry, year), labels, _groups(entry))


def _readings(key: str, entry: Entry, year: int) -> Source:
    return ReadingSource(*_common(key, entry, year), entry.text("unit", ""))


_READERS: Mapping[str, Callable[[str, Entry, int], Source]] = {
    MARKS: _marks,
    LEDGER: _ledger,
    RATINGS: _ratings,
    BALLOT: _ballot,
    READINGS: _readings,
}
Common = tuple[str, str, str, tuple[Period, ...], dict[str, tuple[str, ...]] | None]


def _common(key: str, entry: Entry, year: int) -> Common:
    label, clause = entry.text("label"), entry.clause()
    periods = tuple(
        Period(name, one.text("label"), one.day_in("due", year)) for name, one in entry.entries("periods").items()
    )
    return key, label, clause, periods, _items(entry)


def _range(entry: Entry) -> tuple[Decimal, Decimal]:
    span = entry.entry("range")
    low, high = span.decimal("low"), span.decimal("high")
    if low >= high and not span.lost:
        entry.note("range", f"下限 {low} 不小于上限 {high}", "请使 low 小于 high")
    return low, high


def _items(entry: Entry) -> dict[str, tuple[str, ...]] | None:
    if not entry.has("items"):
        return None
    items = entry.entry("items")
    return {kind: items.texts(kind) for kind in items.names()}


def _groups(entry: Entry) -> tuple[RaterGroup, ...]:
    """`raters`, each with a label and how its members are found; none means that all count alike."""
    found = []
    for key, group in entry.entries("raters", required=False).items():
        relation = group.choice("relation", RELATIONS, "关系 relation ") if group.has("relation") else ""
        found.append(RaterGroup(key, group.text("label"), relation))
    return tuple(found)


def check_use(entry: Entry, scheme: Scheme, kind: str, rule: Rule, key: str) -> None:
    """Note what is wrong with a rule's reading of a source."""
    source = scheme.sources.get(key)
    if not key:
        return
    if source is None:
        entry.note("source", f"来源“{key}”没有在 sources 里声明", f"请先声明，或改用：{listed(scheme.sources)}")
    elif source.kind and source.kind != rule.reads:
        entry.note("source", f"{rule.kind} 规则不能用 {source.kind} 类来源“{key}”", f"请换成 {rule.reads} 类来源")
    elif source.kind and source.kind != LEDGER and not source.items_of(kind):
        entry.note("source", f"来源“{key}”没有写对象“{kind}”的项目", f"请在 sources.{key}.items 补写 {kind}")
