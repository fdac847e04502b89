"""A judged run judged again under other numbers, from the figures it kept instead of from its inputs.

Weights only change how parts are put together, and shares and months only what is made of the scores. So the part
values of a run are enough, and the answer is the very one that a full judgment gives (a test proves it). Where a rule
compares subjects or takes another's result a figure depends on more than its own parts: `fits` then says no, and the
sheet has to be judged again.
"""

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from typing import NamedTuple

from scoring.facts.context import Context
from scoring.facts.status import status_of
from scoring.judge import drafted, settle
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.draft import Groups
from scoring.model.figure import EXEMPT, LEAVES, Figure
from scoring.model.sheet import Key, LedgerLine, Sheet, Subject
from scoring.model.verdict import QuotaLine, Standing
from scoring.rules.weighted import Weighted


class Kept(NamedTuple):
    """What is kept of a run: its scheme, its sheet, its figures without their leaves.

    The sheet is without marks, and without the ledgers that nothing but scores is made of.
    """

    scheme: Scheme
    sheet: Sheet
    figures: Mapping[Key, Figure]


class Table(NamedTuple):
    """The answer: where everybody stands, and the quota lines."""

    standings: tuple[Standing, ...]
    quotas: tuple[QuotaLine, ...]


class Unfit(Exception):
    """A figure cannot be made from its parts alone; the sheet has to be judged again."""


def fits(old: Scheme, new: Scheme) -> bool:
    """Whether `new` is `old` but for weights, shares, lines and months, and no figure depends on other subjects'."""
    if any(rule.compares or rule.needs() for rule in old.rules.values()) or _watched(old) != _watched(new):
        return False
    shapes = [[_shape(rule) for rule in scheme.rules.values()] for scheme in (old, new)]
    return (old.year, old.sources) == (new.year, new.sources) and shapes[0] == shapes[1]


def _watched(scheme: Scheme) -> set[str]:
    """The sources that consequences look at."""
    return {key for kind in scheme.subjects.values() for key in kind.watched}


def _shape(rule: Rule) -> tuple[type[Rule], dict[str, object]]:
    """A rule without its weights and without the rules below it, which come by themselves."""
    told = {field.name: getattr(rule, field.name) for field in fields(rule) if field.name != "weights"}
    return type(rule), {name: value for name, value in told.items() if not _holds_rules(value)}


def _holds_rules(value: object) -> bool:
    held = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
    return any(isinstance(one, Rule) for one in held)


def kept(scheme: Scheme, sheet: Sheet, figures: Mapping[Key, Figure]) -> Kept:
    """What has to be kept of a sheet judged under a scheme: a small part of it."""
    watched = _watched(scheme)
    subjects = tuple([replace(one, marks=(), ledger=_lines(one, watched)) for one in sheet.subjects])
    bare = {key: pruned(figure) for key, figure in figures.items()}
    return Kept(scheme, replace(sheet, subjects=subjects), bare)


def _lines(subject: Subject, watched: Collection[str]) -> tuple[LedgerLine, ...]:
    return tuple([line for line in subject.ledger if line.source in watched])


def pruned(figure: Figure) -> Figure:
    """The figure without its leaves but those that do not apply; its computed values say all that is needed."""
    if not figure.parts:
        return figure
    needed = [part for part in figure.parts if part.rule == EXEMPT or part.rule not in LEAVES]
    return figure._replace(parts=tuple([pruned(part) for part in needed]))


def rejudged(scheme: Scheme, past: Kept) -> Table:
    """Everybody's standing under `scheme`, which `fits` the one of the run; Unfit where a figure does not come out."""
    context = Context(scheme, past.sheet)
    again = {kind.key: _Scales(scheme, past.scheme, kind.key) for kind in scheme.subjects.values()}
    groups: Groups = {(kind.key, group): [] for kind in scheme.subjects.values() for group in kind.groups}
    for subject in past.sheet.subjects:
        place = (subject.key.kind, subject.group)
        if place in groups and subject.key in past.figures:
            figure = again[subject.key.kind].reweighed(past.figures[subject.key])
            draft = drafted(context, subject, status_of(scheme, subject), figure)
            groups[place].append(draft)
            context.drafts[subject.key] = draft
    lines: list[QuotaLine] = []
    for kind in scheme.in_order:
        lines += settle(context, {place: drafts for place, drafts in groups.items() if place[0] == kind.key})
    return Table(tuple(draft.standing() for drafts in groups.values() for draft in drafts), tuple(lines))


class _Scales:
    """Puts the figures of one kind together again under new weights; below the weights nothing is touched."""

    def __init__(self, scheme: Scheme, old: Scheme, kind: str) -> None:
        self._rules = {rule.path: rule for rule in scheme.subjects[kind].score.walk()}
        before = {rule.path: rule for rule in old.subjects[kind].score.walk()}
        self._moved = {path for path, rule in self._rules.items() if rule != before[path]}

    def reweighed(self, figure: Figure) -> Figure:
        """The figure under the new weights; made anew only where its rule, or one below it, is another than it was."""
        if figure.rule not in self._moved or figure.value is None:
            return figure
        rule = self._rules[figure.rule]
        parts = tuple([self.reweighed(part) for part in figure.parts])
        basis = rule.plan(parts).basis if isinstance(rule, Weighted) else figure.basis
        value = rule.value(figure._replace(basis=basis, parts=parts))
        if value is None:
            raise Unfit(figure.rule)
        return figure._replace(value=value, basis=basis, parts=parts)
