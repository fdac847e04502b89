"""Scheme × Sheet → Verdict, in one pass and without a single rounded step before the published figure."""

from collections.abc import Iterable
from decimal import Context as Arithmetic
from decimal import Inexact, InvalidOperation, localcontext

from scoring.after.colours import colour_in
from scoring.after.flags import flag_in
from scoring.after.grades import grade_in, open_in
from scoring.after.payouts import pay_in
from scoring.after.quotas import note_strays, place_in
from scoring.after.ranking import rank_in
from scoring.errors import SheetError
from scoring.facts.cases import cases_of, known
from scoring.facts.context import Case, Context
from scoring.facts.status import why
from scoring.facts.strays import note_unread
from scoring.language.scheme import Scheme, SubjectKind
from scoring.model.draft import Draft, Groups
from scoring.model.figure import Figure
from scoring.model.sheet import Sheet, Subject
from scoring.model.verdict import ABSENT, BLOCKED, RANKED, QuotaLine, Verdict
from scoring.rules import applied, bind

_EXACT = Arithmetic(prec=60, traps=[Inexact, InvalidOperation])
"""Sums of entered values must be exact; a digit that would be lost is an error, never a rounded score."""


def judge(scheme: Scheme, sheet: Sheet) -> Verdict:
    """Score, rank and place every subject of the sheet; name every gap. SheetError if the year is another."""
    if sheet.year != scheme.year:
        raise SheetError(f"数据是 {sheet.year} 年的，方案是 {scheme.year} 年的，不能相互适用。")
    context, groups, lines = Context(scheme, sheet), _empty(scheme), []
    with localcontext(_EXACT):
        subjects = known(context)
        for kind in scheme.in_order:
            lines += _judge_kind(context, kind, subjects.get(kind.key, []), groups)
    note_strays(context, lines)
    note_unread(context)
    standings = tuple([draft.standing() for drafts in groups.values() for draft in drafts])
    missing, problems = tuple(sorted(set(context.missing))), tuple(sorted(context.problems))
    naming, reminders = frozenset(context.naming), tuple(sorted(context.reminders))
    about = context.problems.about
    return Verdict(standings, _in_order(scheme, lines), missing, problems, naming, reminders, about)


def _empty(scheme: Scheme) -> Groups:
    """Every group in the scheme's order, with nobody in it."""
    return {(kind.key, group): [] for kind in scheme.subjects.values() for group in kind.groups}


def _judge_kind(context: Context, kind: SubjectKind, subjects: list[Subject], groups: Groups) -> list[QuotaLine]:
    """Score one kind, then rank, colour and place it; later kinds may take its results."""
    own = {(kind.key, group): groups[kind.key, group] for group in kind.groups}
    cases: Iterable[Case] = cases_of(context, kind.key, subjects)
    if any(rule.compares for rule in kind.score.walk()):
        cases = context.population[kind.key] = list(cases)
    score = bind(kind.score, context, kind.key)
    score = applied(score) if kind.score.exempting() else score
    for case in cases:
        figure = score(case) if case.status != ABSENT else None
        draft = drafted(context, case.subject, case.status, figure)
        own[kind.key, case.subject.group].append(draft)
        context.drafts[case.subject.key] = draft
    return settle(context, own)


def settle(context: Context, own: Groups) -> list[QuotaLine]:
    """Rank, grade, place, colour, flag and pay the scored subjects of one kind; the quota lines found.

    All that compares comes here.
    """
    rank_in(context.scheme, own)
    grade_in(context, own)
    lines = place_in(context, own)
    open_in(context, own)
    colour_in(context, own)
    flag_in(context, own)
    pay_in(context, own)
    return lines


def _in_order(scheme: Scheme, lines: list[QuotaLine]) -> tuple[QuotaLine, ...]:
    """In the order of the scheme's quotas, of each in the order of its groups."""
    order = list(scheme.quotas)
    return tuple(sorted(lines, key=lambda line: order.index(line.quota)))


def drafted(context: Context, subject: Subject, status: str, figure: Figure | None) -> Draft:
    """The subject with its score, which has none where an input is missing or nothing of it fell due."""
    scheme, nothing_due = context.scheme, figure is None
    if status != ABSENT and nothing_due:
        context.problems.add(f"{scheme.named(subject.key)}：没有可计的考核（没有到期，或按方案不计），无从计分")
    figure = figure or Figure(scheme.subjects[subject.key.kind].score.path, None)
    score = None if figure.value is None else scheme.places.publish(figure.value)
    found = Draft(subject, BLOCKED if score is None and status == RANKED else status, score, figure)
    found.reasons.extend(filter(None, [why(scheme, subject, status)]))
    return found
