"""How rules read weights: written one by one, or derived from a judgement matrix; together always the whole."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from scoring.numbers.numerals import percent
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry
from scoring.rules import judgement

JUDGEMENT = "judgement"
_WHOLE, _SHOWN = Decimal(1), 10


def read_weights(entry: Entry, key: str, what: str = "各项") -> Mapping[str, Exact]:
    """The optional mapping `key` of names to weights, together 100 %, or `{judgement: …}` in place of them."""
    if not entry.has(key):
        return {}
    told = entry.entry(key)
    if told.has(JUDGEMENT):
        return judgement.read(told.entry(JUDGEMENT)).weights
    found = {name: told.share(name) for name in told.names()}
    if not told.lost and all(found.values()):
        _note_sum(entry, key, _sum(found.values()), _WHOLE, f"请改{what}权重")
    return found


def read_part_weights(entry: Entry, parts: Mapping[str, Entry], total: Exact = _WHOLE) -> tuple[Exact, ...]:
    """The `weight` of each part, together `total`; or the weights of the parts by `judgement`, together 100 %."""
    if entry.has(JUDGEMENT):
        return _judged(entry, parts)
    weights = tuple(part.share("weight", max(total, _WHOLE)) for part in parts.values())
    if all(weights) and parts:
        _note_sum(entry, "parts", _sum(weights), total, "请改各项 weight")
    return weights


def _sum(weights: Iterable[Exact]) -> Fraction:
    return sum((Fraction(weight) for weight in weights), Fraction(0))


def _note_sum(entry: Entry, key: str, found: Exact, total: Exact, cure: str) -> None:
    if found != total:
        reason = f"权重之和为 {percent(found)}，应为 {percent(total)}"
        entry.note(key, reason, f"{cure}，使合计为 {percent(total)}")


def _judged(entry: Entry, parts: Mapping[str, Entry]) -> tuple[Exact, ...]:
    derived = judgement.read(entry.entry(JUDGEMENT)).weights
    if entry.has("total"):
        entry.note("total", "判断矩阵得出的权重合计总是 100%", "请删去 total，另用 adjust 的 times 折算")
    for name, part in parts.items():
        if part.has("weight"):
            part.note("weight", "权重已由判断矩阵得出", "请删去 weight，或删去 judgement")
        if name not in derived:
            entry.note(JUDGEMENT, f"判断矩阵没有比较“{name}”", "请补写它与其余各项的比较")
    strangers = [name for name in derived if name and name not in parts]
    if strangers:
        told = "、".join(strangers[:_SHOWN])
        entry.note(JUDGEMENT, f"判断矩阵比较的“{told}”不是其中一项", f"可用：{'、'.join(parts)}")
    return tuple(derived.get(name, Decimal(0)) for name in parts)
