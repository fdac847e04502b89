"""Quotas as pages and documents tell them: whose seats, how they are counted, which lines concern a group."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assessment.runs.models import Run
from scoring.language.quota import (
    AGAIN,
    ALL,
    ALL_IN,
    ALL_OUT,
    BY_SCORE,
    GROUP,
    LARGEST,
    UNIT,
    Field,
    Quota,
    scope_label,
)
from scoring.language.scheme import Scheme, SubjectKind
from scoring.numbers.rounding import MODE_WORDS
from scoring.telling import wording

Line = Mapping[str, Any]
"""One of `Run.quotas`."""
_TOGETHER = "、"
"""What stands between the keys of places whose seats are counted together."""


def scope_word(scheme: Scheme, line: Line, units: Mapping[str, str]) -> str:
    """Where a line's seats were counted, in words: a group, a field, a unit by name, several of them, or everybody.

    `units` are the names that `unit_names` found.
    """
    quota = scheme.quotas[line["quota"]]
    named = units if quota.per == UNIT else {}
    labels = (named.get(key) or scope_label(scheme, quota, key) for key in line["peer_group"].split(_TOGETHER))
    return _TOGETHER.join(filter(None, labels)) or "全部"


def unit_names(scheme: Scheme, run: Run) -> Mapping[str, str]:
    """The names by code of the units whose seats are counted apart, as the run's own seats bear them."""
    places = [line["peer_group"] for line in run.quotas if scheme.quotas[line["quota"]].per == UNIT]
    codes = {code for place in places for code in place.split(_TOGETHER)}
    if not codes:
        return {}
    return dict(run.results.filter(seat__unit__code__in=codes).values_list("seat__unit__code", "seat__unit_name"))


def with_scopes(scheme: Scheme, run: Run) -> list[dict[str, Any]]:
    """All lines of a run, each with the `scope` in words."""
    units = unit_names(scheme, run)
    return [{**line, "scope": scope_word(scheme, line, units)} for line in run.quotas]


def lines_of(scheme: Scheme, run: Run, kind: str, group: str) -> list[Line]:
    """The quota lines under which a group's subjects compete, in the scheme's order.

    Lines of single units or attributes concern those only who belong there, not a group.
    """
    mine = (line for line in run.quotas if line["kind"] == kind)
    return [line for line in mine if group in _groups(scheme.quotas[line["quota"]], line["peer_group"], group)]


def _groups(quota: Quota, scope: str, group: str) -> Sequence[str]:
    if quota.fields:
        return quota.fields[scope].groups
    if quota.per == ALL:
        return (group,)
    return scope.split(_TOGETHER) if quota.per == GROUP else ()


def drawn_of(scheme: Scheme, lines: Sequence[Line], group: str) -> Line | None:
    """The one line that can be drawn through a ranking: seats of this group alone, by score, no other quota."""
    if len(lines) != 1:
        return None
    quota = scheme.quotas[lines[0]["quota"]]
    return None if quota.votes or lines[0]["peer_group"] != group else lines[0]


def seats_told(scheme: Scheme, quota: Quota) -> str:
    """How a quota's seats are counted and given, in one sentence without a full stop."""
    return "；".join(_told(scheme, quota))


def equals_told(scheme: Scheme, kind: SubjectKind) -> str:
    """How equal scores are ranked where the method has second keys, without a full stop."""
    return f"得分相同的，依次比较{_TOGETHER.join(scheme.rules[key].label for key in kind.keys)}，仍相同的名次相同"


def _told(scheme: Scheme, quota: Quota) -> Iterator[str]:
    yield _by_fields(quota) if quota.fields else _by_share(scheme, quota)
    if quota.minimum:
        yield f"有人参加的，每处至少 {quota.minimum} 个"
    if quota.pool_below is not None:
        small = f"基数不足 {quota.pool_below} 的" if quota.pool_below else "不满 1 个名额的"
        yield f"{small}合并计算"
    if quota.among:
        yield f"只在{_grades(scheme, quota, quota.among)}的对象中产生"
    if quota.votes:
        ballot = scheme.sources[quota.votes.source].label if quota.votes.source else quota.votes.decision
        yield f"由候选按{ballot}的票数产生"
    yield from _on_the_line(scheme, quota)
    if quota.exact:
        yield "名额应当用足"


def _by_fields(quota: Quota) -> str:
    return "名额固定：" + _TOGETHER.join(_field(one, bool(quota.votes)) for one in quota.fields.values())


def _field(one: Field, voted: bool) -> str:
    return f"{one.label} {one.seats} 个" + (f"（得分居前 {one.candidates} 名的为候选）" if voted else "")


def _by_share(scheme: Scheme, quota: Quota) -> str:
    whose, left = _WHERE.get(quota.per, (f"按“{quota.per}”分开，每处", "处"))
    share = wording.percent(quota.share)
    if quota.shares:
        rates = (
            f"“{_grade(scheme, quota.shares.of, key)}” {wording.percent(one)}"
            for key, one in quota.shares.by_grade.items()
        )
        share = f"比例（随{scheme.subjects[quota.shares.of].label}等次：{_TOGETHER.join(rates)}，其余 {share}）"
    if quota.rounding != LARGEST:
        return f"{whose or left}名额＝基数×{share}，{MODE_WORDS[quota.rounding]}取整"
    spare = "" if quota.per == ALL else f"，{left}先取整数，余额按小数部分从大到小补足"
    return f"{whose}名额＝基数×{share}{spare or '，取整数'}"


_WHERE = {GROUP: ("", "各组"), ALL: ("全部合在一起，", ""), UNIT: ("每个单位的", "各单位")}


def _on_the_line(scheme: Scheme, quota: Quota) -> Iterator[str]:
    """What is done about those who are equal across the line; nothing is said where that is for a person to decide."""
    if quota.keys:
        yield "线上相同的依次比较" + _TOGETHER.join(_key(scheme, key) for key in quota.keys)
    if quota.ties in _TIES:
        yield _TIES[quota.ties]


_TIES = {ALL_IN: "线上并列的全部入选", ALL_OUT: "线上并列的全部不入选"}
_KEYS = {BY_SCORE: "得分", AGAIN: "第二轮票数"}


def _key(scheme: Scheme, key: str) -> str:
    return _KEYS.get(key) or scheme.rules[key].label


def _grades(scheme: Scheme, quota: Quota, keys: Sequence[str]) -> str:
    return _TOGETHER.join(f"“{_grade(scheme, quota.of, key)}”" for key in keys)


def _grade(scheme: Scheme, kind: str, key: str) -> str:
    return wording.grade_word(scheme, kind, key)
