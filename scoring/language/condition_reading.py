"""Reading of conditions. Each key of `when` is one condition; all of them together must be the case."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from scoring.language import extent, span
from scoring.language.conditions import Condition, When
from scoring.language.measured import Booked, Coloured, Indicated, Valued
from scoring.language.resulting import Resulting
from scoring.language.source import LEDGER, READINGS, LedgerSource, Source
from scoring.language.traits import Decided, Described, Grouped, Situated, Trait
from scoring.language.yearly import ASK, BREAK, NONE, SKIP, Graded, Placed, Scored, Years
from scoring.model.verdict import COLOUR
from scoring.reading.reader import Entry, listed


class Known(NamedTuple):
    """What parts after the score may refer to; groups, grades, paths of rules and flags by subject kind."""

    groups: Mapping[str, Iterable[str]]
    grades: Mapping[str, Iterable[str]]
    situations: Iterable[str]
    sources: Mapping[str, Source]
    rules: Mapping[str, Iterable[str]]
    flags: Mapping[str, Iterable[str]]


def read(entry: Entry, kind: str, known: Known) -> When:
    """The conditions under the key `when` of `entry`, for subjects of `kind`."""
    when = entry.entry("when")
    found = [reader(when, kind, known) for key, reader in _READERS.items() if when.has(key)]
    if not found and not when.lost:
        entry.note("when", "没有写条件", f"请写下列之一：{listed(_READERS)}")
    return When(tuple(found))


def read_traits(entry: Entry) -> tuple[Trait, ...]:
    """The conditions under the key `when` of `entry` that are known of a subject before anything is scored.

    Groups are not looked up: which there are is not known yet.
    """
    when = entry.entry("when")
    found = [reader(when) for key, reader in _TRAITS.items() if when.has(key)]
    if not found and not when.lost:
        entry.note("when", "没有写条件", f"请写下列之一：{listed(_TRAITS)}")
    return tuple(found)


def each(entry: Entry, key: str, options: Iterable[str], what: str) -> tuple[str, ...]:
    """A list of known words, not empty."""
    found, options = entry.texts(key), tuple(options)
    for word in found:
        if word not in options:
            entry.note(key, f"不认识的{what}“{word}”", f"可用：{listed(options)}")
    if not found and entry.has(key):
        entry.note(key, "这里是空的", "请至少写一项")
    return found


def _decision(when: Entry, kind: str, known: Known) -> Condition:
    return _decided(when)


def _decided(when: Entry) -> Decided:
    entry = when.entry("decision")
    values = entry.texts("is") if entry.has("is") else ()
    since = entry.day("since") if entry.has("since") else date.min
    return Decided(entry.text("what"), entry.text("label"), values, _tell(entry), since)


def _tell(entry: Entry) -> bool:
    """Whether the words also name what was decided, or by which rule a line was booked."""
    return entry.has("tell") and entry.choice("tell", ("briefly", "in_full"), "写明 tell ") == "in_full"


def _ledger(when: Entry, kind: str, known: Known) -> Condition:
    entry = when.entry("ledger")
    key = _source(entry, LEDGER, known)
    source = known.sources.get(key)
    known_rules = source.rules if isinstance(source, LedgerSource) else {}
    summed = span.read(entry) if span.written(entry) else None
    rules = each(entry, "rules", known_rules, "计分规则") if summed is None or entry.has("rules") else ()
    return Booked(key, rules, _tell(entry), entry.text("exempt_by", ""), summed)


def _part(when: Entry, kind: str, known: Known) -> Condition:
    entry = when.entry("part")
    return Valued(entry.choice("rule", known.rules.get(kind, ()), "规则"), _span(entry))


def _source(entry: Entry, sort: str, known: Known) -> str:
    fitting = [key for key, source in known.sources.items() if source.kind == sort]
    return entry.choice("source", fitting, f"{sort} 类来源")


def _situation(when: Entry, kind: str, known: Known) -> Condition:
    return Situated(each(when, "situation", known.situations, "情形"))


def _indicator(when: Entry, kind: str, known: Known) -> Condition:
    entry = when.entry("indicator")
    return Indicated(_source(entry, READINGS, known), entry.text("item"), _span(entry))


def _span(entry: Entry) -> span.Span:
    if not span.written(entry) and not entry.lost:
        entry.note("", "没有写数的界限", f"请写 {listed(span.KEYS)} 之一")
    return span.read(entry)


def _colour(when: Entry, kind: str, known: Known) -> Condition:
    return Coloured(each(when, "colour", filter(None, COLOUR), "颜色"))


def _group(when: Entry, kind: str, known: Known) -> Condition:
    return Grouped(each(when, "group", known.groups.get(kind, ()), "组"))


def _attribute(when: Entry, kind: str, known: Known) -> Condition:
    return _described(when)


def _described(when: Entry) -> Described:
    entry = when.entry("attribute")
    return Described(entry.text("name"), entry.texts("is"))


def _result(when: Entry, kind: str, known: Known) -> Condition:
    entry = when.entry("result")
    of = entry.choice("of", known.groups, "对象")
    grades = each(entry, "grade", known.grades.get(of, ()), "等次") if entry.has("grade") else ()
    score = _span(entry.entry("score")) if entry.has("score") else None
    flags = each(entry, "flag", known.flags.get(of, ()), "标记") if entry.has("flag") else ()
    if not grades and score is None and not flags and not entry.lost:
        entry.note("", "没有写结果的条件", "请写 grade、score 或 flag")
    return Resulting(of, whose(entry), grades, score, flags)


def _score(when: Entry, kind: str, known: Known) -> Condition:
    entry = when.entry("score")
    return Scored(_years(entry), _span(entry))


def _place(when: Entry, kind: str, known: Known) -> Condition:
    entry = when.entry("place")
    least = entry.whole("group_of_at_least", 1, 9999) if entry.has("group_of_at_least") else 1
    return Placed(_years(entry), extent.read(entry), least)


def _grade(when: Entry, kind: str, known: Known) -> Condition:
    entry = when.entry("grade")
    return Graded(_years(entry), each(entry, "is", known.grades.get(kind, ()), "等次"))


def _years(entry: Entry) -> Years:
    """For how many years running, and what a year without a grade means then; or of how many of the last years."""
    if entry.has("last_years"):
        return _last_years(entry)
    if not entry.has("years"):
        return Years()
    return Years(entry.whole("years", 2, 9), entry.choice("gap", (SKIP, BREAK), "间断办法 gap "), _unknown(entry))


def _last_years(entry: Entry) -> Years:
    within, times = entry.whole("last_years", 2, 9), entry.whole("any_years", 1, 9)
    if times > within:
        entry.note("any_years", f"{within} 年中不会有 {times} 年", "请使 any_years 不大于 last_years")
    if entry.has("years"):
        entry.note("years", "years 和 last_years 只能写一个", "请连续的写 years，不连续的写 last_years、any_years")
    return Years(unknown=_unknown(entry), within=within, times=times)


def _unknown(entry: Entry) -> str:
    """What a year of which nothing is on record means."""
    return entry.choice("unknown", (ASK, NONE), "没有记录的年份 unknown ") if entry.has("unknown") else ASK


_READERS: Mapping[str, Callable[[Entry, str, Known], Condition]] = {
    "decision": _decision,
    "ledger": _ledger,
    "situation": _situation,
    "indicator": _indicator,
    "colour": _colour,
    "group": _group,
    "attribute": _attribute,
    "result": _result,
    "score": _score,
    "part": _part,
    "place": _place,
    "grade": _grade,
}


_TRAITS: Mapping[str, Callable[[Entry], Trait]] = {
    "decision": _decided,
    "group": lambda when: Grouped(when.texts("group")),
    "attribute": _described,
}


def whose(entry: Entry) -> str:
    """The attribute that names the other subject; '' for that of the own unit, which 'own' says as in rules."""
    found = entry.text("whose", "")
    if found in _OF_RULES:
        entry.note("whose", f"这里不能写 {found}", "请写 own（所在单位），或写出对方代码的属性名")
    return "" if found == "own" else found


_OF_RULES = ("held", "led", "named", "naming")
"""What `whose` may be in rules alone."""
