"""Conditions on what was booked, scored, read or coloured."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from scoring.language.conditions import Condition, name_lacking
from scoring.language.rule import with_document
from scoring.language.source import LedgerSource
from scoring.language.span import Span
from scoring.model.figure import value_at
from scoring.numbers.numerals import against, signed

if TYPE_CHECKING:
    from scoring.facts.context import Context
    from scoring.model.draft import Draft


@dataclass(frozen=True)
class Booked(Condition):
    """A line of the ledger `source` under one of the `rules`, for a fact that no decision `exempt_by` exempts.

    With a `span` it is the points of these lines, added up as they are booked, that lie within it; there no `rules` are
    all lines.
    """

    source: str
    rules: tuple[str, ...]
    tell: bool = False
    exempt_by: str = ""
    span: Span | None = None

    def told(self, context: "Context", draft: "Draft") -> str:
        """The facts and their documents, with `tell` also the words of their rules; of a sum its arithmetic."""
        exempt = {one.value for one in draft.subject.decisions if self.exempt_by and one.what == self.exempt_by}
        every = self.span is not None and not self.rules
        own = [line for line in context.own_lines(self.source, draft.subject) if line.fact not in exempt]
        lines = [line for line in own if every or line.rule in self.rules]
        if self.span is not None:
            total = sum((line.points for line in lines), Decimal(0))
            label = context.scheme.sources[self.source].label
            told = f"{label} {len(lines)} 笔，合计 {against(total, *self.span.ends())}，{self.span.words()}"
            return told if self.span.holds(total) else ""
        return "、".join(
            dict.fromkeys(
                f"{self._rule(context, line.rule)}{with_document(line.reason, line.document)}" for line in lines
            )
        )

    def _rule(self, context: "Context", rule: str) -> str:
        source = context.scheme.sources[self.source]
        return f"“{source.rules[rule].label}”" if self.tell and isinstance(source, LedgerSource) else ""

    def sources(self) -> tuple[str, ...]:
        """The ledger."""
        return (self.source,)

    def decisions(self) -> tuple[str, ...]:
        """What exempts, where anything does."""
        return (self.exempt_by,) if self.exempt_by else ()


@dataclass(frozen=True)
class Valued(Condition):
    """The exact value of the `rule` of the own score lies within `span`; not of a branch that others take."""

    rule: str
    span: Span

    def told(self, context: "Context", draft: "Draft") -> str:
        """'不称职票 35.00，高于 100/3'; a value that is not there is named, with its rule."""
        own = context.scheme.subjects[draft.subject.key.kind].score.applying(draft.subject)
        rule = next((one for one in own if one.path == self.rule), None)
        if rule is None:
            return ""
        value = value_at(draft.figure, self.rule)
        if value is None:
            name_lacking(context, draft, f"“{rule.label}”的得分")
            return ""
        return f"{rule.short} {against(value, *self.span.ends())}，{self.span.words()}" * self.span.holds(value)


@dataclass(frozen=True)
class Indicated(Condition):
    """The raw value of an item of readings lies within `span`."""

    source: str
    item: str
    span: Span

    def told(self, context: "Context", draft: "Draft") -> str:
        """'万元能耗 0.62，高于 0.60'; any of several periods will do, none at all is named."""
        readings = context.readings.get(draft.subject.key, {}).values()
        own = [one for one in readings if (one.source, one.item) == (self.source, self.item)]
        if not own:
            name_lacking(context, draft, f"“{self.item}”的数值")
        values = sorted({one.value for one in own if self.span.holds(one.value)})
        return f"{self.item} {signed('、'.join(map(str, values)))}，{self.span.words()}" if values else ""

    def sources(self) -> tuple[str, ...]:
        """The readings."""
        return (self.source,)


@dataclass(frozen=True)
class Coloured(Condition):
    """The subject has one of the colours."""

    colours: tuple[str, ...]

    def told(self, context: "Context", draft: "Draft") -> str:
        """'晾晒为红色', or what the scheme calls it."""
        if draft.colour not in self.colours:
            return ""
        return context.scheme.colours_of(draft.subject.key.kind).told(draft.colour)
