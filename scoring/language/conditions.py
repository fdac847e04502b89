"""What may be the case with a subject: the causes of grade limits and flags, and of what does not apply to somebody.

A condition answers with the words of what it found, '' where it is not the case. What cannot be told for lack of a fact
is named in `Context.problems` and counts as not the case. The kinds: `traits` (who the subject is, what was decided
of it), `measured` (ledgers, values, readings, colours), `resulting` (others' results), `yearly` (several years).
Reading: `condition_reading`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.model.verdict import Entered

if TYPE_CHECKING:
    from scoring.facts.context import Context
    from scoring.model.draft import Draft


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


def name_lacking(
    context: "Context", draft: "Draft", what: str, so: str = "无法判断等次、名额或标记的条件", attribute: str = ""
) -> None:
    """A fact that is asked for and is not there, what comes of it, and perhaps the attribute where it should stand."""
    about = [Entered(draft.subject.key, None, attribute)] if attribute else []
    context.problems.add(f"{context.scheme.named(draft.subject.key)}：缺{what}，{so}", *about)
