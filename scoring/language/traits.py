"""Conditions on who the subject is and what was decided of it: known before anything is scored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from scoring.language.conditions import Condition
from scoring.language.denial import denies
from scoring.language.rule import with_document
from scoring.model.sheet import Decision, Subject
from scoring.model.verdict import Entered

if TYPE_CHECKING:
    from scoring.facts.context import Case, Context
    from scoring.model.draft import Draft

SITUATION = "situation"
"""`Decision.what` of a further situation, beside `Subject.situation`."""


@dataclass(frozen=True)
class Trait(Condition):
    """What can be told of a subject before anything is scored."""

    def fits(self, subject: Subject) -> bool:
        """Whether it is the case."""
        raise NotImplementedError(f"{type(self).__name__}.fits")

    def told(self, context: "Context", draft: "Draft | Case") -> str:
        """The words of what was found; '' where it is not the case."""
        raise NotImplementedError(f"{type(self).__name__}.told")


def situations_of(subject: Subject) -> tuple[str, ...]:
    """All situations of a subject: its own and those recorded as decisions, each once, in a fixed order."""
    recorded = sorted({one.value for one in subject.decisions if one.what == SITUATION})
    return tuple(dict.fromkeys(filter(None, (subject.situation, *recorded))))


@dataclass(frozen=True)
class Decided(Trait):
    """A recorded decision on `what`; with `values` only those, without any that does not deny it.

    One made before `since` does not count and is named; one that denies is named in `facts.strays`.
    """

    what: str
    label: str
    values: tuple[str, ...]
    tell: bool = False
    since: date = date.min

    def told(self, context: "Context", draft: "Draft | Case") -> str:
        """The decision by its documents, with `tell` also by what was decided."""
        meant = self._meant(draft.subject)
        self._name_early(context, draft, [one for one in meant if one.decided_on < self.since])
        fits = [one for one in meant if one.decided_on >= self.since]
        if self.tell:
            return "、".join(sorted({f"{with_document(f'{self.label}“{one.value}”', one.document)}" for one in fits}))
        documents = "、".join(sorted({one.document for one in fits if one.document}))
        return with_document(self.label, documents) if fits else ""

    def fits(self, subject: Subject) -> bool:
        """Whether there is one, early ones not counted."""
        return any(one.decided_on >= self.since for one in self._meant(subject))

    def _meant(self, subject: Subject) -> list[Decision]:
        """The decisions that say so, early ones too."""
        found = [one for one in subject.decisions if one.what == self.what]
        return [one for one in found if (one.value in self.values if self.values else not self.denied(one))]

    def decisions(self) -> tuple[str, ...]:
        """The one."""
        return (self.what,)

    def denied(self, one: Decision) -> bool:
        """Whether a decision says that there is nothing, where only the values of the scheme could make it count."""
        return one.what == self.what and not self.values and denies(one.value)

    def _name_early(self, context: "Context", draft: "Draft | Case", early: Iterable[Decision]) -> None:
        """A rule is not applied to what was decided before its day."""
        for one in early:
            about = Entered(draft.subject.key, one)
            told = f"{context.scheme.named(draft.subject.key)} {one.what}“{one.value}”（{one.document}）"
            context.problems.add(f"{told}：{one.decided_on} 决定，早于 {self.since}，不适用“{self.label}”", about)


@dataclass(frozen=True)
class Situated(Trait):
    """One of the situations `keys`."""

    keys: tuple[str, ...]

    def told(self, context: "Context", draft: "Draft | Case") -> str:
        """Their labels."""
        return "、".join(context.scheme.situations[key].label for key in self._found(draft.subject))

    def fits(self, subject: Subject) -> bool:
        """Whether there is any of them."""
        return bool(self._found(subject))

    def _found(self, subject: Subject) -> list[str]:
        return [key for key in situations_of(subject) if key in self.keys]


@dataclass(frozen=True)
class Grouped(Trait):
    """The subject is in one of the groups."""

    groups: tuple[str, ...]

    def told(self, context: "Context", draft: "Draft | Case") -> str:
        """The group's label."""
        kind = context.scheme.subjects[draft.subject.key.kind]
        return kind.groups[draft.subject.group] if self.fits(draft.subject) else ""

    def fits(self, subject: Subject) -> bool:
        """Whether the subject's is among them."""
        return subject.group in self.groups


@dataclass(frozen=True)
class Described(Trait):
    """An attribute has one of the values."""

    name: str
    values: tuple[str, ...]

    def tells(self) -> tuple[str, ...]:
        """The one."""
        return (self.name,)

    def told(self, context: "Context", draft: "Draft | Case") -> str:
        """'单位类别为乡镇'."""
        return f"{self.name}为{draft.subject.attribute(self.name)}" if self.fits(draft.subject) else ""

    def fits(self, subject: Subject) -> bool:
        """Whether the subject's value is among them."""
        return subject.attribute(self.name) in self.values
