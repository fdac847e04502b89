"""A judged run judged again under other numbers, from the figures it kept instead of from its inputs.

Weights only change how parts are put together, and shares and months only what is made of the scores. So the part
values of a run are enough, and the answer is the very one that a full judgment gives (a test proves it). Where a rule
compares subjects or takes another's result a figure depends on more than its own parts: `fits` then says no, and the
sheet has to be judged again.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import NamedTuple

from scoring.context import Context
from scoring.draft import Draft, Groups
from scoring.figure import LEAVES, Figure
from scoring.judge import drafted, settle
from scoring.rule import Rule
from scoring.rules.weighted import Weighted
from scoring.scheme import Scheme
from scoring.sheet import Key, Ruling, Sheet, Subject
from scoring.standing import status_of
from scoring.verdict import QuotaLine, Standing


class Kept(NamedTuple):
    """What a run kept: its subjects without their inputs, their figures (`pruned` or whole), its rulings."""

    subjects: tuple[Subject, ...]
    figures: Mapping[Key, Figure]
    rulings: tuple[Ruling, ...] = ()


class Table(NamedTuple):
    """The answer: where everybody stands, and the quota lines."""

    standings: tuple[Standing, ...]
    quotas: tuple[QuotaLine, ...]


class Unfit(Exception):
    """A figure cannot be made from its parts alone; the sheet has to be judged again."""


def fits(old: Scheme, new: Scheme) -> bool:
    """Whether `new` is `old` but for weights, shares and months, and no figure depends on other subjects'."""
    if any(rule.compares or rule.needs() for rule in old.rules.values()):
        return False
    shapes = [[_shape(rule) for rule in scheme.rules.values()] for scheme in (old, new)]
    return old.sources == new.sources and shapes[0] == shapes[1]


def _shape(rule: Rule) -> tuple[type[Rule], dict[str, object]]:
    """A rule without its weights and without the rules below it, which come by themselves."""
    told = {field.name: getattr(rule, field.name) for field in fields(rule) if field.name != "weights"}
    return type(rule), {name: value for name, value in told.items() if not _holds_rules(value)}


def _holds_rules(value: object) -> bool:
    held = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
    return any(isinstance(one, Rule) for one in held)


def pruned(scheme: Scheme, figure: Figure) -> Figure:
    """The figure down to its weights: below the last weighted rule the parts' values say all that is needed."""
    if not _holds_weights(scheme, figure):
        return figure._replace(parts=())
    return figure._replace(parts=tuple([pruned(scheme, part) for part in figure.parts]))


def _holds_weights(scheme: Scheme, figure: Figure) -> bool:
    return figure.rule not in LEAVES and any(isinstance(one, Weighted) for one in scheme.rule_of(figure.rule).walk())


def rejudged(scheme: Scheme, kept: Kept) -> Table:
    """Everybody's standing under `scheme`, which `fits` the one of the run; Unfit where a figure does not come out."""
    context = Context(scheme, Sheet(scheme.year, kept.subjects, rulings=kept.rulings))
    groups: Groups = {(kind.key, group): [] for kind in scheme.subjects.values() for group in kind.groups}
    for subject in kept.subjects:
        if (subject.key.kind, subject.group) in groups:
            groups[subject.key.kind, subject.group].append(_draft(context, subject, kept.figures.get(subject.key)))
    lines: list[QuotaLine] = []
    for kind in scheme.in_order:
        lines += settle(context, {place: drafts for place, drafts in groups.items() if place[0] == kind.key})
    return Table(tuple(draft.standing() for drafts in groups.values() for draft in drafts), tuple(lines))


def _draft(context: Context, subject: Subject, figure: Figure | None) -> Draft:
    status = status_of(context.scheme, subject)
    return drafted(context, subject, status, figure and reweighed(context.scheme, figure))


def reweighed(scheme: Scheme, figure: Figure) -> Figure:
    """The figure with the weights of `scheme` in it; a figure without parts keeps its value."""
    if not figure.parts or figure.rule in LEAVES or figure.value is None:
        return figure
    rule = scheme.rule_of(figure.rule)
    parts = tuple([reweighed(scheme, part) for part in figure.parts])
    basis = figure.basis
    if isinstance(rule, Weighted):
        basis = tuple(map(str, rule.spread(parts)))
    if parts == figure.parts and basis == figure.basis:
        return figure
    value = rule.value(figure._replace(basis=basis, parts=parts))
    if value is None:
        raise Unfit(figure.rule)
    return figure._replace(value=value, basis=basis, parts=parts)
