"""Reading of payouts."""

from collections.abc import Iterable

from scoring.language import span
from scoring.language.condition_reading import Known, each
from scoring.language.factor import COLOURED, GRADE, RANK, SCORE, Factor, Step
from scoring.language.payout import Payout, Pool, Term
from scoring.language.quota import ALL, GROUP, UNIT
from scoring.model.served import COUNTS
from scoring.model.verdict import ABSENT, COLOUR, NOT_RANKED, RANKED, UNDETERMINED
from scoring.numbers.rounding import MODES, Exact, rounded
from scoring.reading.reader import Entry, listed

_SORTS = ("number", "take", "attribute", "count", "by")
_PATH = "payouts"
_HEADS = (RANKED, UNDETERMINED, NOT_RANKED)


def read(key: str, entry: Entry, known: Known) -> Payout:
    """The payout written at `entry`."""
    of, path = entry.choice("of", known.groups, "对象"), f"{_PATH}.{key}"
    terms = tuple(_term(f"{path}.{name}", one, of, known) for name, one in entry.entries("terms").items())
    unit = entry.text("unit", "")
    places = entry.whole("places", 0, 6)
    pool = _pool(entry.entry("pool"), places, known) if entry.has("pool") else None
    mode = entry.choice("mode", MODES, "舍入方式") if entry.has("mode") or not pool else "down"
    label = entry.text("label")
    also = each(entry, "also_paid", (ABSENT,), "状态") if entry.has("also_paid") else ()
    return Payout(path, label, entry.text("short", label), entry.clause(), of, unit, places, mode, terms, pool, also)


def _term(path: str, entry: Entry, of: str, known: Known) -> Term:
    label = entry.text("label")
    factors = tuple(_factor(key, one, of, known) for key, one in entry.entries("factors").items())
    return Term(path, label, entry.text("short", label), entry.clause(), factors)


def _factor(key: str, entry: Entry, kind: str, known: Known) -> Factor:
    label = entry.text("label")
    sorts = [sort for sort in _SORTS if entry.has(sort)]
    if len(sorts) != 1 and not entry.lost:
        entry.note("", f"因数要写且只写一种来历，现有：{listed(sorts)}", f"请写 {listed(_SORTS)} 之一")
    of = entry.choice("of", known.groups, "对象") if entry.has("of") else ""
    if sorts[:1] == ["number"]:
        return Factor(key, label, number=entry.number("number"))
    if sorts[:1] == ["take"]:
        return Factor(key, label, take=entry.choice("take", (SCORE, RANK), "取值 take "), of=of)
    if sorts[:1] == ["attribute"]:
        return Factor(key, label, attribute=entry.text("attribute"))
    if sorts[:1] == ["count"]:
        return Factor(key, label, count=entry.choice("count", COUNTS, "计时办法 count "))
    return _table(Factor(key, label, of=of), entry, known.grades.get(of or kind, ())) if sorts else Factor(key, label)


def _table(factor: Factor, entry: Entry, grades: Iterable[str]) -> Factor:
    by = entry.choice("by", (GRADE, COLOURED, RANK, SCORE), "依据 by ")
    otherwise = entry.number("otherwise") if entry.has("otherwise") else None
    words = {GRADE: ("等次", tuple(grades)), COLOURED: ("颜色", tuple(filter(None, COLOUR)))}
    values = _by_word(entry.entry("values"), *words[by]) if by in words else None
    steps = _steps(entry) if by in (RANK, SCORE) else ()
    return Factor(factor.key, factor.label, by=by, of=factor.of, values=values, steps=steps, otherwise=otherwise)


def _by_word(values: Entry, what: str, known: tuple[str, ...]) -> dict[str, Exact]:
    found = {word: values.number(word) for word in values.names()}
    for word in found:
        if word not in known:
            values.note(word, f"不认识的{what}“{word}”", f"可用：{listed(known)}")
    return found


def _steps(entry: Entry) -> tuple[Step, ...]:
    return tuple(Step(span.read(one), one.number("value")) for one in entry.entries("steps").values())


def _pool(entry: Entry, places: int, known: Known) -> Pool:
    total = entry.decimal("total") if entry.has("total") else None
    if total is not None and total <= 0:
        entry.note("total", f"总额 {total} 不大于 0", "请写正数")
    if total is not None and rounded(total, places, "down") != total:
        entry.note("total", f"总额 {total} 多于 {places} 位小数，分不尽", "请改总额，或加大 places")
    decision = entry.text("decision") if total is None and entry.has("decision") else ""
    of = entry.choice("of", known.groups, "对象") if decision else ""
    fact = entry.text("fact") if total is None and not decision else ""
    heads = each(entry, "heads", _HEADS, "状态") if entry.has("heads") else ()
    within = entry.choice("within", (GROUP, UNIT, ALL), "范围 within ")
    if decision and within in (GROUP, ALL):
        entry.note("within", "按决定的总额逐个单位给出", "请写 within: unit，或改用 total、fact")
    return Pool(total, fact, within, heads, decision, of, entry.text("ruled_by", ""))
