"""What may be the case with a subject: the causes of grade limits and flags. Over several years: `yearly`.

A condition answers with the words of what it found, '' where it is not the case. What cannot be told for lack of a fact
is named in `Context.problems` and counts as not the case. Reading: `scoring.language.condition_reading`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from scoring.language.denial import denies
from scoring.language.rule import with_document
from scoring.language.source import LedgerSource
from scoring.language.span import Span
from scoring.model.figure import value_at
from scoring.model.sheet import Decision, Key, Subject
from scoring.model.verdict import ABSENT
from scoring.numbers.numerals import against, signed

if TYPE_CHECKING:
    from scoring.facts.context import Context
    from scoring.model.draft import Draft
    from scoring.model.verdict import Raised

SITUATION = "situation"
"""`Decision.what` of a further situation, beside `Subject.situation`."""


@dataclass(frozen=True)
class Condition:
    """One thing that may be the case."""

    def told(self, context: "Context", draft: "Draft") -> str:
        """The words of what was found; '' where it is not the case."""
        raise NotImplementedError(f"{type(self).__name__}.told")

    def awaits(self, context: "Context", draft: "Draft") -> str:
        """Another's result that it hangs on and that is still to come: '单位等次'; '' for none."""
        return ""

    def needs(self) -> tuple[str, ...]:
        """Subject kinds whose results it takes."""
        return ()

    def pointers(self) -> Mapping[str, str]:
        """The attributes in which it reads a code, with the kind of whoever has the code."""
        return {}

    def tells(self) -> tuple[str, ...]:
        """The attributes whose value is told where it is the case."""
        return ()

    def sources(self) -> tuple[str, ...]:
        """Sources it reads."""
        return ()

    def decisions(self) -> tuple[str, ...]:
        """`Decision.what` that it reads."""
        return ()


@dataclass(frozen=True)
class When:
    """All of the conditions together."""

    conditions: tuple[Condition, ...]

    def told(self, context: "Context", draft: "Draft") -> str:
        """The words of all of them; '' as soon as one is not the case."""
        found = []
        for condition in self.conditions:
            words = condition.told(context, draft)
            if not words:
                return ""
            found.append(words)
        return "，".join(found)

    def awaits(self, context: "Context", draft: "Draft") -> str:
        """What is still to come where all may yet be the case once it is there; '' where nothing is."""
        awaited = [one.awaits(context, draft) for one in self.conditions]
        rest = zip(self.conditions, awaited, strict=True)
        may_be = all(later or one.told(context, draft) for one, later in rest)
        return "、".join(filter(None, awaited)) if may_be else ""

    def needs(self) -> tuple[str, ...]:
        """Subject kinds whose results are taken."""
        return tuple(kind for condition in self.conditions for kind in condition.needs())

    def sources(self) -> tuple[str, ...]:
        """Sources that are read."""
        return tuple(key for condition in self.conditions for key in condition.sources())

    def decisions(self) -> tuple[str, ...]:
        """`Decision.what` that are read."""
        return tuple(what for condition in self.conditions for what in condition.decisions())


def situations_of(subject: Subject) -> tuple[str, ...]:
    """All situations of a subject: its own and those recorded as decisions, each once, in a fixed order."""
    recorded = sorted({one.value for one in subject.decisions if one.what == SITUATION})
    return tuple(dict.fromkeys(filter(None, (subject.situation, *recorded))))


@dataclass(frozen=True)
class Decided(Condition):
    """A recorded decision on `what`; with `values` only those, without any that does not deny it.

    One made before `since` does not count and is named; one that denies is named in `facts.strays`.
    """

    what: str
    label: str
    values: tuple[str, ...]
    tell: bool = False
    since: date = date.min

    def told(self, context: "Context", draft: "Draft") -> str:
        """The decision by its documents, with `tell` also by what was decided."""
        fits = [one for one in draft.subject.decisions if one.what == self.what]
        fits = [one for one in fits if (one.value in self.values if self.values else not self.denied(one))]
        self._name_early(context, draft, [one for one in fits if one.decided_on < self.since])
        fits = [one for one in fits if one.decided_on >= self.since]
        if self.tell:
            return "、".join(sorted({f"{with_document(f'{self.label}“{one.value}”', one.document)}" for one in fits}))
        documents = "、".join(sorted({one.document for one in fits if one.document}))
        return with_document(self.label, documents) if fits else ""

    def decisions(self) -> tuple[str, ...]:
        """The one."""
        return (self.what,)

    def denied(self, one: Decision) -> bool:
        """Whether a decision says that there is nothing, where only the values of the scheme could make it count."""
        return one.what == self.what and not self.values and denies(one.value)

    def _name_early(self, context: "Context", draft: "Draft", early: Iterable[Decision]) -> None:
        """A rule is not applied to what was decided before its day."""
        for one in early:
            told = f"{context.scheme.named(draft.subject.key)} {one.what}“{one.value}”（{one.document}）"
            context.problems.add(f"{told}：{one.decided_on} 决定，早于 {self.since}，不适用“{self.label}”")


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
class Situated(Condition):
    """One of the situations `keys`."""

    keys: tuple[str, ...]

    def told(self, context: "Context", draft: "Draft") -> str:
        """Their labels."""
        found = [key for key in situations_of(draft.subject) if key in self.keys]
        return "、".join(context.scheme.situations[key].label for key in found)


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


@dataclass(frozen=True)
class Grouped(Condition):
    """The subject is in one of the groups."""

    groups: tuple[str, ...]

    def told(self, context: "Context", draft: "Draft") -> str:
        """The group's label."""
        group = draft.subject.group
        return context.scheme.subjects[draft.subject.key.kind].groups[group] if group in self.groups else ""


@dataclass(frozen=True)
class Described(Condition):
    """An attribute has one of the values."""

    name: str
    values: tuple[str, ...]

    def tells(self) -> tuple[str, ...]:
        """The one."""
        return (self.name,)

    def told(self, context: "Context", draft: "Draft") -> str:
        """'单位类别为乡镇'."""
        found = draft.subject.attributes.get(self.name, "")
        return f"{self.name}为{found}" if found in self.values else ""


@dataclass(frozen=True)
class Resulting(Condition):
    """The result of another subject: of the own unit, or of the one named by the attribute `whose`."""

    of: str
    whose: str
    grades: tuple[str, ...]
    span: Span | None
    flags: tuple[str, ...]

    def pointers(self) -> Mapping[str, str]:
        """The attribute `whose`."""
        return {self.whose: self.of} if self.whose else {}

    def told(self, context: "Context", draft: "Draft") -> str:
        """'单位等次为“一般”' or '单位得分 79.50，低于 80'; a result that is not there is named."""
        other = other_of(context, draft.subject, self.of, self.whose)
        label = context.scheme.subjects[self.of].label
        if other is None:
            name_lacking(context, draft, f"{label}结果")
            return ""
        if self._lacks(other):
            name_lacking(context, draft, f"{label}{self._lacks(other)}")
            return ""
        told = []
        if self.grades:
            told.append(f"{label}等次为“{grade_label(context, self.of, other.grade)}”" * (other.grade in self.grades))
        if self.span is not None:
            fits = other.score is not None and self.span.holds(other.score)
            told.append(f"{label}得分 {signed(str(other.score))}，{self.span.words()}" * fits)
        if self.flags:
            told.append("；".join(self._flag_words(context, one) for one in other.flags if one.flag in self.flags))
        return "，".join(told) if all(told) else ""

    def _flag_words(self, context: "Context", raised: "Raised") -> str:
        """Of a person only which flag it is: why it was raised is another's matter."""
        if not context.scheme.subjects[self.of].people:
            return raised.told
        return f"{context.scheme.subjects[self.of].label}有“{context.scheme.flags[raised.flag].label}”标记"

    def _lacks(self, other: "Draft") -> str:
        """What is asked for and the other does not have yet: no answer, and never 'no' in silence."""
        grade, score = bool(self.grades) and not other.grade, self.span is not None and other.score is None
        return "和".join([*["等次"] * grade, *["得分"] * score])

    def awaits(self, context: "Context", draft: "Draft") -> str:
        """The other's grade or score; not of one who is gone, whose result will never come."""
        other, label = other_of(context, draft.subject, self.of, self.whose), context.scheme.subjects[self.of].label
        if other is None:
            return f"{label}结果"
        lacks = "" if other.status == ABSENT else self._lacks(other)
        return f"{label}{lacks}" if lacks else ""

    def needs(self) -> tuple[str, ...]:
        """The other kind."""
        return (self.of,)


def other_of(context: "Context", subject: Subject, of: str, whose: str) -> "Draft | None":
    """The judged subject of kind `of` that belongs to `subject`: its unit, or whom its attribute `whose` names."""
    code = subject.attributes.get(whose, "") if whose else subject.unit
    return context.drafts.get(Key(of, code))


def grade_label(context: "Context", kind: str, grade: str) -> str:
    """The words of a grade; '' for none."""
    ladder = context.scheme.grades.get(kind)
    return ladder.grades[grade].label if ladder and grade else ""


def name_lacking(context: "Context", draft: "Draft", what: str, so: str = "无法判断等次、名额或标记的条件") -> None:
    """A fact that is asked for and is not there, and what comes of it."""
    context.problems.add(f"{context.scheme.named(draft.subject.key)}：缺{what}，{so}")
