"""A verdict as pages for people: standings, payouts, explanations, quota lines, gaps, problems."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from scoring.language.quota import UNIT, scope_label
from scoring.language.scheme import Scheme
from scoring.model.sheet import Key
from scoring.model.verdict import QuotaLine, Standing, Verdict
from scoring.numbers.rounding import rounded
from scoring.tables.gather import Facts
from scoring.tables.located import Places, where
from scoring.tables.page import Cell, Column, Page
from scoring.telling import wording
from scoring.telling.naming import with_names

_WHO = (Column("种类", 12), Column("组别", 16), Column("代码", 14), Column("姓名", 14))


def pages(scheme: Scheme, facts: Facts, verdict: Verdict, places: Places) -> tuple[Page, ...]:
    """All of it, payouts where the scheme has any; a page without rows is left in, so that its emptiness is seen.

    `places` say where that stands which problems are about.
    """
    return (
        standings(scheme, facts, verdict),
        *([_payouts(scheme, facts, verdict)] if scheme.payouts else []),
        _explanations(scheme, facts, verdict),
        Page("名额", (Column("名额情况", 80), Column("请核对", 40)), _quotas(scheme, facts, verdict)),
        Page(
            "缺项",
            (*_WHO[:1], *_WHO[2:], Column("缺什么", 60), Column("处理", 24)),
            list(_gaps(scheme, facts, verdict)),
        ),
        Page(
            "请核对",
            (Column("问题", 110), Column("处理", 24)),
            list(_to_look_at(scheme, facts, verdict, places)),
        ),
    )


def standings(scheme: Scheme, facts: Facts, verdict: Verdict) -> Page:
    """Who stands where, in the verdict's order."""
    own = (Column("得分", 10, scheme.places.published), Column("名次", 8), Column("并列", 8), Column("状态", 18))
    after = (Column("等次", 10), Column("名额", 20), Column("颜色", 10), Column("标记", 20), Column("理由", 50))
    rows = [(*_who(scheme, facts, one), *_stand(scheme, one)) for one in verdict.standings]
    return Page("结果", (*_WHO, *own, *after), rows)


def _who(scheme: Scheme, facts: Facts, one: Standing) -> tuple[Cell, ...]:
    kind = scheme.subjects[one.key.kind]
    return kind.label, kind.groups[one.group], one.key.code, facts.names.get(one.key, "")


def _stand(scheme: Scheme, one: Standing) -> tuple[Cell, ...]:
    tied = one.tied + 1 if one.tied else None
    place = wording.place_words(scheme, one.places or [(one.quota, one.place)])
    flags = "；".join(wording.flag_word(scheme, raised.flag) for raised in one.flags)
    grade = wording.grade_word(scheme, one.key.kind, one.grade)
    why = "；".join([*one.reasons, *(raised.told for raised in one.flags)])
    colour = wording.colour_word(scheme, one.key.kind, one.colour)
    return one.score, one.rank, tied, wording.STATUS[one.status], grade, place, colour, flags, why


def _payouts(scheme: Scheme, facts: Facts, verdict: Verdict) -> Page:
    """One row for each sum or coefficient, so that a column can be added up; none where a gap leaves it open."""
    places = max(payout.places for payout in scheme.payouts.values())
    columns = (*_WHO, Column("名目", 20), Column("数额", 14, places), Column("单位", 8), Column("说明", 80))
    rows = [row for one in verdict.standings for row in _paid(scheme, facts, one)]
    return Page("奖金与系数", columns, rows)


def _paid(scheme: Scheme, facts: Facts, one: Standing) -> Iterator[tuple[Cell, ...]]:
    own = {payout.path: payout for payout in scheme.payouts.values()}
    for payout, figure in ((own[figure.rule], figure) for figure in one.payout):
        value = None if figure.value is None else rounded(figure.value, payout.places)
        told = next(iter(wording.lines(scheme, figure))).sentence
        yield *_who(scheme, facts, one), payout.label, value, payout.unit, told


def _explanations(scheme: Scheme, facts: Facts, verdict: Verdict) -> Page:
    columns = (*_WHO, Column("层次", 6), Column("项目", 24), Column("得分", 12, as_shown=True), Column("权重", 10))
    rows = [row for one in verdict.standings for row in _told(scheme, facts, one)]
    return Page("计算说明", (*columns, Column("说明", 80), Column("条款", 60)), rows, depth=len(_WHO))


def told_lines(scheme: Scheme, one: Standing) -> Iterator[wording.Line]:
    """How the score came about, then each payout."""
    for figure in (one.figure, *one.payout):
        yield from wording.lines(scheme, figure)


def _told(scheme: Scheme, facts: Facts, one: Standing) -> Iterator[tuple[Cell, ...]]:
    who = _who(scheme, facts, one)
    for line in told_lines(scheme, one):
        yield (*who, line.depth + 1, line.label, _figure(line.value), line.weight, line.sentence, line.clause)


def _figure(shown: str) -> Cell:
    """A figure as a number that can be added up, with the decimals shown; the dash of a gap stays."""
    try:
        return Decimal(shown.replace("−", "-"))
    except InvalidOperation:
        return shown


def _quotas(scheme: Scheme, facts: Facts, verdict: Verdict) -> list[tuple[Cell, ...]]:
    return [(quota_line(scheme, facts, line), line.note) for line in verdict.quotas]


def quota_line(scheme: Scheme, facts: Facts, line: QuotaLine) -> str:
    """How a quota came out, for the staff's own list: units that are taken together by their names."""
    told = wording.quota_line(scheme, line)
    quota = scheme.quotas[line.quota]
    group = scope_label(scheme, quota, line.group)
    if quota.per != UNIT or not told.startswith(group):
        return told
    return "、".join(_unit(facts, code) for code in group.split("、")) + told[len(group) :]


def _unit(facts: Facts, code: str) -> str:
    """A unit's name, with its code where another has the same name; the code where it has none."""
    name = facts.names.get(Key(UNIT, code), "")
    doubled = Counter(facts.names[key] for key in facts.names if key.kind == UNIT)[name] > 1
    return f"{name}（{code}）" if name and doubled else name or code


def _gaps(scheme: Scheme, facts: Facts, verdict: Verdict) -> Iterator[tuple[Cell, ...]]:
    for gaps, cure in ((verdict.gaps(), "须补齐"), (verdict.provided_for(), _DEALT_WITH)):
        for gap in gaps:
            name = facts.names.get(Key(gap.kind, gap.code), "")
            yield scheme.subjects[gap.kind].label, gap.code, name, wording.missing(scheme, gap), cure


def _to_look_at(scheme: Scheme, facts: Facts, verdict: Verdict, places: Places) -> Iterator[tuple[Cell, ...]]:
    for told, cure in ((verdict.problems, "须改正"), (verdict.reminders, _DEALT_WITH)):
        for one in told:
            yield where(places.get(one, ())) + with_names(scheme, facts.names, one), cure


_DEALT_WITH = "方案已有处理，可以不改"
