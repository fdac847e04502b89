"""Rules that are legal but odd: they may be meant, and they may be a slip. Warnings, never faults."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from scoring.facts.intake import due_marks
from scoring.judge import judge
from scoring.language.scheme import Scheme, SubjectKind
from scoring.language.source import MarkSource, Source
from scoring.model.sheet import GROUP, Key, Mark, Sheet, Subject
from scoring.model.verdict import Verdict
from scoring.numbers.numerals import number, percent
from scoring.reading.reader import listed
from scoring.rules.choose import Choose
from scoring.rules.membership import Membership
from scoring.rules.membership_words import MAX_MIN, WEIGHTED_MEAN

FULL, CROWD, HALF = 100, 200, Decimal("0.5")
"""The usual full score; a group that needs more people than this for one seat of a quota is odd; a grade that more than
half chose is the greatest."""


class Oddity(NamedTuple):
    """`path` is where in the scheme; `reason` and `cure` carry no full stop."""

    path: str
    reason: str
    cure: str

    def __str__(self) -> str:
        return f"提醒 {self.path}：{self.reason}。{self.cure}。"


def warnings(scheme: Scheme) -> tuple[Oddity, ...]:
    """What is odd about a scheme by itself, in the order of the file's sections."""
    checks = (_clauses, _alike, _periods, _strangers, _choices, _held_down, _full_scores, _quotas)
    return tuple(oddity for check in checks for oddity in check(scheme))


def warnings_of(scheme: Scheme, sheet: Sheet, verdict: Verdict) -> tuple[Oddity, ...]:
    """What is odd about a scheme with this sheet: groups, quotas and sources that stay empty."""
    return (*_empty_groups(scheme, sheet), *_seatless(scheme, verdict), *_unfed(scheme, sheet))


def _clauses(scheme: Scheme) -> Iterator[Oddity]:
    cited = set(_cited(scheme))
    for key in scheme.clauses:
        if key not in cited:
            yield Oddity(f"clauses.{key}", "这一条没有任何地方引用", "请在有关的地方写 clause，或删去这一条")


def _cited(part: Any) -> Iterator[str]:
    """Every `clause` anywhere in the scheme."""
    if is_dataclass(part):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name == "clause":
                yield value
            else:
                yield from _cited(value)
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _cited(value)
    elif isinstance(part, tuple):
        for value in part:
            yield from _cited(value)


def _alike(scheme: Scheme) -> Iterator[Oddity]:
    """Labels that do not tell two things apart."""
    named: Mapping[str, Iterable[tuple[str, str]]] = {
        "sources": [(key, one.label) for key, one in scheme.sources.items()],
        "subjects": [(key, one.label) for key, one in scheme.subjects.items()],
        **{f"subjects.{key}.groups": list(one.groups.items()) for key, one in scheme.subjects.items()},
    }
    for path, pairs in named.items():
        counts = Counter(label for _, label in pairs)
        for key, label in pairs:
            if counts[label] > 1:
                yield Oddity(f"{path}.{key}", f"有 {counts[label]} 处都叫“{label}”", "请改成可以区分的名称")


def _periods(scheme: Scheme) -> Iterator[Oddity]:
    for source in scheme.sources.values():
        for period in source.periods:
            if period.due > scheme.reference:
                told = f"到期日 {period.due} 晚于考核基准日 {scheme.reference}"
                yield Oddity(f"sources.{source.key}.periods.{period.key}", told, "请核对两个日期")


def _strangers(scheme: Scheme) -> Iterator[Oddity]:
    """Items that nobody is asked for."""
    readers = {
        (key, kind.key) for kind in scheme.subjects.values() for rule in kind.score.walk() for key in rule.sources()
    }
    for source in scheme.sources.values():
        for kind in source.items or ():
            if (source.key, kind) not in readers:
                told = f"写了对象“{kind}”的项目，而它的得分不用这个来源"
                yield Oddity(f"sources.{source.key}.items.{kind}", told, "请删去，或在得分中使用")


def _choices(scheme: Scheme) -> Iterator[Oddity]:
    """Rules chosen by group: for groups that are not there, and groups without a rule."""
    for kind in scheme.subjects.values():
        for rule in kind.score.walk():
            if isinstance(rule, Choose) and rule.by == GROUP:
                yield from _chosen(kind, rule)


def _chosen(kind: SubjectKind, rule: Choose) -> Iterator[Oddity]:
    path = f"subjects.{rule.path}"
    for value in rule.parts:
        if value and value not in kind.groups:
            yield Oddity(f"{path}.{value}", f"没有“{value}”这个组，这条规则用不上", f"可用：{listed(kind.groups)}")
    lacking = [group for group in kind.groups if group not in rule.parts]
    if lacking and "" not in rule.parts:
        yield Oddity(path, f"没有为组 {listed(lacking)} 写规则，其中的人没有得分", "请补写，或写 otherwise")


def _held_down(scheme: Scheme) -> Iterator[Oddity]:
    """Memberships that no factor weighs enough to tell apart."""
    for kind in scheme.subjects.values():
        for rule in kind.score.walk():
            if isinstance(rule, Membership) and rule.operator == MAX_MIN and max(rule.weights) < HALF:
                told = f"取小取大时隶属度都不会超过最大的权重 {percent(max(rule.weights))}，各等级容易并列"
                yield Oddity(f"subjects.{rule.path}", told, f"请核对，或改用 {WEIGHTED_MEAN}")


def _full_scores(scheme: Scheme) -> Iterator[Oddity]:
    """The score with every mark at its highest and an empty ledger, found by judging such a sheet."""
    told = set[tuple[str, Decimal]]()
    for one in judge(scheme, _best(scheme)).standings:
        if one.score is not None and one.score != FULL and (one.key.kind, one.score) not in told:
            told.add((one.key.kind, one.score))
            reason = f"各项都得最高分、台账为空时是 {number(one.score)} 分，不是 {FULL} 分"
            yield Oddity(f"subjects.{one.key.kind}.score", reason, "如属有意不必改动，否则请核对权重和得分范围")


def _best(scheme: Scheme) -> Sheet:
    """Somebody in each group, there all year, with nothing but highest marks."""
    first, last = date(scheme.year, 1, 1), date(scheme.year, 12, 31)
    subjects = [
        _at_best(scheme, Subject(Key(kind.key, group), group, group, first, last))
        for kind in scheme.subjects.values()
        for group in kind.groups
    ]
    return Sheet(scheme.year, tuple(subjects))


def _at_best(scheme: Scheme, subject: Subject) -> Subject:
    highest = {key: one.high for key, one in scheme.sources.items() if isinstance(one, MarkSource)}
    return replace(subject, marks=tuple(Mark(*key, highest[key[0]], 0) for key in due_marks(scheme, subject)))


def _quotas(scheme: Scheme) -> Iterator[Oddity]:
    for key, quota in scheme.quotas.items():
        needed = -(-1 // Fraction(quota.share)) if quota.share else 0  # seats told by number have no share
        if needed > CROWD:
            told = f"比例 {percent(quota.share)} 要满 {needed} 个对象才有一个名额"
            yield Oddity(f"quotas.{key}.share", told, "请核对比例")


def _empty_groups(scheme: Scheme, sheet: Sheet) -> Iterator[Oddity]:
    there = {(one.key.kind, one.group) for one in sheet.subjects}
    for kind in scheme.subjects.values():
        for group, label in kind.groups.items():
            if (kind.key, group) not in there:
                yield Oddity(f"subjects.{kind.key}.groups.{group}", f"“{label}”组没有一个对象", "请核对数据中的组别")


def _seatless(scheme: Scheme, verdict: Verdict) -> Iterator[Oddity]:
    for key, quota in scheme.quotas.items():
        lines = [line for line in verdict.quotas if line.quota == key]
        if lines and not any(line.seats for line in lines):
            told = f"“{quota.label}”在各组都没有名额（基数共 {sum(line.base for line in lines)}）"
            yield Oddity(f"quotas.{key}", told, "请核对比例、基数和分组")


def _unfed(scheme: Scheme, sheet: Sheet) -> Iterator[Oddity]:
    fed = {row.source for one in sheet.subjects for rows in _inputs(one) for row in rows}
    for source in scheme.sources.values():
        if source.key not in fed:
            yield Oddity(f"sources.{source.key}", f"“{source.label}”没有一条数据", _cure(source))


def _inputs(subject: Subject) -> tuple[tuple[Any, ...], ...]:
    return subject.marks, subject.ledger, subject.ratings, subject.tallies, subject.readings


def _cure(source: Source) -> str:
    return "请核对是否漏报" if source.periods else "如全年确无此类事项，不必改动"
