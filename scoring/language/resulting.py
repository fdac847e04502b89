"""The condition on another subject's result, and whose result that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.language.conditions import Condition, name_lacking
from scoring.language.span import Span
from scoring.model.sheet import Key, Subject
from scoring.model.verdict import ABSENT
from scoring.numbers.numerals import signed

if TYPE_CHECKING:
    from scoring.facts.context import Context
    from scoring.model.draft import Draft
    from scoring.model.verdict import Raised


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
