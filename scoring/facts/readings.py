"""What of the raw indicators may be used: each once, where it was due, of sane length; the rest is named."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from scoring.facts.problems import Problems
from scoring.language.scheme import Scheme
from scoring.language.source import READINGS, Source
from scoring.model.sheet import Key, Reading, Sheet, Subject
from scoring.model.verdict import Entered

ReadingKey = tuple[str, str, str]
MOST_WHOLE, MOST_DECIMALS = 20, 12
"""Longer numbers are slips of the keyboard."""


def usable(scheme: Scheme, sheet: Sheet, problems: Problems) -> dict[Key, dict[ReadingKey, Reading]]:
    """Usable readings by subject, then by (source, period, item); why another is not used is added to `problems`."""
    used = {kind: _used(scheme, kind) for kind in scheme.subjects}
    found: dict[Key, dict[ReadingKey, Reading]] = {}
    for subject in sheet.subjects:
        if subject.readings:
            found[subject.key] = _sorted_out(scheme, subject, used.get(subject.key.kind, {}), problems)
    return found


def _used(scheme: Scheme, kind: str) -> dict[str, Source]:
    """The sources of readings that the score of a kind, or a condition of what follows from it, reads."""
    keys = scheme.subjects[kind].sources()
    return {key: scheme.sources[key] for key in keys if scheme.sources[key].kind == READINGS}


def _only_others(scheme: Scheme, subject: Subject) -> frozenset[str]:
    """The sources that only the formulas of other subjects of the kind read."""
    kind = scheme.subjects.get(subject.key.kind)
    if kind is None or kind.alike:
        return frozenset()
    return frozenset(kind.sources()) - frozenset(kind.sources_for(subject))


def _sorted_out(
    scheme: Scheme, subject: Subject, used: Mapping[str, Source], problems: Problems
) -> dict[ReadingKey, Reading]:
    counts = Counter(reading[:3] for reading in subject.readings)
    others, found = _only_others(scheme, subject), {}
    for reading in subject.readings:
        fault = _fault_of(subject, used.get(reading.source), reading, counts[reading[:3]])
        fault = fault or ("按方案不计入这个对象的得分" if reading.source in others else "")
        if fault:
            told = f"{scheme.named(subject.key)} {scheme.asked(*reading[:3])}的指标数据：{fault}，未使用"
            problems.add(told, Entered(subject.key, reading))
        else:
            found[reading[:3]] = reading
    return found


def _fault_of(subject: Subject, source: Source | None, reading: Reading, count: int) -> str:
    if count > 1:
        return f"重复填报 {count} 次"
    numbers = (reading.value, reading.target, reading.upper, reading.full)
    if not all(_sane(number) for number in numbers if number is not None):
        return f"数值不是整数至多 {MOST_WHOLE} 位、小数至多 {MOST_DECIMALS} 位的数"
    return _why_extra(subject, source, reading)


def _sane(number: Decimal) -> bool:
    if not number.is_finite():
        return False
    return number.adjusted() < MOST_WHOLE and -int(number.as_tuple().exponent) <= MOST_DECIMALS


def _why_extra(subject: Subject, source: Source | None, reading: Reading) -> str:
    if source is None:
        return "方案没有用到这个来源"
    period = next((period for period in source.periods if period.key == reading.period), None)
    if period is None:
        return "方案没有这个期次"
    if reading.item not in source.items_of(subject.key.kind):
        return "方案没有这个项目"
    return "" if subject.first <= period.due <= subject.last else "到期日不在岗"
