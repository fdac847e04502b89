"""Scheme × Sheet → Verdict, in one pass and without a single rounded step before the published figure."""

from collections import Counter
from collections.abc import Iterable
from decimal import Context as Arithmetic
from decimal import Inexact, InvalidOperation, localcontext

from scoring.colours import colour_in
from scoring.context import Case, Context, Score
from scoring.draft import Draft, Groups
from scoring.errors import SheetError
from scoring.figure import Figure
from scoring.intake import Intake
from scoring.quotas import place_in
from scoring.rules import bind
from scoring.scheme import Scheme
from scoring.sheet import Sheet, Subject
from scoring.standing import rank_in, status_of
from scoring.verdict import ABSENT, BLOCKED, RANKED, Verdict

_EXACT = Arithmetic(prec=60, traps=[Inexact, InvalidOperation])
"""Sums of entered values must be exact; a digit that would be lost is an error, never a rounded score."""


def judge(scheme: Scheme, sheet: Sheet) -> Verdict:
    """Score, rank and place every subject of the sheet; name every gap. SheetError if the year is another."""
    if sheet.year != scheme.year:
        raise SheetError(f"数据是 {sheet.year} 年的，方案是 {scheme.year} 年的，不能相互适用。")
    context = Context(scheme, sheet)
    with localcontext(_EXACT):
        groups = _scored(context)
        rank_in(groups)
        colour_in(scheme, groups)
        lines = place_in(context, groups)
    standings = tuple([draft.standing() for drafts in groups.values() for draft in drafts])
    return Verdict(standings, lines, tuple(sorted(context.missing)), tuple(sorted(context.problems)))


def _scored(context: Context) -> Groups:
    """Drafts with figure and published score, by (kind, group) in the scheme's order."""
    kinds = context.scheme.subjects.values()
    groups: Groups = {(kind.key, group): [] for kind in kinds for group in kind.groups}
    rules = {kind.key: (bind(kind.score, context, kind.key), Intake(context, kind.key)) for kind in kinds}
    for subject in _known(context):
        kind = subject.key.kind
        groups[kind, subject.group].append(_draft(context, subject, *rules[kind]))
    return groups


def _known(context: Context) -> Iterable[Subject]:
    """Subjects that the scheme can judge; the others are named."""
    counts = Counter([subject.key for subject in context.sheet.subjects])
    for subject in context.sheet.subjects:
        fault = _fault_of(context.scheme, subject, counts[subject.key])
        if fault:
            context.problems.add(f"{subject.key.kind} {subject.key.code}：{fault}，未评定")
        else:
            yield subject


def _fault_of(scheme: Scheme, subject: Subject, count: int) -> str:
    kind = scheme.subjects.get(subject.key.kind)
    if kind is None or subject.group not in kind.groups:
        return f"方案没有“{subject.key.kind}”的“{subject.group}”组"
    if subject.situation and subject.situation not in scheme.situations:
        return f"方案没有规定情形“{subject.situation}”如何处理"
    return f"在名册中出现 {count} 次" if count > 1 else ""


def _draft(context: Context, subject: Subject, score: Score, intake: Intake) -> Draft:
    scheme = context.scheme
    status = status_of(scheme, subject)
    figure = Figure(scheme.subjects[subject.key.kind].score.path, None)
    if status != ABSENT:
        figure = score(Case(subject, intake.marks(subject))) or figure
    if figure.value is not None:
        return Draft(subject, status, scheme.places.publish(figure.value), figure)
    if status != ABSENT and not figure.parts:
        context.problems.add(f"{subject.key.kind} {subject.key.code}：全年没有到期的考核，无从计分")
    return Draft(subject, BLOCKED if status == RANKED else status, None, figure)
