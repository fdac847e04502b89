"""What of the ledgers may be used: each line with the points that the scheme gives it; the rest is named."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from scoring.facts.problems import Problems
from scoring.facts.status import months_later
from scoring.language.scheme import Scheme
from scoring.language.source import BOOKED, LedgerRule, LedgerSource
from scoring.model.sheet import LedgerLine, Sheet, Subject
from scoring.model.verdict import Entered
from scoring.numbers.numerals import signed

_MOST_WHOLE_DIGITS = 20
"""Longer numbers are slips of the keyboard; sums of such as are shorter stay exact."""


class Line(NamedTuple):
    """A usable line; `points` before they are shared or cut, `how` the words of the rule that gave them, or ''."""

    on: date
    task: str
    points: Decimal
    reason: str
    document: str
    rule: str
    fact: str
    heads: int
    order: int
    how: str
    ref: int


Lines = Mapping[tuple[str, str], list[Line]]
"""By (source, code of the owner), in the order of the facts."""


def usable(scheme: Scheme, sheet: Sheet, problems: Problems) -> Lines:
    """The lines that count; why another does not becomes a problem."""
    found: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for subject in sheet.subjects:
        for line in subject.ledger:
            fault = _fault_of(scheme, subject, line)
            if fault:
                where = " ".join(filter(None, (scheme.named(subject.key), line.on.isoformat(), line.task)))
                problems.add(f"台账 {where}：{fault}，未计入", Entered(subject.key, line))
            else:
                found[line.source, subject.key.code].append(_counted(scheme, line))
    for lines in found.values():
        lines.sort(key=lambda line: line[:-1])
    return found


def _counted(scheme: Scheme, line: LedgerLine) -> Line:
    rule = _rule_of(scheme, line)
    points = given(rule, line) if rule else None
    how = _how(rule, line) if rule else ""
    about = (line.reason, line.document, line.rule, line.fact, line.heads, line.order)
    return Line(line.on, line.task, points or line.points or Decimal(0), *about, how, line.ref)


def _rule_of(scheme: Scheme, line: LedgerLine) -> LedgerRule | None:
    source = scheme.sources.get(line.source)
    return source.rules.get(line.rule) if isinstance(source, LedgerSource) else None


def given(rule: LedgerRule, line: LedgerLine) -> Decimal | None:
    """The points that a rule gives a line; None where it leaves them to the line or has no row for its keys."""
    if rule.table:
        return rule.table.get(line.keys)
    return rule.points if rule.points is None or not rule.per else rule.points * line.quantity


def _how(rule: LedgerRule, line: LedgerLine) -> str:
    """'按“迟到”−0.5×3 次', '按“获奖”国家级·一等奖'."""
    if rule.table:
        return f"按“{rule.label}”{'·'.join(line.keys)}"
    times = f"{signed(str(rule.points))}×{line.quantity} {rule.per}" if rule.per and rule.points is not None else ""
    return f"按“{rule.label}”{times}"


def _fault_of(scheme: Scheme, subject: Subject, line: LedgerLine) -> str:
    source = scheme.sources.get(line.source)
    if not isinstance(source, LedgerSource) or source.owner != subject.key.kind:
        return f"方案没有这类对象的“{source.label if source else line.source}”台账"
    return _out_of_time(scheme, source, line) or _unruled(source, line) or _odd_points(scheme, line)


def _out_of_time(scheme: Scheme, source: LedgerSource, line: LedgerLine) -> str:
    """Why a line does not belong to the year: by its day, or by the time for which its rule has an effect."""
    window = source.window
    first, last = window[1:] if window else (date(scheme.year, 1, 1), date(scheme.year, 12, 31))
    rule = source.rules.get(line.rule)
    if rule and rule.effect_months:
        end = months_later(line.on, rule.effect_months)
        return "" if line.on <= last and end > first else f"影响期 {line.on} 至 {end} 不在 {first}～{last} 之间"
    by_booking = window is not None and window.by == BOOKED
    day = line.booked or line.on if by_booking else line.on
    if first <= day <= last:
        return ""
    if window is None:
        return f"发生时间不在 {scheme.year} 年"
    return f"{'登记' if by_booking else '发生'}时间 {day} 不在 {first}～{last} 之间"


def _unruled(source: LedgerSource, line: LedgerLine) -> str:
    """Why the rule of a line does not fit it."""
    rule = source.rules.get(line.rule)
    if rule is None:
        fault = f"方案没有“{line.rule}”这条计分规则" if line.rule else "没有写按哪条规则计分"
        return fault if source.rules or line.rule else ""
    if rule.first and line.heads > 1 and not line.order:
        return f"“{rule.label}”只计前 {rule.first} 人，没有写本人的位次"
    points = given(rule, line)
    if fault := _miscounted(rule, line):
        return fault
    if rule.table and points is None:
        return f"“{rule.label}”的分值表没有“{'·'.join(line.keys)}”"
    if points is not None and line.points is not None and line.points != points:
        return f"录入 {signed(str(line.points))} 分，按“{rule.label}”应为 {signed(str(points))} 分"
    return ""


def _miscounted(rule: LedgerRule, line: LedgerLine) -> str:
    """Why the quantity or the keys of a line do not fit its rule: never used in part, never left out in silence."""
    if not line.quantity.is_finite() or line.quantity <= 0:
        return f"数量 {signed(str(line.quantity))} 不是大于 0 的数"
    if line.quantity != 1 and (rule.table or not rule.per):
        return f"“{rule.label}”不按数量计分，却写了数量 {line.quantity}"
    if line.keys and not rule.table:
        return f"“{rule.label}”没有分值表，却写了档次“{'·'.join(line.keys)}”"
    return ""


def _odd_points(scheme: Scheme, line: LedgerLine) -> str:
    rule = _rule_of(scheme, line)
    points = given(rule, line) if rule and line.points is None else line.points
    if points is None:
        return "没有分值"
    if line.heads < 1 or line.order > line.heads > 1:
        return f"共 {line.heads} 人、第 {line.order} 位，不合理"
    if not points.is_finite() or -int(points.as_tuple().exponent) > scheme.places.stored:
        return f"分值 {points} 不是至多 {scheme.places.stored} 位小数的数"
    if points.adjusted() >= _MOST_WHOLE_DIGITS:
        return f"分值 {points} 的整数部分超过 {_MOST_WHOLE_DIGITS} 位"
    return ""
