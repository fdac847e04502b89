"""The grade of each subject: by score and rank, then held down by what limits it, always with its reasons."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from scoring.facts.context import Context
from scoring.language.ladder import Grade, Ladder
from scoring.language.scheme import Scheme
from scoring.language.traits import situations_of
from scoring.model.draft import Draft, Groups, Held
from scoring.model.figure import value_at
from scoring.model.verdict import ABSENT, BLOCKED, NOT_RANKED, RANKED, UNDETERMINED
from scoring.numbers.numerals import signed


class Measure(NamedTuple):
    """What the bands of a ladder are held against."""

    label: str
    value: Decimal | None

    def words(self) -> str:
        """'得分 92.35'."""
        return f"{self.label} {signed(str(self.value))}"


def grade_in(context: Context, groups: Groups) -> None:
    """Give each subject of kinds that have a ladder its grade and the reasons; who is gone has none."""
    for (kind, _), drafts in groups.items():
        ladder = context.scheme.grades.get(kind)
        for draft in drafts if ladder else ():
            if ladder and draft.status != ABSENT:
                _grade(context, ladder, draft)


def _grade(context: Context, ladder: Ladder, draft: Draft) -> None:
    if draft.status == RANKED or draft.status in ladder.also:
        _by_result(context.scheme, ladder, draft)
    elif draft.status == BLOCKED:
        draft.reasons.append("缺分数，补齐前不能定等次")
    draft.held = list(_held(context, ladder, draft))
    _hold(context.scheme, ladder, draft)
    if draft.status in _UNGRADED and not draft.grade and draft.status not in ladder.also:
        draft.reasons.append("按规定不定等次")


def open_in(context: Context, groups: Groups) -> None:
    """Leave the grade open where a limit that would change it hangs on another's result that is still to come.

    What it is without that limit would be shown as final and may not be.
    """
    for (kind, _), drafts in groups.items():
        ladder = context.scheme.grades.get(kind)
        for draft in drafts if ladder else ():
            if ladder:
                _leave_open(context.scheme, ladder, draft)


def _leave_open(scheme: Scheme, ladder: Ladder, draft: Draft) -> None:
    grade, acting = draft.grade, [one for one in draft.held if not one.awaits]
    for one in draft.held:
        if one.awaits and _limited(ladder, grade, [*acting, one]) != grade:
            draft.grade = ""
            told = f"{one.told}：{one.awaits}还没有得出，能否受限不能判断，等次待其得出后再定"
            draft.reasons.append(f"{told}{cited(scheme, one.clause)}")


def _by_result(scheme: Scheme, ladder: Ladder, draft: Draft) -> None:
    """The best grade whose line and rank the subject reaches."""
    measure = _measured(scheme, ladder, draft)
    if measure.value is None:
        draft.reasons.append(f"没有{measure.label}，不能定等次")
        return None
    for grade in ladder.grades.values():
        if not grade.by_result:
            continue
        lack = _lack(grade, draft, measure)
        if not lack:
            return give(scheme, ladder, draft, grade.key, _reached(grade, draft, measure))
        if grade.span is None or (measure.value is not None and grade.span.reaches(measure.value)):
            draft.reasons.append(f"{lack}，不能评为“{grade.label}”{cited(scheme, grade.clause)}")
    return give(scheme, ladder, draft, ladder.otherwise, "没有其他等次的条件")


def _measured(scheme: Scheme, ladder: Ladder, draft: Draft) -> Measure:
    """The published score, or the value of the rule that the ladder goes by."""
    for path in ladder.by:
        value = value_at(draft.figure, path)
        if value is not None:
            return Measure(f"{scheme.rules[path].short}得分", scheme.places.publish(value))
    return Measure("得分", None if ladder.by else draft.score)


def _lack(grade: Grade, draft: Draft, measure: Measure) -> str:
    """Why a grade is not reached; '' where it is."""
    if measure.value is None or (grade.span is not None and not grade.span.reaches(measure.value)):
        return measure.words()
    if grade.extent is None:
        return ""
    if draft.rank is None:
        return "不参加排名"
    within = grade.extent.holds(draft.rank, draft.tied, draft.among)
    return "" if within else f"{_standing(draft)}，不在{grade.extent.words()}之内"


def _reached(grade: Grade, draft: Draft, measure: Measure) -> str:
    score = f"{measure.words()}，{grade.span.words()}" if grade.span else ""
    rank = f"{_standing(draft)}，在{grade.extent.words()}之内" if grade.extent else ""
    return "，".join(filter(None, (score, rank)))


def _standing(draft: Draft) -> str:
    return f"第 {draft.rank} 名（共 {draft.among} 名）"


def give(scheme: Scheme, ladder: Ladder, draft: Draft, grade: str, why: str, clause: str = "") -> None:
    """Let a subject have a grade, and say why, by which clause."""
    draft.grade = grade
    found = ladder.grades[grade]
    draft.reasons.append(f"{why}，为“{found.label}”{cited(scheme, clause or found.clause or ladder.clause)}")


def cited(scheme: Scheme, clause: str) -> str:
    """A clause's words behind a sentence."""
    return f"〔{scheme.clauses[clause]}〕" if clause else ""


def _held(context: Context, ladder: Ladder, draft: Draft) -> Iterator[Held]:
    """Everything that limits the subject's grade, in the order of the scheme."""
    for limit in ladder.limits:
        words, told = limit.when.told(context, draft), f"{limit.label}（依据{limit.legal_basis}）"
        awaits = "" if words else limit.when.awaits(context, draft)
        if words or awaits:
            yield Held(limit.cap, limit.grade, f"{told}：{words}" if words else told, limit.clause, awaits)
    for key in situations_of(draft.subject):
        situation = context.scheme.situations.get(key)
        if situation and (situation.cap in ladder.grades or situation.grade in ladder.grades):
            told = f"{situation.label}（依据{situation.legal_basis}）"
            yield Held(situation.cap, situation.grade, told, situation.clause)


def _hold(scheme: Scheme, ladder: Ladder, draft: Draft) -> None:
    """Let the limits that act hold the grade down, and say so."""
    acting = [one for one in draft.held if not one.awaits]
    for one in acting:
        word = f"等次定为“{ladder.grades[one.grade].label}”" if one.grade else _capped(ladder, one.cap)
        draft.reasons.append(f"{one.told}，{word}{cited(scheme, one.clause)}")
    draft.ceiling, draft.settled = _ceiling(ladder, acting), any(one.grade for one in acting)
    draft.grade = _limited(ladder, draft.grade, acting)


_UNGRADED = (UNDETERMINED, NOT_RANKED)


def _ceiling(ladder: Ladder, held: Iterable[Held]) -> int:
    """The heaviest limit wins: the worst of the grades that are set, and no better than the lowest cap."""
    return max((ladder.step(one.grade or one.cap) for one in held), default=0)


def _limited(ladder: Ladder, grade: str, held: Sequence[Held]) -> str:
    """The grade that limits leave; '' stays '' unless one of them sets it."""
    ceiling = _ceiling(ladder, held)
    keeps = not grade or ladder.step(grade) >= ceiling
    return grade if keeps and not any(one.grade for one in held) else list(ladder.grades)[ceiling]


def _capped(ladder: Ladder, cap: str) -> str:
    return f"等次不得高于“{ladder.grades[cap].label}”"
